import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import {
  EIP,
  EIP_ASSOCIATION,
  INSTANCE,
  LOAD_BALANCER,
  NAT_GATEWAY,
  SUBNET,
} from "../../stack/types";
import { textAt } from "../../stack/values";

/** The zones of a resource, or undefined if they are not all known: subnets of another stack have none here. */
export function zonesOf(
  stack: StackGraph,
  resource: Resource,
  property: string,
): string[] | undefined {
  if (!stack.refersOnlyTo(resource, property, SUBNET)) return undefined;
  return zonesIn(stack.references(resource, property, SUBNET));
}

/** The zones of subnets, sorted; undefined if one is not known. */
export function zonesIn(subnets: readonly Resource[]): string[] | undefined {
  const zones = new Set<string>();
  for (const subnet of subnets) {
    const zone = zoneOf(subnet);
    if (zone === undefined) return undefined;
    zones.add(zone);
  }
  return [...zones].sort();
}

/** A subnet's zone, by name or by id. */
export function zoneOf({ inputs }: Resource): string | undefined {
  for (const key of ["availabilityZone", "availabilityZoneId"]) {
    const zone = textAt(inputs, key);
    if (typeof zone === "string") return zone;
  }
  return undefined;
}

/** The zones of an Elastic IP's holder; undefined if unknown. */
export function zonesOfAddress(stack: StackGraph, address: Resource): string[] | undefined {
  const zones = new Set<string>();
  const holders = stack.referringTo(address, NAT_GATEWAY, LOAD_BALANCER, EIP_ASSOCIATION);
  for (const holder of holders) {
    for (const zone of zonesOfHolder(stack, holder) ?? []) zones.add(zone);
  }
  return zones.size > 0 && address.type === EIP ? [...zones].sort() : undefined;
}

function zonesOfHolder(stack: StackGraph, holder: Resource): string[] | undefined {
  if (holder.type === NAT_GATEWAY) return zonesOf(stack, holder, "subnetId");
  if (holder.type === LOAD_BALANCER) return zonesOf(stack, holder, "subnetMappings");
  const instance = stack.reference(holder, "instanceId", INSTANCE);
  return instance && zonesOf(stack, instance, "subnetId");
}

export const list = (items: readonly string[]): string =>
  items.length > 0 ? items.join(", ") : "none";
