import * as v from "valibot";
import type { Problem } from "./problem";
import { settingPath } from "./validate-shape";

export const tagsSchema = v.pipe(
  v.record(v.string(), v.string()),
  v.description(
    "Tags of every resource, beside `Name`, its name in the stack, and those that begin with `holdfast:`.",
  ),
  v.examples([{ owner: "platform" }]),
);

export type TagsSettings = v.InferOutput<typeof tagsSchema>;

/** AWS allows 50 tags on a resource; ten are kept for those that the program itself sets. */
const MOST_TAGS = 40;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** The characters that every AWS service takes in tags. */
const CHARACTERS = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

/** Finds what is wrong with the `tags` section. */
export function validateTags(tags: TagsSettings): Problem[] {
  const count = Object.keys(tags).length;
  const many = {
    path: "tags",
    problem: `has ${count} tags; AWS allows 50 on a resource, and 10 are kept for the program's own`,
    remedy: `keep at most ${MOST_TAGS}`,
  };
  return [
    ...(count > MOST_TAGS ? [many] : []),
    ...Object.entries(tags).flatMap(([key, value]) => validateTag(key, value)),
  ];
}

function validateTag(key: string, given: string): Problem[] {
  const path = settingPath("tags", key);
  const rules: [wrong: boolean, problem: string, remedy: string][] = [
    [/^aws:/i.test(key), "begins with aws:, which only AWS itself may use", "use another key"],
    [
      /^holdfast:/i.test(key),
      "begins with holdfast:, which the program uses to find its own resources",
      "use another key",
    ],
    [key === "Name", "is set by the program, to the name of each resource", "use another key"],
    [key === "", "has an empty key", "give it a key"],
    [
      key.length > LONGEST_KEY,
      `has a key of ${key.length} characters; AWS allows ${LONGEST_KEY}`,
      "shorten the key",
    ],
    [
      given.length > LONGEST_VALUE,
      `has a value of ${given.length} characters; AWS allows ${LONGEST_VALUE}`,
      "shorten the value",
    ],
    [
      !CHARACTERS.test(key) || !CHARACTERS.test(given),
      "has characters that AWS does not take in tags",
      "use letters, digits, spaces and _ . : / = + - @",
    ],
  ];
  return rules
    .filter(([wrong]) => wrong)
    .map(([, problem, remedy]) => ({ path, given, problem, remedy }));
}
