import { createHash } from "node:crypto";
import type * as pulumi from "@pulumi/pulumi";
import type { AliasTarget } from "./alias-records";
import { RoutedRecord } from "./routed-record";
import type { Answers } from "./args";
import { LONGEST_OWNER } from "./check-args";
import type { DnsConfig } from "./settings";

/** What a public name resolves to. */
interface NamedFrontDoor {
  readonly component:
    | { readonly alias: AliasTarget }
    | { readonly addresses: Readonly<Record<string, pulumi.Output<string>>> };
  /** Of the health checks of its addresses, by key; empty with an alias. */
  readonly checkIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** While its addresses move to it from another front door, to which the name resolves. */
  readonly move?: { readonly begun: readonly pulumi.Resource[] } | undefined;
}

/**
 * Gives a front door its public name. Without one, as while its addresses change hands, there is no record;
 * the zone stays.
 */
export function nameFrontDoor(
  name: string,
  dns: DnsConfig,
  frontDoor: NamedFrontDoor | undefined,
  tags: Readonly<Record<string, string>>,
): RoutedRecord {
  const { zone, createZone, zoneId: id, acceleratedRecovery, name: record, ttlSeconds } = dns;
  return new RoutedRecord(name, {
    zone: createZone
      ? { kind: "create", name: zone, acceleratedRecovery }
      : { kind: "existing", name: zone, id },
    record,
    owner: ownerOf(tags["holdfast:stack"]),
    ttlSeconds,
    answers: frontDoor ? answersOf(frontDoor, dns) : { kind: "nothing" },
    tags,
  });
}

/** The stack, as its records name it. A long name ends with a hash, so that two stacks never have the same. */
function ownerOf(stack: string | undefined): string | undefined {
  if (stack === undefined || stack.length <= LONGEST_OWNER) return stack;
  const hash = createHash("sha256").update(stack).digest("hex").slice(0, 16);
  return `${stack.slice(0, LONGEST_OWNER - hash.length - 1)}-${hash}`;
}

function answersOf(
  { component, checkIds, move }: NamedFrontDoor,
  { routing, migration }: DnsConfig,
): Answers {
  if ("alias" in component) {
    return { kind: "alias", target: component.alias, migration, replaces: move?.begun };
  }
  const endpoints = Object.entries(component.addresses).map(([key, address]) => [
    key,
    { address, healthCheckId: checkIds[key]! },
  ]);
  return {
    kind: "addresses",
    routing,
    migration,
    replaces: move?.begun,
    endpoints: Object.fromEntries(endpoints) as Extract<
      Answers,
      { kind: "addresses" }
    >["endpoints"],
  };
}
