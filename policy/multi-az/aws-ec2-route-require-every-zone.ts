import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { routesOf, tableOf, tiersOf } from "../model/routing";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { UNKNOWN } from "../../stack/values";

export const awsEc2RouteRequireEveryZone = stackPolicy({
  name: "aws-ec2-route-require-every-zone",
  displayName: "Routes are the same in every zone",
  what: "What one zone's private subnets have a route to, those of the VPC's other zones have one to.",
  why: "A zone without the route looks healthy, and fails every request that takes it.",
  remedy: "Add the route to the route table of each zone.",
  severity: "high",
  framework: wellArchitected("REL10-BP01", "Deploy the workload to multiple locations"),
  check: (stack) =>
    tiersOf(stack)
      .filter(({ tier }) => tier === "private")
      .flatMap(({ subnets }) => missing(stack, subnets)),
});

function missing(stack: StackGraph, subnets: readonly Resource[]) {
  const reach = subnets.map((subnet) => ({ subnet, to: destinations(stack, subnet) }));
  if (reach.some(({ to }) => to === undefined)) return [];
  const all = new Map<string, string>();
  for (const { subnet, to } of reach) {
    for (const destination of to ?? []) {
      if (!all.has(destination)) all.set(destination, subnet.name);
    }
  }
  return reach.flatMap(({ subnet, to }) =>
    [...all]
      .filter(([destination]) => !to?.has(destination))
      .map(([destination, other]) => ({
        resource: subnet,
        message:
          `subnet ${subnet.name} should have a route to ${destination}, as ${other} has, ` +
          `got none; add one to its route table`,
      })),
  );
}

/** Where a subnet has routes to; undefined if that is not known. */
function destinations(stack: StackGraph, subnet: Resource): ReadonlySet<string> | undefined {
  const table = tableOf(stack, subnet);
  const found = new Set<string>();
  for (const { destination } of table ? routesOf(stack, table) : []) {
    if (destination === UNKNOWN) return undefined;
    found.add(destination);
  }
  return found;
}
