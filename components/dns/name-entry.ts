import type * as pulumi from "@pulumi/pulumi";
import type { DnsConfig } from "../config/config";
import type { Entry } from "../front-door/kind";
import { type Answers, RoutedRecord } from "./routed-record";

/** What a name needs to know of a front door. */
interface NamedDoor {
  readonly entry: Entry;
  /** Of the health checks of its addresses, by key; empty where it has an alias. */
  readonly checkIds: Readonly<Record<string, pulumi.Output<string>>>;
}

/**
 * Gives a front door its public name. While its addresses change hands there is none, and nothing that the
 * name could lead to; the zone stays.
 */
export function nameEntry(
  name: string,
  dns: DnsConfig,
  door: NamedDoor | undefined,
  tags: Readonly<Record<string, string>>,
): RoutedRecord {
  const { zone, createZone, name: record, ttlSeconds } = dns;
  return new RoutedRecord(name, {
    zone: { kind: createZone ? "create" : "existing", name: zone },
    record,
    ttlSeconds,
    answers: door ? answersOf(door, dns) : { kind: "nothing" },
    tags,
  });
}

function answersOf({ entry, checkIds }: NamedDoor, { routing, migration }: DnsConfig): Answers {
  if ("alias" in entry) {
    return { kind: "alias", target: entry.alias, ...(migration && { migration }) };
  }
  return {
    kind: "addresses",
    routing,
    endpoints: Object.fromEntries(
      Object.entries(entry.addresses).map(([key, address]) => [
        key,
        { address, healthCheckId: checkIds[key]! },
      ]),
    ),
  };
}
