import { type PlannedResource, knownPart } from "../../stack/resource";
import { type Inventory, textOf } from "./inventory";
import { BALANCER, INSTANCE } from "./read-machines";
import { EIP } from "./read-addresses";
import { VPC } from "./read-network";

const ZONE = "route53/zone:Zone";
const ACCELERATOR = "globalaccelerator/accelerator:Accelerator";

/** What a name leads to: a resource, or a name outside the stack. */
export interface NameTarget {
  readonly target: PlannedResource | string;
  /** Of the weights of the name's records; undefined without weights. */
  readonly weight: number | undefined;
}

/** A name in Route 53 that leads to addresses. */
export interface DnsName {
  readonly name: string;
  /** VPCs in which the name is known; none if it is public. */
  readonly vpcs: readonly PlannedResource[];
  readonly targets: readonly NameTarget[];
}

/** The names that the stack keeps, in the order of the alphabet. */
export function readNames(inventory: Inventory): DnsName[] {
  const names = new Map<string, DnsName>();
  const add = (name: string, zone: PlannedResource | undefined, targets: NameTarget[]): void => {
    const before = names.get(name)?.targets ?? [];
    const vpcs = zone ? inventory.referred(zone, "vpcs", VPC) : [];
    names.set(name, { name, vpcs, targets: [...before, ...targets] });
  };
  for (const record of inventory.all("route53/record:Record")) {
    const name = textOf(record, "name");
    if (name === undefined || !["A", "AAAA", "CNAME"].includes(textOf(record, "type") ?? "")) {
      continue;
    }
    const [zone] = inventory.referred(record, "zoneId", ZONE);
    const weight = weightOf(record);
    const targets = targetsOf(record, inventory).map((target) => ({ target, weight }));
    add(name, zone, targets);
  }
  for (const instance of inventory.all("route53/trafficPolicyInstance:TrafficPolicyInstance")) {
    const policies = inventory.referred(
      instance,
      "trafficPolicyId",
      "route53/trafficPolicy:TrafficPolicy",
    );
    const [zone] = inventory.referred(instance, "hostedZoneId", ZONE);
    const targets = policies.flatMap((policy) => addressesIn(policy, inventory));
    add(
      textOf(instance, "name") ?? instance.name,
      zone,
      targets.map((target) => ({ target, weight: undefined })),
    );
  }
  return [...names.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function weightOf({ inputs }: PlannedResource): number | undefined {
  const policies = knownPart(inputs["weightedRoutingPolicies"]) as
    { weight?: number }[] | undefined;
  return policies?.[0]?.weight;
}

function targetsOf(record: PlannedResource, inventory: Inventory): (PlannedResource | string)[] {
  const found = [EIP, BALANCER, ACCELERATOR, INSTANCE].flatMap((type) => [
    ...inventory.referred(record, "records", type),
    ...inventory.referred(record, "aliases", type),
  ]);
  if (found.length > 0) return found;
  const known = knownPart(record.inputs["records"]);
  // An address that belongs to nothing here is a placeholder, which a machine replaces by its own.
  return Array.isArray(known) && textOf(record, "type") === "CNAME"
    ? known.filter((value) => typeof value === "string")
    : [];
}

/** A traffic policy has its addresses in a document of JSON. */
function addressesIn(policy: PlannedResource, inventory: Inventory): PlannedResource[] {
  const document = textOf(policy, "document");
  const values = document === undefined ? undefined : (JSON.parse(document) as unknown);
  const named = inventory.named(values, EIP);
  return named.length > 0 ? named : inventory.referred(policy, "document", EIP);
}
