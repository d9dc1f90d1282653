/** Spec files that have something in common, by how their paths below test/ begin. */
interface Suite {
  readonly name: string;
  readonly paths: readonly string[];
  /**
   * Its tests wait more than they compute, and measure time: they run in parallel with the others, in
   * separate workers.
   */
  readonly waits?: boolean;
}

/**
 * The suites, those with the longest specs first: free workers take the next file, and short ones at the end
 * keep all workers busy. A spec belongs to the first suite whose paths match it.
 */
export const SUITES: readonly Suite[] = [
  // The engine retries a failed write for minutes.
  { name: "recovery", paths: ["engine/full-disk", "engine/killed-local"], waits: true },
  { name: "engine", paths: ["engine/"] },
  { name: "image", paths: ["node/image/"] },
  { name: "rehearsals", paths: ["commands/drill/rehearsals/"], waits: true },
  { name: "lab", paths: ["lab/"], waits: true },
  { name: "node", paths: ["node/"] },
  { name: "browser", paths: ["browser/"] },
  {
    name: "programs",
    paths: [
      "components/image/",
      "commands/compare/command.spec.ts",
      "commands/cost/command.spec.ts",
      "commands/prices/",
      "cost/refresh.spec.ts",
      "commands/diagram/programs/",
      "docs/commands.spec.ts",
      "lambda/",
      "workflows/actionlint.spec.ts",
    ],
  },
  { name: "unit", paths: [""] },
];

/** A long form of a spec, which `npm run test:all` runs: the file says why it is not in `npm test`. */
const LONG = ".long.spec.ts";

const isLong = (spec: string): boolean => spec.endsWith(LONG);

/** Whether a spec is at one of these paths. */
export const isAt = (spec: string, paths: readonly string[]): boolean =>
  paths.some((path) => spec.startsWith(path));

const findSuite = (spec: string): Suite => SUITES.find(({ paths }) => isAt(spec, paths))!;

/** The name of a spec's suite. */
export const suiteOf = (spec: string): string => findSuite(spec).name;

/** Whether a spec belongs to those that wait more than they compute. */
export const isWaiting = (spec: string): boolean => findSuite(spec).waits === true;

/** Specs in the order in which they are to start. */
export function inOrder(specs: readonly string[]): string[] {
  const rank = (spec: string): number => SUITES.findIndex(({ name }) => name === suiteOf(spec));
  return [...specs].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * The specs that a command line asks for: by the name of a suite, by path, or all. Throws with every word
 * that matches nothing.
 *
 * @param specs paths below test/
 * @param asked words of the command line; a path may begin with test/
 * @param all also those that are too long for every run; a path always includes them
 */
export function choose(
  specs: readonly string[],
  asked: readonly string[],
  all: boolean,
): readonly string[] {
  const everyRun = specs.filter((spec) => all || !isLong(spec));
  if (asked.length === 0) return inOrder(everyRun);
  const chosen = asked.map((word) => {
    const path = word.replace(/^(\.\/)?test\//, "");
    return SUITES.some(({ name }) => name === word)
      ? everyRun.filter((spec) => suiteOf(spec) === word)
      : specs.filter((spec) => spec.startsWith(path));
  });
  const unknown = asked.filter((_, index) => chosen[index]!.length === 0);
  if (unknown.length > 0) {
    throw new Error(
      `no test is at ${unknown.join(", ")}: name a suite (${SUITES.map(({ name }) => name).join(", ")}), ` +
        "a spec file or a folder below test/",
    );
  }
  return inOrder([...new Set(chosen.flat())]);
}
