import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { parseConfig } from "../../../components/config/parse-config";
import { type Problem, renderProblems } from "../../../components/settings/problem";
import { validateShape } from "../../../components/settings/validate-shape";
import { loadYaml } from "../../../stack/load-yaml";
import { type StackConfig, configIn, holdsEncrypted } from "../../../stack/stack-settings";
import { type ExpandedStack, basesOf, expandStacks } from "./expand";
import { planWaves } from "./plan-waves";
import { fleetProblem } from "./problems";
import { fleetSchema } from "./schema";

/** One stack of a fleet. */
export interface FleetStack extends ExpandedStack {
  /** Counted from 1. */
  readonly wave: number;
}

/** What a fleet file says. */
export interface Fleet {
  /** By wave, and in a wave as they are written. */
  readonly stacks: readonly FleetStack[];
  readonly parallel?: number;
  readonly errorBudget: number;
}

/**
 * Reads a fleet file, and checks the configuration of every stack as the program will.
 *
 * @throws {FleetRefusal} with all problems of the file and of the stacks
 */
export function readFleet(path: string): Fleet {
  if (!existsSync(path)) throw new Error(`${path} is not there: name the fleet's file with --file`);
  const given = parseYaml(path);
  const misshapen = shapeProblems(given);
  if (misshapen.length > 0) throw new FleetRefusal(misshapen, path);
  const file = v.parse(fleetSchema, given);

  const bases = new Map<string, StackConfig>();
  const problems: Problem[] = [];
  for (const [base, place] of basesOf(file)) {
    const read = readBase(join(dirname(path), base), { path: place, given: base });
    if ("problem" in read) problems.push(read.problem);
    else bases.set(base, read.config);
  }
  const { stacks, problems: written } = expandStacks(file, bases);
  const { waveOf, problems: unmatched } = planWaves(
    stacks.map(({ name }) => name),
    file.waves,
  );
  problems.push(...written, ...unmatched);
  // What a stack is told of its configuration would only follow from these.
  if (problems.length === 0) problems.push(...configProblems(stacks), ...adoptedTwice(stacks));
  if (problems.length > 0) throw new FleetRefusal(problems, path);
  const placed = stacks.map((stack) => ({ ...stack, wave: waveOf.get(stack.name)! }));
  return {
    stacks: placed.sort((one, other) => one.wave - other.wave),
    errorBudget: file.errorBudget,
    ...(file.parallel !== undefined && { parallel: file.parallel }),
  };
}

/** The problems of a fleet file, as text and as data. */
export class FleetRefusal extends Error {
  constructor(
    readonly problems: readonly Problem[],
    path: string,
  ) {
    super(renderProblems(problems, path, ""));
  }
}

function parseYaml(path: string): unknown {
  try {
    return loadYaml(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Settings are named as they are in the file, and the file as a whole by what it is. */
const shapeProblems = (given: unknown): Problem[] =>
  validateShape(fleetSchema, given, "fleet").map((problem) => ({
    ...problem,
    path: problem.path.replace(/^fleet\./, ""),
  }));

/** The configuration in a file, or what is wrong with it. */
function readBase(
  file: string,
  at: { path: string; given: string },
): { config: StackConfig } | { problem: Problem } {
  if (!existsSync(file)) return { problem: fleetProblem("base-missing", at, { file }) };
  const text = readFileSync(file, "utf8");
  if (holdsEncrypted(text)) return { problem: fleetProblem("base-encrypted", at) };
  try {
    const config = configIn(text);
    return config ? { config } : { problem: fleetProblem("base-without-config", at) };
  } catch (error) {
    return { problem: fleetProblem("base-unreadable", at, { error: (error as Error).message }) };
  }
}

/** What the program would refuse, once for all stacks that it would refuse it of. */
function configProblems(stacks: readonly ExpandedStack[]): Problem[] {
  const found = new Map<string, { problem: Problem; names: string[] }>();
  for (const { name, config } of stacks) {
    const { problems } = parseConfig(asText(config), () => false);
    for (const problem of problems) {
      const key = JSON.stringify(problem);
      found.set(key, { problem, names: [...(found.get(key)?.names ?? []), name] });
    }
  }
  return [...found.values()].map(({ problem, names }) => ({
    ...problem,
    path: `${someOf(names)}: ${/^\w+:/.test(problem.path) ? "" : "holdfast:"}${problem.path}`,
  }));
}

/** As the engine hands it to a program. */
const asText = (config: StackConfig): Record<string, string> =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );

const MOST_NAMES = 3;

function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** An address has one stack. */
function adoptedTwice(stacks: readonly ExpandedStack[]): Problem[] {
  const owners = new Map<string, string>();
  return stacks.flatMap(({ name, config }) => {
    const { adopt = {} } = (config["holdfast:addresses"] ?? {}) as { adopt?: object };
    return Object.entries(adopt).flatMap(([key, id]: [string, string]) => {
      const owner = owners.get(id);
      owners.set(id, owner ?? name);
      if (owner === undefined || owner === name) return [];
      const at = { path: `${name}: holdfast:addresses.adopt.${key}`, given: id };
      return [fleetProblem("adopted-by-other-stack", at, { name, owner })];
    });
  });
}
