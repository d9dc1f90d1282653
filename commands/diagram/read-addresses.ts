import type { PlannedResource } from "../../stack/resource";
import { type Inventory, tagOf, textOf } from "./inventory";
import type { Address, Box } from "./picture";
import { BALANCER, GROUP, INSTANCE } from "./read-machines";
import { SUBNET, VPC } from "./read-network";

export const EIP = "ec2/eip:Eip";
const INTERFACE = "ec2/networkInterface:NetworkInterface";
const PAIR = "holdfast-pair";

/** An Elastic IP with the box that holds it; none while it waits for its holder. */
export interface HeldAddress extends Address {
  readonly resource: PlannedResource;
  readonly boxId: string | undefined;
}

/** Inputs in which something names the addresses that it holds. */
const HOLDERS = [
  ["ec2/natGateway:NatGateway", "allocationId"],
  ["ec2/natGateway:NatGateway", "availabilityZoneAddresses"],
  [BALANCER, "subnetMappings"],
  [GROUP, "tags"],
  [INSTANCE, "tags"],
] as const;

/** The stack's Elastic IPs, each with what holds it, in the order of their keys. */
export function readAddresses(inventory: Inventory, pairs: readonly Box[]): HeldAddress[] {
  const holders = new Map<PlannedResource, string>();
  for (const [type, input] of HOLDERS) {
    for (const holder of inventory.all(type)) {
      for (const eip of inventory.referred(holder, input, EIP)) holders.set(eip, holder.urn);
    }
  }
  for (const association of inventory.all("ec2/eipAssociation:EipAssociation")) {
    const [instance] = inventory.referred(association, "instanceId", INSTANCE);
    const [eip] = inventory.referred(association, "allocationId", EIP);
    if (instance && eip) holders.set(eip, instance.urn);
  }
  return inventory.all(EIP).map((resource): HeldAddress => {
    const ip = textOf(resource, "publicIp");
    const pair = pairs.find(({ id }) => id === pairId(tagOf(resource, "holdfast:holder")));
    return {
      resource,
      key: tagOf(resource, "holdfast:key") ?? resource.name,
      ...(ip !== undefined && { ip }),
      boxId: pair?.id ?? holders.get(resource),
    };
  });
}

const pairId = (holder: string | undefined): string => `pair ${holder}`;

/** Nodes that hand one address to each other. */
export const nodesOf = (pair: Box, inventory: Inventory): PlannedResource[] =>
  inventory.all(INSTANCE).filter((node) => pairId(`pair-${tagOf(node, PAIR)}`) === pair.id);

/** The address that each pair of nodes has, as a box of its own: either node may hold it. */
export function readPairs(inventory: Inventory): Box[] {
  const names = new Set(inventory.all(INSTANCE).flatMap((one) => tagOf(one, PAIR) ?? []));
  return [...names].map((name): Box => {
    const cards = inventory.all(INTERFACE).filter((card) => tagOf(card, PAIR) === name);
    const route = inventory
      .all("ec2/route:Route")
      .find((one) =>
        inventory
          .referred(one, "networkInterfaceId", INTERFACE)
          .some((card) => cards.includes(card)),
      );
    const cidr = route && textOf(route, "destinationCidrBlock");
    const vpc = cards
      .flatMap((card) => inventory.referred(card, "subnetId", SUBNET))
      .flatMap((subnet) => inventory.referred(subnet, "vpcId", VPC))[0];
    return {
      id: pairId(`pair-${name}`),
      kind: "balancer",
      title: `address of the pair ${name}`,
      details: [cidr === undefined ? "an Elastic IP, held by one node" : "by route, to one node"],
      addresses: cidr === undefined ? [] : [{ key: cidr.replace(/\/32$/, "") }],
      place: vpc ? { kind: "vpc", vpc: vpc.urn, band: "first" } : { kind: "above" },
    };
  });
}
