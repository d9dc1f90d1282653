import { isDeepStrictEqual } from "node:util";
import { withoutMarkers } from "../../stack/values";
import type { OutputChange } from "./stack-review";

/** Longer values are cut off. */
const LONGEST = 120;

type StackOutputs = Readonly<Record<string, unknown>>;

/**
 * The changed outputs by name, and changed parts of an output by path; empty if the program failed before its
 * outputs. Values known only after the update may turn out unchanged.
 */
export function outputChanges(
  before: StackOutputs,
  after: StackOutputs | undefined,
): OutputChange[] {
  if (after === undefined) return [];
  const [old, now] = [new Map(leaves(before)), new Map(leaves(after))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((name) => !isDeepStrictEqual(old.get(name), now.get(name)))
    .map((name) => ({ name, before: textOf(old.get(name)), after: textOf(now.get(name)) }));
}

function leaves(value: StackOutputs, path = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? leaves(inner as StackOutputs, `${path}${key}.`)
      : [[`${path}${key}`, inner]],
  );
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = Array.isArray(value) ? value.map(textOf).join(", ") : asText(value);
  const known = withoutMarkers(text.replaceAll(/\s+/g, " "), "(known after the update)");
  return known.length > LONGEST ? `${known.slice(0, LONGEST - 1)}…` : known;
}

const asText = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
