import { listed, problemTexts, suggest } from "./problem";

/** The problems of single values, of their shape, and of what every feature may have. */
export const settingProblem = problemTexts({
  missing: ({ setting, example }: { setting: string; example: string }) => [
    "is missing",
    `add ${setting}: ${example}`,
  ],
  "unknown-setting": (data: { section: string; setting: string; known: readonly string[] }) => [
    `is not a setting: ${data.section} has ${listed(data.known, "and")}`,
    suggest(data.setting, data.known, "take it out"),
  ],
  "setting-of-another-kind": (data: {
    setting: string;
    kindKey: string;
    kind: string;
    owners: readonly string[];
  }) => [
    `belongs to ${data.kindKey} ${listed(data.owners)}, but ${data.kindKey} is ${data.kind} here`,
    `take ${data.setting} out, or set ${data.kindKey}: ${listed(data.owners)}`,
  ],
  "not-a-map": [
    "must be a map of settings",
    "write each setting on an indented line of its own, as `name: value`",
  ],
  "not-a-list": (_: undefined, given) => [
    "must be a list",
    `write it as a list: [${typeof given === "string" ? given : "…"}]`,
  ],
  "not-a-text": (_: undefined, given) => [
    "must be text",
    typeof given === "number" || typeof given === "boolean"
      ? `put it in quotes: "${given}"`
      : "write a single text here",
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
  /** What is allowed stands in the schema of the setting, and what to do with it. */
  "wrong-value": ({ rule, fix }: { rule: string; fix: string }) => [rule, fix],
  "named-twice": ["is named twice", "take one out"],
  unanswered: ({ error }: { error: string }) => [
    `could not be checked: ${error}`,
    "solve this (credentials, permissions or network), then try again",
  ],
});

export const cidrProblem = problemTexts({
  "not-a-cidr": [
    "is not an IPv4 block in CIDR notation",
    "write an address and a prefix length, such as 10.20.0.0/16",
  ],
  "cidr-unusable": ({ range, use }: { range: string; use: string }) => [
    `lies in ${range} (${use}), where no machine can have an address`,
    "choose a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
  ],
  "cidr-too-large": ({ largest, fit }: { largest: number; fit: string }) => [
    `is larger than a /${largest}, the largest VPC that AWS has`,
    `write ${fit}`,
  ],
  "cidr-too-small": ({ smallest, fit }: { smallest: number; fit: string }) => [
    `is smaller than a /${smallest}: a VPC is cut into 16 subnets, and AWS has none smaller than a /28`,
    `write ${fit}, or a larger block`,
  ],
  "cidr-not-aligned": ({ prefix, fit }: { prefix: number; fit: string }) => [
    `is not the start of a /${prefix} block`,
    `write ${fit}`,
  ],
  "cidr-not-private": ({ blocks }: { blocks: readonly string[] }) => [
    `is outside ${listed(blocks, "and")}: the VPC could not reach the owners of these addresses on the internet`,
    "choose a block of one of these, such as 10.20.0.0/16",
  ],
  "cidr-overlaps": ({ others }: { others: readonly string[] }) => [
    `overlaps ${listed(others, "and")}`,
    "choose blocks that share no address, so that the VPCs can reach each other",
  ],
});

export const tagProblem = problemTexts({
  "too-many-tags": ({ count, limit, most }: { count: number; limit: number; most: number }) => [
    limit === 10
      ? `has ${count} tags; AWS allows 10 on hosted zones, health checks and S3 objects, and the program sets ${limit - most}`
      : `has ${count} tags; AWS allows ${limit} on a resource, and ${limit - most} are kept for the program's own`,
    `keep at most ${most}`,
  ],
  "tag-keys-alike": ({ other }: { other: string }) => [
    other === "Name"
      ? "differs in case only from Name, which the program sets, and IAM takes both for one key"
      : `differs in case only from ${other}, and IAM takes both for one key`,
    "use another key",
  ],
  "tag-key-of-aws": ["begins with aws:, which only AWS itself may use", "use another key"],
  "tag-key-of-holdfast": [
    "begins with holdfast:, which the program uses to find its own resources",
    "use another key",
  ],
  "tag-key-name": ["is set by the program, to the name of each resource", "use another key"],
  "tag-key-empty": ["has an empty key", "give it a key"],
  "tag-key-too-long": ({ length, most }: { length: number; most: number }) => [
    `has a key of ${length} characters; AWS allows ${most}`,
    "shorten the key",
  ],
  "tag-value-too-long": ({ length, most }: { length: number; most: number }) => [
    `has a value of ${length} characters; AWS allows ${most}`,
    "shorten the value",
  ],
  "tag-characters": [
    "has characters that AWS does not take in tags",
    "use letters, digits, spaces and _ . : / = + - @",
  ],
});

export const withoutQuotes = (given: string) => `take the quotes away: ${given}`;

const shown = (bound: number) => bound.toLocaleString("en");

function chooseFrom(choices: readonly (string | number)[], given: unknown): string {
  const numbers = choices.filter((choice) => typeof choice === "number");
  if (numbers.length === 0) return suggest(given, choices.map(String));
  if (typeof given === "number") return `write ${listed(nearestOf(given, numbers))}, the nearest`;
  const isQuoted = typeof given === "string" && numbers.map(String).includes(given);
  return isQuoted ? withoutQuotes(given) : suggest(given, numbers.map(String));
}

/** The allowed numbers on both sides of `wanted`. */
function nearestOf(wanted: number, allowed: readonly number[]): number[] {
  const below = allowed.filter((choice) => choice < wanted).at(-1);
  const above = allowed.find((choice) => choice > wanted);
  return [below, above].filter((choice) => choice !== undefined);
}
