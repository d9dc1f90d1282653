import type { Problem } from "../../../components/settings/problem";
import { settingPath } from "../../../components/settings/validate-shape";
import type { StackConfig } from "../../../stack/stack-settings";
import { fillIn, overlay } from "./fill-in";
import { fleetProblem } from "./problems";
import type { FleetFile, StackValues } from "./schema";

/** A stack of the file, without its wave. */
export interface ExpandedStack {
  readonly name: string;
  /** As in Pulumi.<stack>.yaml, below `config:`. */
  readonly config: StackConfig;
}

/** A stack from `stacks` or from the matrix. */
interface StackDraft {
  readonly name: string;
  readonly base: string;
  readonly values: StackValues;
  readonly config: StackConfig;
}

/**
 * The stacks of a fleet file in the file's order, those of the matrix first.
 *
 * @param bases configurations by their path in the file
 */
export function expandStacks(
  file: FleetFile,
  bases: ReadonlyMap<string, StackConfig>,
): { stacks: ExpandedStack[]; problems: Problem[] } {
  const { drafts, problems } = draftStacks(file);
  const stacks = drafts.map(({ name, base, values, config }) => {
    const known = { ...values, stack: name };
    const shared = fillIn(file.config, known, "config");
    const own = fillIn(config, known, `${settingPath("stacks", name)}.config`);
    problems.push(...shared.problems, ...own.problems);
    const layers = [shared.value, own.value] as StackConfig[];
    return { name, config: layers.reduce(overlay, bases.get(base) ?? {}) };
  });
  return { stacks, problems: unique([...problems, ...validateNames(stacks)]) };
}

/** The base configurations that a file names, each with its path in the file. */
export function basesOf(file: FleetFile): Map<string, string> {
  const named = [
    ["base", file.base],
    ...Object.entries(file.stacks).map(([name, { base }]) => [
      `${settingPath("stacks", name)}.base`,
      base,
    ]),
  ] as const;
  const bases = new Map<string, string>();
  for (const [path, base] of named)
    if (base !== undefined && !bases.has(base)) bases.set(base, path!);
  return bases;
}

function draftStacks(file: FleetFile): { drafts: StackDraft[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const drafts = new Map<string, StackDraft>();
  for (const values of file.matrix ? combinations(file.matrix.axes) : []) {
    const filled = fillIn(file.matrix!.name, values, "matrix.name");
    const name = String(filled.value);
    problems.push(...filled.problems);
    if (drafts.has(name)) {
      const at = { path: "matrix.name", given: file.matrix!.name };
      problems.push(fleetProblem("matrix-name-twice", at, { name }));
    }
    drafts.set(name, { name, base: file.base, values, config: {} });
  }
  for (const [name, { base, values, config }] of Object.entries(file.stacks)) {
    const made = drafts.get(name);
    drafts.set(name, {
      name,
      base: base ?? file.base,
      values: { ...made?.values, ...values },
      config,
    });
  }
  return { drafts: [...drafts.values()], problems };
}

/** All combinations of the values of some axes; the last axis changes fastest. */
function combinations(axes: NonNullable<FleetFile["matrix"]>["axes"]): StackValues[] {
  let all: StackValues[] = [{}];
  for (const [axis, given] of Object.entries(axes)) {
    const points: StackValues[] = Array.isArray(given)
      ? given.map((value) => ({ [axis]: value }))
      : Object.entries(given).map(([value, more]) => ({ ...more, [axis]: value }));
    all = all.flatMap((one) => points.map((point) => ({ ...one, ...point })));
  }
  return all;
}

/** A name must be valid for a stack, a file and a tag value. */
function validateNames(stacks: readonly ExpandedStack[]): Problem[] {
  if (stacks.length === 0) return [fleetProblem("fleet-empty", { path: "stacks" })];
  return stacks
    .filter(({ name }) => !/^[A-Za-z0-9][\w.-]{0,99}$/.test(name))
    .map(({ name }) => fleetProblem("not-a-stack-name", { path: "stacks", given: name }));
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()];
}
