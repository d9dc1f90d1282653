import * as v from "valibot";
import { type Problem, listed, suggest } from "./problem";
import { settingProblem, withoutQuotes } from "./problems";

/** An action of a valibot pipe, such as a minimum value. */
interface Action {
  readonly type: string;
  readonly message?: string;
  readonly requirement?: unknown;
}

/** The parts of a single value's schema that this file uses. */
interface ValueSchema extends v.GenericSchema {
  readonly message?: string;
  readonly options?: readonly (string | number)[];
  readonly pipe?: readonly Action[];
}

/** Explains why a single value (text, number, true or false, a choice) does not fit its schema. */
export function explainValue(schema: ValueSchema, given: unknown, path: string): Problem {
  const { type, message, options } = schema;
  const at = { path, given };
  if (message === undefined) {
    if (type === "picklist") return settingProblem("unknown-choice", at, { choices: options! });
    if (type === "boolean") return settingProblem("not-a-boolean", at);
    if (type === "string" && typeof given !== "string") return settingProblem("not-a-text", at);
  }
  if (type === "string" && typeof given === "string") return wrongValue(schema, at);
  if (type === "number") return explainNumber(schema, at);
  const rule = message ?? `must be a ${type}`;
  const fix = type === "picklist" ? suggest(given, options!.map(String)) : likeExamples(schema);
  return settingProblem("wrong-value", at, { rule, fix });
}

interface Found {
  readonly path: string;
  readonly given: unknown;
}

/** Returns the problem in the schema: its message is what is allowed, its metadata the remedy. */
export const wrongValue = (schema: v.GenericSchema, at: Found): Problem =>
  settingProblem("wrong-value", at, { rule: firstMessage(schema, at.given), fix: fixOf(schema) });

function explainNumber(schema: ValueSchema, at: Found): Problem {
  const { given } = at;
  const bound = (type: string) => schema.pipe?.find((action) => action.type === type);
  const [least, most] = [bound("min_value"), bound("max_value")];
  const isWhole = bound("integer") !== undefined;
  const kind = isWhole ? "whole number" : "number";
  const fix = numberFix(schema, given, least, most, isWhole);
  if ((schema.message ?? least?.message ?? most?.message) !== undefined) {
    return settingProblem("wrong-value", at, { rule: firstMessage(schema, given), fix });
  }
  if (!least || !most) return settingProblem("wrong-value", at, { rule: `must be a ${kind}`, fix });
  const range = { least: least.requirement as number, most: most.requirement as number };
  return settingProblem("out-of-range", at, { kind, ...range, fix });
}

function numberFix(
  schema: ValueSchema,
  given: unknown,
  least: Action | undefined,
  most: Action | undefined,
  isWhole: boolean,
): string {
  if (typeof given === "string" && given.trim() !== "" && v.is(schema, Number(given))) {
    return withoutQuotes(given);
  }
  const nearest = typeof given === "number" ? within(given, least, most, isWhole) : undefined;
  return nearest === undefined ? likeExamples(schema) : `write ${nearest}, the nearest`;
}

/** Returns the allowed number that is nearest to another one. */
function within(
  given: number,
  least: Action | undefined,
  most: Action | undefined,
  isWhole: boolean,
): number | undefined {
  if (!least || !most || !Number.isFinite(given)) return undefined;
  const [low, high] = [least.requirement as number, most.requirement as number];
  return Math.min(high, Math.max(low, isWhole ? Math.round(given) : given));
}

/** Returns the `remedy` in the schema's metadata, or examples of correct values. */
function fixOf(schema: v.GenericSchema): string {
  const { remedy } = v.getMetadata(schema) as { remedy?: string };
  return remedy ?? likeExamples(schema);
}

function likeExamples(schema: ValueSchema): string {
  const examples = v
    .getExamples(schema)
    .map((example) => (typeof example === "string" ? example : JSON.stringify(example)));
  const noun = schema.type === "number" ? "number" : "value";
  return examples.length > 0
    ? `write a ${noun} such as ${listed(examples)}`
    : `write a ${schema.type === "string" ? "text" : schema.type}`;
}

const firstMessage = (schema: v.GenericSchema, given: unknown): string =>
  v.safeParse(schema, given).issues?.[0].message ?? "";
