import type { Problem } from "../../../components/settings/problem";
import { fleetProblem } from "./problems";

/**
 * The wave of each stack, counted from 1: the first that names it, else an additional last one.
 *
 * @param waves names, or patterns with * for any characters
 */
export function planWaves(
  names: readonly string[],
  waves: readonly (readonly string[])[],
): { waveOf: ReadonlyMap<string, number>; problems: Problem[] } {
  const waveOf = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [index, patterns] of waves.entries()) {
    for (const [place, pattern] of patterns.entries()) {
      const matched = names.filter((name) => matches(name, pattern));
      if (matched.length === 0) problems.push(noStack(`waves[${index}][${place}]`, pattern, names));
      for (const name of matched) if (!waveOf.has(name)) waveOf.set(name, index + 1);
    }
  }
  for (const name of names) if (!waveOf.has(name)) waveOf.set(name, waves.length + 1);
  // Empty waves, whose stacks are all in earlier ones, are not counted.
  const used = [...new Set(waveOf.values())].sort((one, other) => one - other);
  for (const [name, wave] of waveOf) waveOf.set(name, used.indexOf(wave) + 1);
  return { waveOf, problems };
}

/** Whether a name matches a pattern; * matches any characters. */
export function matches(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}

/** A pattern that matches no stack. */
export const noStack = (path: string, given: string, names: readonly string[]): Problem =>
  fleetProblem("wave-without-stack", { path, given }, { names });
