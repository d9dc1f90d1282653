import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KEPT_PATHS, REFUSED_PHRASES } from "./refused-phrases";

const ROOT = join(__dirname, "../..");

/** Binary, generated or third-party files. */
const SKIPPED = /\.(png|svg|ico|sum|mod|jar)$|(^|\/)package-lock\.json$/;

/** In a checkout of another user, too. */
const LIST = ["-c", "safe.directory=*", "ls-files", "-z"];

/** What separates two words: spaces, also across a line of a comment or the parts of a text. */
const GAP = String.raw`(?:[ \t]+|[ \t]*["'\x60]?[ \t]*\+?[ \t]*\r?\n[ \t]*(?:(?:\*|//|#|["'\x60])[ \t]*)?)`;

const escape = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Matches whole words only: not a part of a word, a name or a code such as `admits-nobody`. */
const patternOf = (phrase: string): RegExp => {
  const words = phrase.split(" ").map(escape).join(GAP);
  return new RegExp(String.raw`(?<![\w-])${words}(?![\w-]|'s)`, "gi");
};

const PATTERNS = REFUSED_PHRASES.map(([phrase, instead]) => {
  return { phrase, instead, pattern: patternOf(phrase) };
});

/** The refused phrases in a text: `<file>:<line>: "<phrase>": write <words> instead`. */
export function refusalsIn(file: string, text: string): string[] {
  return PATTERNS.flatMap(({ phrase, instead, pattern }) =>
    [...text.matchAll(pattern)].map(({ index }) => {
      const line = text.slice(0, index).split("\n").length;
      return `${file}:${line}: "${phrase}": write ${instead} instead`;
    }),
  );
}

/** The tracked sources and pages of the project, without those that keep such phrases. */
export function checkedFiles(): string[] {
  const listed = execFileSync("git", LIST, { cwd: ROOT, encoding: "utf8" });
  return listed
    .split("\0")
    .filter((file) => file !== "" && !SKIPPED.test(file))
    .filter((file) => !KEPT_PATHS.some((path) => file.startsWith(path)));
}

export const refusalsOf = (file: string): string[] =>
  refusalsIn(file, readFileSync(join(ROOT, file), "utf8"));
