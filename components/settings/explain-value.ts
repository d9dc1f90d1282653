import * as v from "valibot";
import { type Problem, listed, suggest } from "./problem";

/** An action of a pipe, such as a smallest value. */
interface Action {
  readonly type: string;
  readonly message?: string;
  readonly requirement?: unknown;
}

/** What this file needs to know of the schema of a single value. */
interface ValueSchema extends v.GenericSchema {
  readonly message?: string;
  readonly options?: readonly (string | number)[];
  readonly pipe?: readonly Action[];
}

/** Explains why a single value (text, number, true or false, a choice) does not fit its schema. */
export function explainValue(schema: v.GenericSchema, given: unknown, path: string): Problem {
  return { path, given, ...explain(schema, given) };
}

function explain(schema: ValueSchema, given: unknown): Pick<Problem, "problem" | "remedy"> {
  const { type, message, options = [] } = schema;
  switch (type) {
    case "picklist":
      return {
        problem: message ?? `must be ${listed(options)}`,
        remedy: chooseFrom(options, given),
      };
    case "boolean":
      return {
        problem: "must be true or false",
        remedy:
          given === "true" || given === "false" ? withoutQuotes(given) : "write true or false",
      };
    case "string":
      if (typeof given === "string") return explainText(schema, given);
      return {
        problem: "must be text",
        remedy:
          typeof given === "number" || typeof given === "boolean"
            ? `put it in quotes: "${given}"`
            : "write a single text here",
      };
    case "number":
      return explainNumber(schema, given);
    default:
      return { problem: message ?? `must be a ${type}`, remedy: likeExamples(schema) };
  }
}

const withoutQuotes = (given: string) => `take the quotes away: ${given}`;

function explainText(schema: ValueSchema, given: string) {
  return { problem: firstMessage(schema, given), remedy: remedyOf(schema) };
}

function explainNumber(schema: ValueSchema, given: unknown) {
  const { pipe = [] } = schema;
  const bound = (type: string) => pipe.find((action) => action.type === type);
  const [least, most] = [bound("min_value"), bound("max_value")];
  const isWhole = bound("integer") !== undefined;
  const hasOwnMessage = (schema.message ?? least?.message ?? most?.message) !== undefined;
  const kind = isWhole ? "whole number" : "number";
  const range = least && most ? ` from ${shown(least)} to ${shown(most)}` : "";
  const problem = hasOwnMessage ? firstMessage(schema, given) : `must be a ${kind}${range}`;
  if (typeof given === "string" && given.trim() !== "" && v.is(schema, Number(given))) {
    return { problem, remedy: withoutQuotes(given) };
  }
  const nearest = typeof given === "number" ? within(given, least, most, isWhole) : undefined;
  return {
    problem,
    remedy: nearest === undefined ? likeExamples(schema) : `write ${nearest}, the nearest`,
  };
}

/** The allowed number nearest to another one. */
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

const shown = ({ requirement }: Action) => (requirement as number).toLocaleString("en");

/** What to do, as the schema says in its metadata under `remedy`; else examples of what is right. */
export function remedyOf(schema: v.GenericSchema): string {
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

function chooseFrom(options: readonly (string | number)[], given: unknown): string {
  const words = options.map(String);
  const numeric = typeof options[0] === "number";
  if (numeric && typeof given === "number") {
    return `write ${listed(nearestOf(given, options as number[]))}, the nearest`;
  }
  if (numeric && typeof given === "string" && words.includes(given)) return withoutQuotes(given);
  return suggest(given, words);
}

/** The allowed numbers on both sides of `wanted`. */
function nearestOf(wanted: number, allowed: readonly number[]): number[] {
  const below = allowed.filter((choice) => choice < wanted).at(-1);
  const above = allowed.find((choice) => choice > wanted);
  return [below, above].filter((choice) => choice !== undefined);
}
