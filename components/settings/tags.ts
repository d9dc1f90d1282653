import * as v from "valibot";
import type { Problem } from "./problem";
import { tagProblem } from "./problems";
import { settingPath } from "./validate-shape";

export const tagsSchema = v.pipe(
  v.record(v.string(), v.string()),
  v.description(
    "Tags of every resource, in addition to `Name`, its name in the stack, and tags that begin with `holdfast:`. At most 8, including the provider's default tags.",
  ),
  v.examples([{ owner: "platform" }]),
);

export type TagsSettings = v.InferOutput<typeof tagsSchema>;

/** Limit of tags on a resource, and how many of them users may set. */
export interface TagRoom {
  readonly limit: number;
  readonly most: number;
}

/** AWS allows 50 tags on a resource; ten are reserved for components. */
export const ROOM_OF_MOST: TagRoom = { limit: 50, most: 40 };

/**
 * AWS allows ten on a hosted zone, a health check and an S3 object (Route 53's ChangeTagsForResource; S3's
 * PutObjectTagging).
 */
export const roomOfTen = (own: number): TagRoom => ({ limit: 10, most: 10 - own });

/** A stack has resources with a limit of ten. The program sets `Name` and `holdfast:stack`. */
const ROOM_OF_STACK = roomOfTen(2);

const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Characters that every AWS service allows in tags. */
const CHARACTERS = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

/** Validates the `tags` section. */
export function validateTags(tags: TagsSettings, room = ROOM_OF_STACK): Problem[] {
  return [
    ...validateCount("tags", Object.keys(tags).length, room),
    ...Object.entries(tags).flatMap(([key, value]) => validateTag(key, value)),
    ...validateCases(tags, "tags", ["Name"]),
  ];
}

/**
 * Validates the AWS provider's default tags, which every resource has in addition to those of the section.
 *
 * @param tags of the section, without problems
 */
export function validateDefaultTags(defaults: TagsSettings, tags: TagsSettings): Problem[] {
  const all = Object.keys({ ...defaults, ...tags }).filter((key) => key !== "Name");
  const path = "aws:defaultTags.tags";
  return [
    ...validateCount(path, all.length, ROOM_OF_STACK),
    ...validateCases(defaults, path, ["Name", ...Object.keys(tags)]),
  ];
}

function validateCount(path: string, count: number, { limit, most }: TagRoom): Problem[] {
  return count > most ? [tagProblem("too-many-tags", { path }, { count, limit, most })] : [];
}

/** IAM treats tag keys that differ only in case as one, and rejects both (CreateRole: InvalidInput). */
function validateCases(tags: TagsSettings, path: string, others: readonly string[]): Problem[] {
  const seen = new Map(others.map((key) => [key.toLowerCase(), key]));
  return Object.entries(tags).flatMap(([key, given]) => {
    const other = seen.get(key.toLowerCase()) ?? key;
    seen.set(key.toLowerCase(), other);
    if (other === key) return [];
    return [tagProblem("tag-keys-alike", { path: settingPath(path, key), given }, { other })];
  });
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
