import { type WrongConfig, tags, wrong } from "./wrong-config";

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`tag${n}`, "x"]));

export const WRONG_TAGS: readonly WrongConfig[] = [
  wrong(
    "a tag's value is a number",
    tags({ costCenter: 4711 }),
    `
  holdfast:tags.costCenter = 4711
    must be text
    fix: put it in quotes: "4711"`,
  ),
  wrong(
    "a tag's key is AWS's own",
    tags({ "aws:owner": "me" }),
    `
  holdfast:tags["aws:owner"] = "me"
    begins with aws:, which is reserved for AWS
    fix: use another key`,
  ),
  wrong(
    "a tag's key is the program's own",
    tags({ "holdfast:stack": "other/prod" }),
    `
  holdfast:tags["holdfast:stack"] = "other/prod"
    begins with holdfast:, which the program uses to find its own resources
    fix: use another key`,
  ),
  wrong(
    "the tag Name is set",
    tags({ Name: "edge" }),
    `
  holdfast:tags.Name = "edge"
    is reserved: the program sets it to the name of each resource
    fix: use another key`,
  ),
  wrong(
    "a tag's key is too long",
    tags({ ["k".repeat(129)]: "value" }),
    `
  holdfast:tags.${"k".repeat(129)} = "value"
    has a key of 129 characters; AWS allows 128
    fix: shorten the key`,
  ),
  wrong(
    "a tag's value is too long",
    tags({ note: "v".repeat(257) }),
    `
  holdfast:tags.note = "${"v".repeat(78)}…
    has a value of 257 characters; AWS allows 256
    fix: shorten the value`,
  ),
  wrong(
    "a tag has characters that AWS does not take",
    tags({ owner: "R&D" }),
    `
  holdfast:tags.owner = "R&D"
    has characters that AWS does not allow in tags
    fix: use letters, digits, spaces and _ . : / = + - @`,
  ),
  wrong(
    "there are too many tags",
    tags(many(9)),
    `
  holdfast:tags
    has 9 tags; AWS allows 10 on hosted zones, health checks and S3 objects, and the program sets 2 of them
    fix: write at most 8`,
  ),
  wrong(
    "there are too many tags with the provider's default ones",
    { config: { tags: { tag0: "own", tag9: "own" }, "aws:defaultTags": { tags: many(8) } } },
    `
  aws:defaultTags.tags
    has 9 tags; AWS allows 10 on hosted zones, health checks and S3 objects, and the program sets 2 of them
    fix: write at most 8`,
  ),
  wrong(
    "a tag is Name in another case",
    tags({ name: "edge" }),
    `
  holdfast:tags.name = "edge"
    differs only in case from Name, which the program sets, and IAM treats both as one key
    fix: use another key`,
  ),
  wrong(
    "two tags differ in case only",
    tags({ Owner: "platform", owner: "platform" }),
    `
  holdfast:tags.owner = "platform"
    differs only in case from Owner, and IAM treats both as one key
    fix: use another key`,
  ),
  wrong(
    "a default tag of the provider differs only in case from a tag",
    { config: { tags: { Owner: "a" }, "aws:defaultTags": { tags: { OWNER: "b", Name: "c" } } } },
    `
  aws:defaultTags.tags.OWNER = "b"
    differs only in case from Owner, and IAM treats both as one key
    fix: use another key`,
  ),
];
