import { listed, problemTexts, suggest } from "./problem";

/** Problems of single values, of their shape, and of any feature. */
export const settingProblem = problemTexts({
  missing: ({ setting, example }: { setting: string; example: string }) => [
    "is missing",
    `add ${setting}: ${example}`,
  ],
  "unknown-setting": (data: { section: string; setting: string; known: readonly string[] }) => [
    `is not a setting: ${data.section} has ${listed(data.known, "and")}`,
    suggest(data.setting, data.known, "remove it"),
  ],
  "setting-of-another-kind": (data: {
    setting: string;
    kindKey: string;
    kind: string;
    owners: readonly string[];
  }) => [
    `requires ${data.kindKey}: ${listed(data.owners)}, but ${data.kindKey} is ${data.kind}`,
    `remove ${data.setting}, or write ${data.kindKey}: ${listed(data.owners)}`,
  ],
  "not-a-map": [
    "must be a map of settings",
    "write each setting on its own indented line, as `name: value`",
  ],
  "not-a-list": (_: undefined, given) => [
    "must be a list",
    `write it as a list: [${typeof given === "string" ? given : "…"}]`,
  ],
  "not-a-text": (_: undefined, given) => [
    "must be text",
    typeof given === "number" || typeof given === "boolean"
      ? `put it in quotes: "${given}"`
      : "write a single text",
  ],
  "not-a-boolean": (_: undefined, given) => [
    "must be true or false",
    given === "true" || given === "false" ? withoutQuotes(given) : "write true or false",
  ],
  "unknown-choice": ({ choices }: { choices: readonly (string | number)[] }, given) => [
    `must be ${listed(choices)}`,
    chooseFrom(choices, given),
  ],
  "out-of-range": (data: { kind: string; least: number; most: number; fix: string }) => [
    `must be a ${data.kind} from ${shown(data.least)} to ${shown(data.most)}`,
    data.fix,
  ],
  /** The schema of the setting contains what is allowed and the remedy. */
  "wrong-value": ({ rule, fix }: { rule: string; fix: string }) => [rule, fix],
  "named-twice": ["is a duplicate", "remove one of the two"],
  unanswered: ({ error }: { error: string }) => [
    `could not be checked: ${error}`,
    "fix this (credentials, permissions or network), then try again",
  ],
});

export const cidrProblem = problemTexts({
  "not-a-cidr": [
    "must be an IPv4 block in CIDR notation",
    "write an address and a prefix length, such as 10.20.0.0/16",
  ],
  "cidr-unusable": ({ range, use }: { range: string; use: string }) => [
    `is in ${range} (${use}), which machines cannot use`,
    "choose a block in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
  ],
  "cidr-too-large": ({ largest, fit }: { largest: number; fit: string }) => [
    `is larger than a /${largest}, the largest VPC that AWS allows`,
    `write ${fit}`,
  ],
  "cidr-too-small": ({ smallest, fit }: { smallest: number; fit: string }) => [
    `is smaller than a /${smallest}: a VPC is divided into 16 subnets, and AWS allows none smaller than a /28`,
    `write ${fit}, or a larger block`,
  ],
  "cidr-not-aligned": ({ prefix, fit }: { prefix: number; fit: string }) => [
    `is not the first address of a /${prefix} block`,
    `write ${fit}`,
  ],
  "cidr-not-private": ({ blocks }: { blocks: readonly string[] }) => [
    `is outside ${listed(blocks, "and")}: the VPC could not reach these addresses on the internet`,
    "choose a block in one of these, such as 10.20.0.0/16",
  ],
  "cidr-overlaps": ({ others }: { others: readonly string[] }) => [
    `overlaps ${listed(others, "and")}`,
    "choose blocks that do not overlap, so that the VPCs can reach each other",
  ],
});

export const tagProblem = problemTexts({
  "too-many-tags": ({ count, limit, most }: { count: number; limit: number; most: number }) => [
    limit === 10
      ? `has ${count} tags; AWS allows 10 on hosted zones, health checks and S3 objects, and the program sets ${limit - most} of them`
      : `has ${count} tags; AWS allows ${limit} on a resource, and ${limit - most} are reserved for the program`,
    `write at most ${most}`,
  ],
  "tag-keys-alike": ({ other }: { other: string }) => [
    other === "Name"
      ? "differs only in case from Name, which the program sets, and IAM treats both as one key"
      : `differs only in case from ${other}, and IAM treats both as one key`,
    "use another key",
  ],
  "tag-key-of-aws": ["begins with aws:, which is reserved for AWS", "use another key"],
  "tag-key-of-holdfast": [
    "begins with holdfast:, which the program uses to find its own resources",
    "use another key",
  ],
  "tag-key-name": [
    "is reserved: the program sets it to the name of each resource",
    "use another key",
  ],
  "tag-key-empty": ["has an empty key", "write a key"],
  "tag-key-too-long": ({ length, most }: { length: number; most: number }) => [
    `has a key of ${length} characters; AWS allows ${most}`,
    "shorten the key",
  ],
  "tag-value-too-long": ({ length, most }: { length: number; most: number }) => [
    `has a value of ${length} characters; AWS allows ${most}`,
    "shorten the value",
  ],
  "tag-characters": [
    "has characters that AWS does not allow in tags",
    "use letters, digits, spaces and _ . : / = + - @",
  ],
});

export const withoutQuotes = (given: string) => `remove the quotes: ${given}`;

const shown = (bound: number) => bound.toLocaleString("en");

function chooseFrom(choices: readonly (string | number)[], given: unknown): string {
  const numbers = choices.filter((choice) => typeof choice === "number");
  if (numbers.length === 0) return suggest(given, choices.map(String));
  if (typeof given === "number") return `write ${listed(nearestOf(given, numbers))}, the nearest`;
  const isQuoted = typeof given === "string" && numbers.map(String).includes(given);
  return isQuoted ? withoutQuotes(given) : suggest(given, numbers.map(String));
}

/** Returns the allowed numbers on both sides of `wanted`. */
function nearestOf(wanted: number, allowed: readonly number[]): number[] {
  const below = allowed.filter((choice) => choice < wanted).at(-1);
  const above = allowed.find((choice) => choice > wanted);
  return [below, above].filter((choice) => choice !== undefined);
}
