import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import {
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  PEERING,
  ROUTE,
  ROUTE_TABLE,
  ROUTE_TABLE_ASSOCIATION,
  SUBNET,
  VPC,
} from "../../stack/types";
import { at, listAt, textAt, UNKNOWN } from "../../stack/values";

type Tier = "public" | "private";

/** A route of a table: a separate resource, or inline in the table. */
interface RouteOf {
  readonly destination: string | typeof UNKNOWN;
  /** The property that names its target, such as `natGatewayId`; undefined if none is set. */
  readonly via: string | undefined;
  /**
   * The target resource of this stack. In a preview, an inline route has several: all targets of the table's
   * routes.
   */
  readonly targets: readonly Resource[];
}

const DESTINATIONS = [
  "destinationCidrBlock",
  "cidrBlock",
  "destinationIpv6CidrBlock",
  "ipv6CidrBlock",
  "destinationPrefixListId",
];
/** The type of each target; undefined for targets that no policy checks. */
const TARGETS: Readonly<Record<string, string | undefined>> = {
  natGatewayId: NAT_GATEWAY,
  gatewayId: INTERNET_GATEWAY,
  vpcPeeringConnectionId: PEERING,
  egressOnlyGatewayId: undefined,
  networkInterfaceId: undefined,
  transitGatewayId: undefined,
  vpcEndpointId: undefined,
};

/** The routes of a table, inline ones and those of other resources. */
export function routesOf(stack: StackGraph, table: Resource): RouteOf[] {
  const added = stack
    .referringTo(table, ROUTE)
    .filter((route) => stack.reference(route, "routeTableId", ROUTE_TABLE) === table);
  return [
    ...added.map((route) => read(stack, route, route.inputs)),
    ...partsOf(table).map((route) => read(stack, table, route)),
  ];
}

/** The inline routes of a table; an unknown list is represented by one unknown route. */
function partsOf({ inputs }: Resource): readonly unknown[] {
  const routes = listAt(inputs, "routes");
  return routes === UNKNOWN ? [UNKNOWN] : routes;
}

function read(stack: StackGraph, owner: Resource, route: unknown): RouteOf {
  if (route === UNKNOWN) {
    return { destination: UNKNOWN, via: undefined, targets: stack.references(owner, "routes") };
  }
  const destination = DESTINATIONS.map((key) => textAt(route, key)).find((value) => value);
  const via = Object.keys(TARGETS).find((key) => at(route, key) !== undefined);
  return { destination: destination ?? UNKNOWN, via, targets: targetsOf(stack, owner, route, via) };
}

function targetsOf(
  stack: StackGraph,
  owner: Resource,
  route: unknown,
  via: string | undefined,
): Resource[] {
  const type = via === undefined ? undefined : TARGETS[via];
  if (via === undefined || type === undefined) return [];
  if (owner.type === ROUTE) return stack.references(owner, via, type);
  const value = at(route, via);
  if (value === UNKNOWN) return stack.references(owner, "routes", type);
  const target = stack.named(value, type)[0];
  return target ? [target] : [];
}

export const ANYWHERE: readonly unknown[] = ["0.0.0.0/0", "::/0"];

/** The table that a subnet is associated with; undefined for the main one of its VPC. */
export function tableOf(stack: StackGraph, subnet: Resource): Resource | undefined {
  const [association] = stack.referringTo(subnet, ROUTE_TABLE_ASSOCIATION);
  return association && stack.reference(association, "routeTableId", ROUTE_TABLE);
}

/** A subnet is public if its route table has a route to an internet gateway, as in AWS's definition. */
function tierOf(stack: StackGraph, subnet: Resource): Tier {
  const table = tableOf(stack, subnet);
  const isPublic = table && routesOf(stack, table).some(leadsToInternetGateway);
  return isPublic ? "public" : "private";
}

/**
 * A gateway of another stack counts as an internet gateway: virtual private gateways have narrower routes.
 */
const leadsToInternetGateway = ({ destination, via, targets }: RouteOf): boolean =>
  destination === UNKNOWN
    ? via === "gatewayId" || targets.some(({ type }) => type === INTERNET_GATEWAY)
    : via === "gatewayId" && ANYWHERE.includes(destination);

/** Subnets by VPC and tier, of VPCs of this stack. */
export function tiersOf(stack: StackGraph): { vpc: Resource; tier: Tier; subnets: Resource[] }[] {
  const tiers = new Map<string, { vpc: Resource; tier: Tier; subnets: Resource[] }>();
  for (const subnet of stack.ofType(SUBNET)) {
    const vpc = stack.reference(subnet, "vpcId", VPC);
    if (!vpc) continue;
    const tier = tierOf(stack, subnet);
    const key = `${vpc.urn} ${tier}`;
    const found = tiers.get(key);
    if (found) found.subnets.push(subnet);
    else tiers.set(key, { vpc, tier, subnets: [subnet] });
  }
  return [...tiers.values()];
}
