import { wellArchitected } from "../model/frameworks";
import { stackPolicy, whole } from "../model/policy";
import { addressesOf, addressRecords, countOf, isAlias, isOurs, setsOf } from "../model/records";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { list, zonesOfAddress } from "../model/zones";
import { textAt } from "../../stack/values";

export const awsRoute53RecordRequireTwoAddresses = stackPolicy({
  name: "aws-route53-record-require-two-addresses",
  displayName: "Public names resolve to two addresses in two zones",
  what:
    "A public name with an address of the stack resolves to at least two addresses, and its Elastic IPs are " +
    "in two zones. Machines with a schedule are exempt.",
  why: "With one address, or with all addresses in one zone, no failover is possible.",
  remedy: "Add a record with an address in another availability zone.",
  severity: "high",
  framework: wellArchitected(
    "REL02-BP01",
    "Use highly available network connectivity for your workload public endpoints",
  ),
  settings: { addresses: whole(2, "Minimum number of addresses of each public name.") },
  check: (stack, { addresses }) => {
    const records = addressRecords(stack).filter((record) => !isAlias(record));
    return setsOf(stack, records).flatMap((set) => {
      if (!set.some((record) => isOurs(stack, record))) return [];
      const counts = set.map(countOf);
      if (counts.some((count) => count === undefined)) return [];
      const total = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
      const name = String(textAt(set[0]!.inputs, "name"));
      const problem =
        total < addresses
          ? `should resolve to at least ${addresses} addresses, got ${total}; add one in another zone`
          : inOneZone(stack, set, total);
      return problem ? [{ resource: set[0]!, message: `name ${name} ${problem}` }] : [];
    });
  },
});

function inOneZone(stack: StackGraph, set: readonly Resource[], total: number): string | undefined {
  const held = new Set(set.flatMap((record) => addressesOf(stack, record)));
  if (held.size < total) return undefined;
  const zones = new Set<string>();
  for (const address of held) {
    const own = zonesOfAddress(stack, address);
    if (!own) return undefined;
    own.forEach((zone) => zones.add(zone));
  }
  if (zones.size >= 2) return undefined;
  const names = list([...held].map(({ name }) => name));
  return (
    `should resolve to addresses in different availability zones, got ${names} in ${list([...zones])}; ` +
    "move one of them to another zone"
  );
}
