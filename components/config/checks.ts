import { writeFileSync } from "node:fs";
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import type { CheckedQuota } from "../quotas/check-quotas";
import { type Answer, ask, gist } from "../settings/ask";
import type { Problem } from "../settings/problem";
import type { RegionFacts } from "./facts";

/** Environment variable with the path of a file to which a program writes its `ChecksReport` as JSON. */
export const CHECKS_FILE = "HOLDFAST_CHECKS_FILE";

/** A requirement of an update, with the answer from AWS. */
export interface Check {
  /** Setting with the requirement, as in problems. */
  readonly path: string;
  /** Name of the requirement, such as `Elastic IPs`. */
  readonly what: string;
  /** The answer from AWS; undefined if the lookup failed. */
  readonly found?: string | undefined;
  /** Error of a failed lookup. */
  readonly error?: string | undefined;
  /** Name of the public zone, if it is one. */
  readonly zone?: string | undefined;
}

/** Requirements of an update, checked before it starts. */
export interface ChecksReport {
  readonly checks: readonly Check[];
  readonly problems: readonly Problem[];
  /** Notices for the user. */
  readonly notices: readonly string[];
}

/** Writes the report if `CHECKS_FILE` is set. */
export async function reportChecks(
  facts: RegionFacts,
  quotas: readonly CheckedQuota[],
  found: Pick<ChecksReport, "problems" | "notices">,
): Promise<void> {
  const file = process.env[CHECKS_FILE];
  if (file === undefined) return;
  const identity = await ask(getCallerIdentity);
  const checks = [
    check(
      "aws:profile",
      "identity",
      identity,
      ({ arn, accountId }) => `account ${accountId}, ${arn}`,
    ),
    ...checksOf(facts),
    ...quotas.map(renderQuota),
  ];
  writeFileSync(file, JSON.stringify({ checks, ...found } satisfies ChecksReport));
}

function checksOf(facts: RegionFacts): Check[] {
  const { zones, offerings, instances, pool, held, accelerators, vpc } = facts;
  const { adopted, endpoints, publicZones = [], targets = [], hosts = [] } = facts;
  const count = (list: readonly unknown[]): string => String(list.length);
  const exists = (): string => "exists";
  return [
    ...optional("aws:region", "availability zones", zones, listZones),
    ...optional("aws:region", "instance types", offerings, (all) =>
      Object.entries(all)
        .map(([type, where]) => `${type} in ${listZones(where)}`)
        .join("; "),
    ),
    ...optional("aws:region", "instances of the stack", instances, (all) =>
      String(Object.values(all).reduce((sum, number) => sum + number, 0)),
    ),
    ...optional("network.existing", "VPC", vpc?.vpc, exists),
    ...endpoints.map(({ path, service, zones: where }) =>
      check(path, `endpoint service ${service}`, where, listZones),
    ),
    ...publicZones.map(({ path, zone, id }) => ({
      ...check(path, `public zone ${zone}`, id, String),
      zone,
    })),
    ...adopted.map(({ key, allocationId, address }) =>
      check(`addresses.adopt.${key}`, `address ${allocationId}`, address, exists),
    ),
    ...optional("addresses.pool", "pool of addresses", pool, ({ free }) => `${free} free`),
    ...optional("addresses", "addresses of the stack", held, count),
    ...optional("entry", "accelerators of the stack", accelerators, count),
    ...targets.flatMap(({ path, found }) => optional(path, "target", found, exists)),
    ...hosts.map(({ host, instance }) =>
      check(`internalHosts.${host}`, "instance", instance, (one) => (one ? "exists" : "to create")),
    ),
  ];
}

/** Zones of one region: `us-east-1a b c`. */
function listZones(names: readonly string[]): string {
  const [first = "no zone", ...others] = [...names].sort();
  return [first, ...others.map((name) => name.slice(-1))].join(" ");
}

/** Reports a lookup only if a setting needed it. */
const optional = <T>(
  path: string,
  what: string,
  answer: Answer<T> | undefined,
  render: (value: T) => string,
): Check[] => (answer === undefined ? [] : [check(path, what, answer, render)]);

function check<T>(
  path: string,
  what: string,
  answer: Answer<T>,
  render: (value: T) => string,
): Check {
  return "value" in answer
    ? { path, what, found: render(answer.value) }
    : { path, what, error: gist(answer.error) };
}

const renderQuota = ({ what, answer, added }: CheckedQuota): Check =>
  check(
    "aws:region",
    `quota of ${what}`,
    answer,
    ({ quota, used }) => `${used} of ${quota} used, ${added} more needed`,
  );
