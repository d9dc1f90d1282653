import { wellArchitected } from "../model/frameworks";
import { stackPolicy, whole } from "../model/policy";
import { addressesOf, addressRecords, countOf, isAlias, isOurs, setsOf } from "../model/records";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { list, zonesOfAddress } from "../model/zones";
import { textAt } from "../../stack/values";

export const awsRoute53RecordRequireTwoAddresses = stackPolicy({
  name: "aws-route53-record-require-two-addresses",
  displayName: "Public names lead to two addresses in two zones",
  what:
    "A public name with an address of the stack leads to at least two addresses, and Elastic IPs among them are " +
    "in two zones. Machines with a schedule are exempt.",
  why: "With one address, or with all in one zone, there is nothing to fail over to.",
  remedy: "Add a record of an address that is held in another availability zone.",
  severity: "high",
  framework: wellArchitected(
    "REL02-BP01",
    "Use highly available network connectivity for your workload public endpoints",
  ),
  settings: { addresses: whole(2, "Addresses that each public name leads to, at least.") },
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
          ? `should lead to at least ${addresses} addresses, got ${total}; add one in another zone`
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
    `should lead to addresses in different availability zones, got ${names} in ${list([...zones])}; ` +
    "hold one of them in another zone"
  );
}
