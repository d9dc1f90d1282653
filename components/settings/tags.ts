import * as v from "valibot";
import type { Problem } from "./problem";
import { tagProblem } from "./problems";
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
  const data = { count, most: MOST_TAGS };
  return [
    ...(count > MOST_TAGS ? [tagProblem("too-many-tags", { path: "tags" }, data)] : []),
    ...Object.entries(tags).flatMap(([key, value]) => validateTag(key, value)),
  ];
}

function validateTag(key: string, given: string): Problem[] {
  const at = { path: settingPath("tags", key), given };
  const problems: Problem[] = [];
  if (/^aws:/i.test(key)) problems.push(tagProblem("tag-key-of-aws", at));
  if (/^holdfast:/i.test(key)) problems.push(tagProblem("tag-key-of-holdfast", at));
  if (key === "Name") problems.push(tagProblem("tag-key-name", at));
  if (key === "") problems.push(tagProblem("tag-key-empty", at));
  if (key.length > LONGEST_KEY) {
    const data = { length: key.length, most: LONGEST_KEY };
    problems.push(tagProblem("tag-key-too-long", at, data));
  }
  if (given.length > LONGEST_VALUE) {
    const data = { length: given.length, most: LONGEST_VALUE };
    problems.push(tagProblem("tag-value-too-long", at, data));
  }
  if (!CHARACTERS.test(key) || !CHARACTERS.test(given)) {
    problems.push(tagProblem("tag-characters", at));
  }
  return problems;
}
