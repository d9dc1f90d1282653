import { distance } from "fastest-levenshtein";

/** One problem of a stack's configuration. */
export interface Problem {
  /**
   * Path of the setting under `holdfast:`, such as `network.availabilityZones[1]`; or a whole key with its namespace,
   * such as `aws:region`.
   */
  readonly path: string;
  /** The value of the setting; omitted if there is none. */
  readonly given?: unknown;
  /** Identifies the kind of problem for programs; in kebab case, and never changed. */
  readonly code: string;
  /** Values that `problem` and `remedy` are made from, in addition to `given`. */
  readonly data: ProblemData;
  /** What is wrong and what is allowed. Continues the sentence after the path; no full stop. */
  readonly problem: string;
  /** What to write or to do instead, as an imperative; no full stop. */
  readonly remedy: string;
}

/** Plain values, which are the same in JSON. */
export type ProblemData = Readonly<Record<string, string | number | readonly (string | number)[]>>;

type ProblemText = readonly [problem: string, remedy: string];
type TextMaker = (data: never, given: unknown) => ProblemText;
type DataOf<T> = T extends (data: infer D, given: unknown) => ProblemText
  ? D extends undefined
    ? []
    : [data: D & ProblemData]
  : [];

/**
 * Makes the problems of a feature from the texts of its codes. A code is unique in the whole program, and its text is
 * defined only here.
 */
export function problemTexts<const T extends Readonly<Record<string, ProblemText | TextMaker>>>(
  texts: T,
) {
  const make = <C extends keyof T & string>(
    code: C,
    at: Pick<Problem, "path" | "given">,
    ...args: DataOf<T[C]>
  ): Problem => {
    const [data = {}] = args as readonly [ProblemData?];
    const text: ProblemText | TextMaker = texts[code]!;
    const [problem, remedy] = typeof text === "function" ? text(data as never, at.given) : text;
    return { ...at, code, data, problem, remedy };
  };
  return Object.assign(make, { codes: Object.keys(texts) });
}

/** Environment variable with the path of a file to which a program with problems writes them as JSON. */
export const PROBLEMS_FILE = "HOLDFAST_PROBLEMS_FILE";

/**
 * Renders problems for people: a headline with the number of problems, then each with its remedy.
 *
 * @param namespace prefix of paths without one
 * @param consequence of the problems, for the headline
 */
export function renderProblems(
  problems: readonly Problem[],
  file: string,
  namespace = "holdfast:",
  consequence = "nothing was changed",
): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const texts = problems.map((problem) => renderProblem(problem, namespace));
  return [`${file} has ${count}; ${consequence}`, ...texts].join("\n\n");
}

function renderProblem({ path, given, problem, remedy }: Problem, namespace: string): string {
  const where = /^\w+:/.test(path) ? path : `${namespace}${path}`;
  const value = given === undefined ? "" : ` = ${quote(given)}`;
  return [`  ${where}${value}`, `    ${problem}`, `    fix: ${remedy}`].join("\n");
}

const LONGEST_QUOTE = 80;

function quote(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`;
}

/** Joins words for a sentence: `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly (string | number)[], conjunction = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** Returns a remedy for a word that is not allowed: the closest allowed one. */
export function suggest(
  word: unknown,
  allowed: readonly string[],
  otherwise = "write one of these",
): string {
  const meant = typeof word === "string" ? closest(word, allowed) : undefined;
  return meant === undefined ? otherwise : `did you mean ${meant}?`;
}

/** Returns the one of `candidates` that `word` is a typo or a part of, if any. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const slips = candidates
    .map((candidate) => ({ candidate, edits: distance(plain(word), plain(candidate)) }))
    .filter(({ candidate, edits }) => edits <= Math.ceil(candidate.length / 3))
    .sort((one, other) => one.edits - other.edits);
  const [best, next] = slips;
  if (best) return best.edits === next?.edits ? undefined : best.candidate;
  return candidates.find((candidate) => isPart(word, candidate));
}

function isPart(word: string, candidate: string): boolean {
  const [shorter, longer] = [plain(word), plain(candidate)].sort((a, b) => a.length - b.length);
  return shorter!.length >= 4 && longer!.includes(shorter!);
}

/** Case and separators do not distinguish words. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[-_ ]/g, "");
}
