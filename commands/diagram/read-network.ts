import type { PlannedResource } from "../../stack/resource";
import { type Inventory, textOf } from "./inventory";
import type { Peering, Subnet, Vpc, Zone } from "./picture";

export const VPC = "ec2/vpc:Vpc";
export const SUBNET = "ec2/subnet:Subnet";

/** The VPCs that have subnets, with their zones and subnets, the front door's first, and which of them are peered. */
export function readNetwork(inventory: Inventory): { vpcs: Vpc[]; peerings: Peering[] } {
  const subnets = inventory.all(SUBNET);
  const isPublic = publicSubnets(inventory);
  const vpcs = inventory.all(VPC).map((vpc) => {
    const own = subnets.filter((subnet) => inventory.referred(subnet, "vpcId", VPC).includes(vpc));
    return {
      id: vpc.urn,
      name: vpc.name,
      cidr: textOf(vpc, "cidrBlock") ?? "",
      isBackend: inventory.componentOf(vpc).startsWith("holdfast:backend:"),
      zones: zonesOf(own, isPublic),
    };
  });
  const drawn = vpcs.filter(({ zones }) => zones.length > 0);
  drawn.sort((one, other) => Number(one.isBackend) - Number(other.isBackend));
  const peerings = inventory.all("ec2/vpcPeeringConnection:VpcPeeringConnection").flatMap((one) => {
    const [from] = inventory.referred(one, "vpcId", VPC);
    const [to] = inventory.referred(one, "peerVpcId", VPC);
    return from && to ? [{ from: from.urn, to: to.urn }] : [];
  });
  return { vpcs: drawn, peerings };
}

/** Subnets from whose route table there is a way to an internet gateway. */
function publicSubnets(inventory: Inventory): ReadonlySet<PlannedResource> {
  const TABLE = "ec2/routeTable:RouteTable";
  const tables = inventory
    .all("ec2/route:Route")
    .filter(({ inputs, references }) => "gatewayId" in inputs || "gatewayId" in (references ?? {}))
    .flatMap((route) => inventory.referred(route, "routeTableId", TABLE));
  return new Set(
    inventory
      .all("ec2/routeTableAssociation:RouteTableAssociation")
      .filter((one) =>
        inventory.referred(one, "routeTableId", TABLE).some((table) => tables.includes(table)),
      )
      .flatMap((one) => inventory.referred(one, "subnetId", SUBNET)),
  );
}

function zonesOf(
  subnets: readonly PlannedResource[],
  isPublic: ReadonlySet<PlannedResource>,
): Zone[] {
  const zones = new Map<string, Subnet[]>();
  for (const subnet of subnets) {
    const zone = textOf(subnet, "availabilityZone") ?? "";
    const cidr = textOf(subnet, "cidrBlock") ?? "";
    const one = { id: subnet.urn, isPublic: isPublic.has(subnet), cidr };
    zones.set(zone, [...(zones.get(zone) ?? []), one]);
  }
  return [...zones]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, all]) => ({
      name,
      subnets: all.sort((one, other) => Number(other.isPublic) - Number(one.isPublic)),
    }));
}
