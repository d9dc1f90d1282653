import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { allowancesOf } from "./statements";
import { isScheduled } from "./schedules";
import { EIP, EIP_ASSOCIATION, INSTANCE, RECORD, ROLE, ROLE_POLICY, ZONE } from "../../stack/types";
import { given, knownAt, plain, textAt, textsAt, UNKNOWN } from "../../stack/values";

/**
 * The records of public zones with IPv4 addresses. Zones of other stacks count as public. Excludes names that
 * a role of the stack may change, as its instances register their own address, names with the initial
 * placeholder, and names of machines that a schedule stops.
 */
export function addressRecords(stack: StackGraph): Resource[] {
  const own = namesOfRoles(stack);
  return stack
    .ofType(RECORD)
    .filter(
      ({ inputs }) =>
        textAt(inputs, "type") === "A" &&
        !own.has(String(textAt(inputs, "name")).toLowerCase()) &&
        !textsAt(inputs, "records").includes(PLACEHOLDER),
    )
    .filter((record) => isPublic(stack, record) && !isOfHours(stack, record));
}

/**
 * Whether a record resolves only to machines with a schedule, such as a jumpbox, which is expected to be
 * offline at night.
 */
function isOfHours(stack: StackGraph, record: Resource): boolean {
  const instances = addressesOf(stack, record).flatMap((address) => [
    ...stack.references(address, "instance", INSTANCE),
    ...stack
      .referringTo(address, EIP_ASSOCIATION)
      .flatMap((association) => stack.references(association, "instanceId", INSTANCE)),
  ]);
  return instances.length > 0 && instances.every((instance) => isScheduled(stack, instance));
}

/**
 * Whether a record is an alias, or has an address of this stack. Other addresses may be outside AWS, such as
 * an office.
 */
export const isOurs = (stack: StackGraph, record: Resource): boolean =>
  isAlias(record) || stack.references(record, "records").length > 0;

/** A placeholder, from a documentation range: https://www.rfc-editor.org/rfc/rfc5737 */
const PLACEHOLDER = "192.0.2.1";

/** Names that policies of roles allow to change, each by its condition. */
function namesOfRoles(stack: StackGraph): ReadonlySet<string> {
  const names = stack.ofType(ROLE, ROLE_POLICY).flatMap(allowancesOf);
  return new Set(
    names
      .filter(({ actions }) => actions.includes("route53:ChangeResourceRecordSets"))
      .flatMap(({ recordNames }) => recordNames),
  );
}

function isPublic(stack: StackGraph, record: Resource): boolean {
  const zone = stack.reference(record, "zoneId", ZONE);
  if (zone) return !given(zone.inputs, "vpcs");
  const addresses = textsAt(record.inputs, "records");
  return !addresses.some((address) =>
    /^(10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\./.test(address),
  );
}

export const isAlias = ({ inputs }: Resource): boolean => given(inputs, "aliases");

/** Elastic IPs of this stack in a record. */
export const addressesOf = (stack: StackGraph, record: Resource): Resource[] =>
  stack.references(record, "records", EIP);

/** The number of addresses of a record; undefined if unknown. */
export function countOf({ inputs }: Resource): number | undefined {
  const records = plain(inputs["records"]);
  return records === UNKNOWN ? undefined : Array.isArray(records) ? records.length : 0;
}

/**
 * Groups records by name and type, as Route 53 selects from such a set. Empty while the name or type of any
 * record is unknown, because that record could belong to any set.
 */
export function setsOf(stack: StackGraph, records: readonly Resource[]): Resource[][] {
  const isUnknown = ({ inputs }: Resource) =>
    textAt(inputs, "name") === UNKNOWN || textAt(inputs, "type") === UNKNOWN;
  if (stack.ofType(RECORD).some(isUnknown)) return [];
  const sets = new Map<string, Resource[]>();
  for (const record of records) {
    const zone = stack.reference(record, "zoneId", ZONE)?.urn ?? textAt(record.inputs, "zoneId");
    const name = String(textAt(record.inputs, "name")).replace(/\.$/, "").toLowerCase();
    const key = [String(zone), name, String(textAt(record.inputs, "type"))].join(" ");
    sets.set(key, [...(sets.get(key) ?? []), record]);
  }
  return [...sets.values()];
}

/** The weight of a weighted record; undefined for others, and while it is unknown. */
export function weightOf({ inputs }: Resource): number | undefined {
  const [policy] = knownAt(inputs, "weightedRoutingPolicies");
  const weight = textAt(policy, "weight");
  return typeof weight === "string" ? Number(weight) : undefined;
}
