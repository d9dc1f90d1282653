import type { DnsConfig } from "../config/config";
import type { Entry } from "../entry/entry";
import type { HealthChecks } from "./health-checks";
import { RoutedRecord } from "./routed-record";

/** Gives a front door its public name, which leads to those of its addresses that are healthy. */
export function nameEntry(
  name: string,
  { zone, createZone, name: record, routing, ttlSeconds }: DnsConfig,
  { addresses }: Entry,
  checks: HealthChecks,
  tags: Readonly<Record<string, string>>,
): RoutedRecord {
  return new RoutedRecord(name, {
    zone: { kind: createZone ? "create" : "existing", name: zone },
    record,
    routing,
    ttlSeconds,
    endpoints: Object.fromEntries(
      Object.entries(addresses).map(([key, address]) => [
        key,
        { address, healthCheckId: checks.ids[key]! },
      ]),
    ),
    tags,
  });
}
