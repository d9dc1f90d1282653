import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { flag, path, readOptions, renderHelp, textOr } from "../shared/options";
import type { Terminal } from "../shared/terminal";
import { renderMarkdown } from "./render-markdown";
import { renderText } from "./render-text";
import { review } from "./review";
import { EXIT, exitCodeOf } from "./verdict";

const ROOT = dirname(dirname(__dirname));

const LINE = {
  about:
    "npm run review -- --base BRANCH [options]: previews a change on each stack before it is merged",
  options: {
    base: textOr("main", "BRANCH", "the target of the merge: a branch, tag or commit"),
    stack: {
      type: "string",
      multiple: true,
      value: "NAME",
      about: "only this stack; may be given more than once (default: every Pulumi.NAME.yaml)",
    },
    json: flag("the review as JSON"),
    markdown: path("FILE", "also writes it as a comment for a pull request"),
  },
  notes: `Exit codes: 0 no objection, 1 a stack could not be reviewed, 2 an address would be released without
holdfast:addresses.allowRelease, or a mandatory policy is violated, 130 interrupted.`,
} as const;

const INTERRUPTED = 130;

/** `npm run review`: prints the review, and returns the exit code. */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  root = ROOT,
): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    const { values } = readOptions(argv, LINE);
    if (values.help) {
      terminal.out(renderHelp(LINE));
      return EXIT.noObjection;
    }
    const { base, stack: stacks, json, markdown } = values;
    const found = await review({
      root,
      base,
      signal: interruption.signal,
      stacks,
      log: (line) => terminal.err(`${line}\n`),
    });
    if (markdown !== undefined) writeFileSync(markdown, renderMarkdown(found));
    const code = exitCodeOf(found);
    terminal.out(
      json
        ? `${JSON.stringify({ exitCode: code, ...found }, null, 2)}\n`
        : `${renderText(found, terminal.styles)}\n`,
    );
    return code;
  } catch (error) {
    if (interruption.signal.aborted) {
      terminal.err("interrupted\n");
      return INTERRUPTED;
    }
    terminal.err(`error: ${(error as Error).message}\n`);
    return EXIT.failed;
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}
