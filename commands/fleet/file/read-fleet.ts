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

/** The contents of a fleet file. */
export interface Fleet {
  /** By wave, and within a wave in the file's order. */
  readonly stacks: readonly FleetStack[];
  readonly parallel?: number;
  readonly errorBudget: number;
}

/**
 * Reads a fleet file, and checks the configuration of every stack like the program.
 *
 * @throws {FleetRefusal} with all problems of the file and of the stacks
 */
export function readFleet(path: string): Fleet {
  if (!existsSync(path))
    throw new Error(`${path} does not exist: name the fleet's file with --file`);
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
  // Problems of a stack's configuration would only be consequences of these.
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

/** Paths are those in the file; the file as a whole has no path. */
const shapeProblems = (given: unknown): Problem[] =>
  validateShape(fleetSchema, given, "fleet").map((problem) => ({
    ...problem,
    path: problem.path.replace(/^fleet\./, ""),
  }));

/** The configuration in a file, or its problem. */
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

/** Problems of the configuration by the program's rules, each reported once for all affected stacks. */
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

/** In the format in which the engine passes it to a program. */
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

/** An address belongs to one stack. */
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
