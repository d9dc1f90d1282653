import { PAGES, proseOf, read } from "./pages";

/** A command that a document tells people to run. */
export interface Command {
  readonly page: string;
  /** On one line, without its comment. */
  readonly text: string;
}

/** What a shell is told in the blocks of a page. */
export function shellCommands(page: string): Command[] {
  const blocks = [...read(page).matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].map(([, block]) => block!);
  return blocks
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"))
    .map((line) => ({ page, text: line.replace(/\s+#.*$/, "").trim() }))
    .filter(({ text }) => text !== "");
}

/** Commands within sentences: what is code, and begins with a program that people run. */
function inlineCommands(page: string): Command[] {
  const codes = [...proseOf(page).matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
  return codes
    .map((code) => ({ page, text: code.replaceAll(/\s+/g, " ") }))
    .filter(({ text }) => /^(aws|docker|node|npm|npx|pulumi|ssh) \S/.test(text));
}

/** Every command of every document, without what only keeps npm quiet. */
export const documentedCommands = (): Command[] =>
  PAGES.flatMap((page) => [...shellCommands(page), ...inlineCommands(page)]).map(
    ({ page, text }) => ({ page, text: text.replace(/^npm run --silent /, "npm run ") }),
  );
