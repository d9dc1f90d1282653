import * as v from "valibot";
import { type Problem, listed, suggest } from "./problem";

/** What this file needs to know of the schema of a single value. */
interface ValueSchema extends v.GenericSchema {
  readonly message?: string;
  readonly options?: readonly (string | number)[];
}

/** Explains why a single value (text, number, true or false, a choice) does not fit its schema. */
export function explainValue(schema: v.GenericSchema, given: unknown, path: string): Problem {
  const { type, message, options = [] } = schema as ValueSchema;
  switch (type) {
    case "picklist":
      return {
        path,
        given,
        problem: message ?? `must be ${listed(options)}`,
        remedy: chooseFrom(options, given),
      };
    case "boolean":
      return {
        path,
        given,
        problem: "must be true or false",
        remedy:
          given === "true" || given === "false"
            ? `take the quotes away: ${given}`
            : "write true or false",
      };
    case "string":
      return {
        path,
        given,
        problem: "must be text",
        remedy:
          typeof given === "number" || typeof given === "boolean"
            ? `put it in quotes: "${given}"`
            : "write a single text here",
      };
    default: {
      const examples = v.getExamples(schema).map((example) => JSON.stringify(example));
      return {
        path,
        given,
        // A schema with a message of its own may have more of them for what follows the type.
        problem: message === undefined ? `must be a ${type}` : firstMessage(schema, given),
        remedy: examples.length > 0 ? `write it as in ${listed(examples)}` : `write a ${type}`,
      };
    }
  }
}

const firstMessage = (schema: v.GenericSchema, given: unknown): string =>
  v.safeParse(schema, given).issues?.[0].message ?? "";

function chooseFrom(options: readonly (string | number)[], given: unknown): string {
  const words = options.map(String);
  const numeric = typeof options[0] === "number";
  if (numeric && typeof given === "number") {
    return `write ${listed(nearest(given, options as number[]))}, the nearest`;
  }
  if (numeric && typeof given === "string" && words.includes(given)) {
    return `take the quotes away: ${given}`;
  }
  return suggest(given, words);
}

/** The allowed numbers on both sides of `wanted`. */
function nearest(wanted: number, allowed: readonly number[]): number[] {
  const below = allowed.filter((choice) => choice < wanted).at(-1);
  const above = allowed.find((choice) => choice > wanted);
  return [below, above].filter((choice) => choice !== undefined);
}
