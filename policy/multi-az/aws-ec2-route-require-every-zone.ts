import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { areAlike } from "../model/families";
import { routesOf, tableOf, tiersOf } from "../model/routing";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { UNKNOWN } from "../../stack/values";
import { zoneOf } from "../model/zones";

export const awsEc2RouteRequireEveryZone = stackPolicy({
  name: "aws-ec2-route-require-every-zone",
  displayName: "Routes are the same in every zone",
  what: "If a private subnet of one zone has a route to a destination, a private subnet of each other zone of the VPC has one, too.",
  why: "A zone without the route looks healthy, but fails every request that needs it.",
  remedy: "Add the route to the route table of each zone.",
  severity: "high",
  framework: wellArchitected("REL10-BP01", "Deploy the workload to multiple locations"),
  check: (stack) =>
    tiersOf(stack)
      .filter(({ tier }) => tier === "private")
      .flatMap(({ subnets }) => missing(stack, subnets)),
});

/**
 * By zone: a subnet may lack the route if another subnet of its zone has it, such as a database subnet next
 * to server subnets.
 */
function missing(stack: StackGraph, subnets: readonly Resource[]) {
  const reach = subnets.map((subnet) => ({
    subnet,
    zone: zoneOf(subnet) ?? subnet.name,
    to: destinations(stack, subnet),
  }));
  if (reach.some(({ to }) => to === undefined)) return [];
  const all = new Map<string, Resource>();
  for (const { subnet, to } of reach) {
    for (const destination of to ?? []) {
      if (!all.has(destination)) all.set(destination, subnet);
    }
  }
  return [...all].flatMap(([destination, other]) => {
    const having = new Set(reach.flatMap(({ zone, to }) => (to?.has(destination) ? zone : [])));
    const lacking = reach.filter(({ zone }) => !having.has(zone)).map(({ subnet }) => subnet);
    const alike = lacking.filter((subnet) => areAlike(subnet, other));
    return (alike.length > 0 ? alike : lacking).map((subnet) => ({
      resource: subnet,
      message:
        `subnet ${subnet.name} should have a route to ${destination}, as ${other.name} has, ` +
        `got none; add one to its route table`,
    }));
  });
}

/** The destinations of a subnet's routes; undefined if unknown. */
function destinations(stack: StackGraph, subnet: Resource): ReadonlySet<string> | undefined {
  const table = tableOf(stack, subnet);
  const found = new Set<string>();
  for (const { destination } of table ? routesOf(stack, table) : []) {
    if (destination === UNKNOWN) return undefined;
    found.add(destination);
  }
  return found;
}
