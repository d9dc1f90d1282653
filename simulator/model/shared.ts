import { createHash, randomBytes } from "node:crypto";
import { type Value, object } from "./values";
import type { Context, Property, ResourceType, ValueCheck } from "./type";

export const ACCOUNT_ID = "123456789012";

/** The tag by which EC2 shows the group of an instance. */
export const GROUP_TAG = "aws:autoscaling:groupName";

/** An id in EC2's format. */
export const newId = (prefix: string): string => `${prefix}-0${randomBytes(8).toString("hex")}`;

/** A deterministic id for the same parts. */
export const derivedId = (prefix: string, ...parts: string[]): string =>
  `${prefix}-0${createHash("sha256").update(parts.join("/")).digest("hex").slice(0, 16)}`;

/** The output `arn`. */
export const arn =
  (service: string, resource: (context: Context) => string) =>
  (context: Context): string =>
    `arn:${context.partition}:${service}:${context.region}:${ACCOUNT_ID}:${resource(context)}`;

/** Operations of a type whose three calls are named after it. */
export const ec2 = (
  name: string,
  update = `Modify${name}Attribute`,
): ResourceType["operations"] => ({
  create: `EC2: Create${name}`,
  update: `EC2: ${update}`,
  remove: `EC2: Delete${name}`,
});

/** The usual code and text for an id that does not exist. */
export const missing =
  (code: string, label: string): ResourceType["missing"] =>
  (id) => [code, `The ${label} '${id}' does not exist`];

export const oneOf =
  (...allowed: readonly (string | number | boolean)[]): ValueCheck =>
  (value) =>
    allowed.includes(value as string)
      ? undefined
      : `expected one of ${allowed.join(", ")}, got ${JSON.stringify(value)}`;

/** A boolean that AWS accepts as text. */
export const yesOrNo: ValueCheck = (value) => oneOf("true", "false", true, false)(value);

/** A whole number between bounds, with or without a unit. */
export const between =
  (low: number, high: number, unit = ""): ValueCheck =>
  (value) =>
    Number.isInteger(value) && Number(value) >= low && Number(value) <= high
      ? undefined
      : `expected a whole number from ${low} to ${high}${unit && ` ${unit}`}, got ${JSON.stringify(value)}`;

function tagProblem(value: Value, most: number): string | undefined {
  const tags = Object.entries(object(value));
  if (tags.length > most) {
    return `at most ${most} tags are allowed, got ${tags.length}`;
  }
  for (const [key, tag] of tags) {
    if (/^aws:/i.test(key)) {
      return `tag keys starting with 'aws:' are reserved for internal use: ${key}`;
    }
    if (key.length < 1 || key.length > 128) {
      return `a tag key has 1 to 128 characters, got ${key.length}: ${key}`;
    }
    if (typeof tag !== "string" || tag.length > 256) {
      return `a tag value is a string of at most 256 characters: ${key}`;
    }
  }
  return undefined;
}

/** The two inputs of almost every type. */
export const region: Property = { computed: true, replaces: true };
export const tagsUpTo = (most: number): Property => ({
  check: (value) => tagProblem(value, most),
  default: {},
});
export const tags: Property = tagsUpTo(50);

/** Values that occur more than once. */
export const repeated = (values: string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];
