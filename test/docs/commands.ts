import { PAGES, proseOf, read } from "./pages";

/** A command in a document. */
export interface Command {
  readonly page: string;
  /** On one line, without its comment. */
  readonly text: string;
}

/** The shell commands in the code blocks of a page. */
export function shellCommands(page: string): Command[] {
  const blocks = [...read(page).matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].map(([, block]) => block!);
  return blocks
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"))
    .map((line) => ({ page, text: line.replace(/\s+#.*$/, "").trim() }))
    .filter(({ text }) => text !== "");
}

/** Commands within sentences: code that begins with a program's name. */
function inlineCommands(page: string): Command[] {
  const codes = [...proseOf(page).matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
  return codes
    .map((code) => ({ page, text: code.replaceAll(/\s+/g, " ") }))
    .filter(({ text }) => /^(aws|docker|node|npm|npx|pulumi|ssh) \S/.test(text));
}

/** All commands of all documents, without npm's flags for quiet output. */
export const documentedCommands = (): Command[] =>
  PAGES.flatMap((page) => [...shellCommands(page), ...inlineCommands(page)]).map(
    ({ page, text }) => ({ page, text: text.replace(/^npm run --silent /, "npm run ") }),
  );
