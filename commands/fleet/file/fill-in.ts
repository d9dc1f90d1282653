import type { Problem } from "../../../components/settings/problem";
import { settingPath } from "../../../components/settings/validate-shape";
import { fleetProblem } from "./problems";
import type { StackValues } from "./schema";

type Map = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Map =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Merges settings over others: maps are merged, other values are replaced, and null removes a setting. */
export function overlay(under: Map, over: Map): Map {
  const joined: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = joined[key];
    if (value === null) delete joined[key];
    else joined[key] = isMap(value) ? overlay(isMap(below) ? below : {}, value) : value;
  }
  return joined;
}

/** `{name}`, but not `${name}`, which is for shells. */
const PLACEHOLDER = /(?<!\$)\{([a-zA-Z][\w-]*)\}/g;
const ONLY_ONE = /^\{([a-zA-Z][\w-]*)\}$/;

/**
 * Replaces `{name}` with a stack's values, in all texts below `value`. A text with only a placeholder becomes
 * the value itself: a number stays a number.
 *
 * @param path of the value, for the problems
 */
export function fillIn(
  value: unknown,
  values: StackValues,
  path: string,
): { value: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const valueOf = (name: string, given: string, at: string) => {
    const found = values[name];
    if (found === undefined) {
      const data = { name, known: Object.keys(values) };
      problems.push(fleetProblem("unknown-placeholder", { path: at, given }, data));
    }
    return found ?? "";
  };
  const fill = (one: unknown, at: string): unknown => {
    if (Array.isArray(one)) return one.map((item, index) => fill(item, `${at}[${index}]`));
    if (isMap(one)) {
      const entries = Object.entries(one);
      return Object.fromEntries(
        entries.map(([key, inner]) => [key, fill(inner, settingPath(at, key))]),
      );
    }
    if (typeof one !== "string") return one;
    const only = ONLY_ONE.exec(one)?.[1];
    if (only !== undefined) return valueOf(only, one, at);
    return one.replace(PLACEHOLDER, (_, name: string) => String(valueOf(name, one, at)));
  };
  return { value: fill(value, path), problems };
}
