import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { isExisting } from "./read-existing";
import { textOf } from "./read-values";
import type { DrawnPeering, DrawnSubnet, DrawnVpc, DrawnZone } from "./picture";
import {
  PEERING,
  ROUTE,
  ROUTE_TABLE,
  ROUTE_TABLE_ASSOCIATION,
  SUBNET,
  VPC,
} from "../../stack/types";

/** The VPCs that have subnets, the front door's first, with their zones, subnets and peerings. */
export function readNetwork(graph: StackGraph): { vpcs: DrawnVpc[]; peerings: DrawnPeering[] } {
  const subnets = graph.ofType(SUBNET);
  const isPublic = publicSubnets(graph);
  const isOfBackend = (one: Resource) => graph.componentOf(one).startsWith("holdfast:backend:");
  const vpcs = graph.ofType(VPC).map((vpc) => {
    const own = subnets.filter((subnet) => graph.referred(subnet, "vpcId", VPC).includes(vpc));
    return {
      id: vpc.urn,
      name: vpc.name,
      cidr: textOf(vpc, "cidrBlock") ?? "",
      ...(isExisting(vpc) && { isExisting: true }),
      isBackend: usersOf(vpc, graph).every(isOfBackend),
      zones: zonesOf(own, isPublic),
    };
  });
  const drawn = vpcs.filter(({ zones }) => zones.length > 0);
  drawn.sort((one, other) => Number(one.isBackend) - Number(other.isBackend));
  const peerings = graph.ofType(PEERING).flatMap((one) => {
    const [from] = graph.referred(one, "vpcId", VPC);
    const [to] = graph.referred(one, "peerVpcId", VPC);
    return from && to ? [{ from: from.urn, to: to.urn }] : [];
  });
  return { vpcs: drawn, peerings };
}

/** The resources that show whose VPC it is: the VPC itself, or the stack's resources in an existing VPC. */
const usersOf = (vpc: Resource, graph: StackGraph): Resource[] =>
  isExisting(vpc) ? graph.referringTo(vpc).filter((one) => !isExisting(one)) : [vpc];

/**
 * Subnets whose route table has a route to an internet gateway, and existing subnets with public resources.
 */
function publicSubnets(graph: StackGraph): ReadonlySet<Resource> {
  const tables = graph
    .ofType(ROUTE)
    .filter(({ inputs, references }) => "gatewayId" in inputs || "gatewayId" in (references ?? {}))
    .flatMap((route) => graph.referred(route, "routeTableId", ROUTE_TABLE));
  return new Set([
    ...graph.ofType(SUBNET).filter((one) => isExisting(one) && one.inputs["mapPublicIpOnLaunch"]),
    ...graph
      .ofType(ROUTE_TABLE_ASSOCIATION)
      .filter((one) =>
        graph.referred(one, "routeTableId", ROUTE_TABLE).some((table) => tables.includes(table)),
      )
      .flatMap((one) => graph.referred(one, "subnetId", SUBNET)),
  ]);
}

function zonesOf(subnets: readonly Resource[], isPublic: ReadonlySet<Resource>): DrawnZone[] {
  const zones = new Map<string, DrawnSubnet[]>();
  for (const subnet of subnets) {
    const zone =
      textOf(subnet, "availabilityZone") ?? (isExisting(subnet) ? "existing subnets" : "");
    const cidr = textOf(subnet, "cidrBlock") ?? (isExisting(subnet) ? subnet.name : "");
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
