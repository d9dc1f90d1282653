import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { knownPart } from "../../stack/values";
import { textOf } from "./read-values";
import {
  ACCELERATOR,
  EIP,
  INSTANCE,
  LOAD_BALANCER,
  RECORD,
  TRAFFIC_POLICY,
  TRAFFIC_POLICY_INSTANCE,
  VPC,
  ZONE,
} from "../../stack/types";

/** The target of a name: a resource, or a name outside the stack. */
interface NameTarget {
  readonly target: Resource | string;
  /** Its share of the weights of the name's records; undefined without weights. */
  readonly weight: number | undefined;
}

/** A name in Route 53 that resolves to addresses. */
export interface DnsName {
  readonly name: string;
  /** VPCs in which the name resolves; empty if it is public. */
  readonly vpcs: readonly Resource[];
  readonly targets: readonly NameTarget[];
}

/** The stack's names, in alphabetical order. */
export function readNames(graph: StackGraph): DnsName[] {
  const names = new Map<string, DnsName>();
  const add = (name: string, zone: Resource | undefined, targets: NameTarget[]): void => {
    const before = names.get(name)?.targets ?? [];
    const vpcs = zone ? graph.referred(zone, "vpcs", VPC) : [];
    names.set(name, { name, vpcs, targets: [...before, ...targets] });
  };
  for (const record of graph.ofType(RECORD)) {
    const name = textOf(record, "name");
    if (name === undefined || !["A", "AAAA", "CNAME"].includes(textOf(record, "type") ?? "")) {
      continue;
    }
    const [zone] = graph.referred(record, "zoneId", ZONE);
    const weight = weightOf(record);
    const targets = targetsOf(record, graph).map((target) => ({ target, weight }));
    add(name, zone, targets);
  }
  for (const instance of graph.ofType(TRAFFIC_POLICY_INSTANCE)) {
    const policies = graph.referred(instance, "trafficPolicyId", TRAFFIC_POLICY);
    const [zone] = graph.referred(instance, "hostedZoneId", ZONE);
    const targets = policies.flatMap((policy) => addressesIn(policy, graph));
    add(
      textOf(instance, "name") ?? instance.name,
      zone,
      targets.map((target) => ({ target, weight: undefined })),
    );
  }
  return [...names.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function weightOf({ inputs }: Resource): number | undefined {
  const policies = knownPart(inputs["weightedRoutingPolicies"]) as
    { weight?: number }[] | undefined;
  return policies?.[0]?.weight;
}

function targetsOf(record: Resource, graph: StackGraph): (Resource | string)[] {
  const found = [EIP, LOAD_BALANCER, ACCELERATOR, INSTANCE].flatMap((type) => [
    ...graph.referred(record, "records", type),
    ...graph.referred(record, "aliases", type),
  ]);
  if (found.length > 0) return found;
  const known = knownPart(record.inputs["records"]);
  // An address outside the stack is a placeholder, which a machine replaces with its own address.
  return Array.isArray(known) && textOf(record, "type") === "CNAME"
    ? known.filter((value) => typeof value === "string")
    : [];
}

/** A traffic policy has its addresses in a JSON document. */
function addressesIn(policy: Resource, graph: StackGraph): Resource[] {
  const document = textOf(policy, "document");
  const values = document === undefined ? undefined : (JSON.parse(document) as unknown);
  const named = graph.named(values, EIP);
  return named.length > 0 ? named : graph.referred(policy, "document", EIP);
}
