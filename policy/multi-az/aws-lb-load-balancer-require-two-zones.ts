import { bestPractice } from "../model/frameworks";
import { stackPolicy, whole } from "../model/policy";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { COMMAND, LOAD_BALANCER, SUBNET } from "../../stack/types";
import { given, listAt, textAt, UNKNOWN } from "../../stack/values";
import { zonesIn, zonesOf } from "../model/zones";

export const awsLbLoadBalancerRequireTwoZones = stackPolicy({
  name: "aws-lb-load-balancer-require-two-zones",
  displayName: "Load balancers span zones",
  what: "A load balancer has subnets in at least two availability zones, by itself or by commands of the plan.",
  why: "A load balancer has one address in each of its zones, so one in a single zone fails with it.",
  remedy: "Give the load balancer a subnet in another zone.",
  severity: "high",
  framework: bestPractice(
    "ELB.13",
    "Application, Network and Gateway Load Balancers should span multiple Availability Zones",
  ),
  settings: { zones: whole(2, "Minimum number of availability zones of each load balancer.") },
  check: (stack, { zones }) =>
    stack.ofType(LOAD_BALANCER).flatMap((balancer) => {
      const key = ["subnets", "subnetMappings"].find((each) => given(balancer.inputs, each));
      if (key === undefined) return [];
      const adding = commandsThatAdd(stack, balancer);
      const own = zonesOf(stack, balancer, key);
      const found =
        adding.length > 0 ? withAdded(stack, own, adding) : (own ?? zoneOfOne(balancer, key));
      if (!found || found.length >= zones) return [];
      const message =
        `load balancer ${balancer.name} should be in at least ${zones} availability zones, ` +
        `got ${found.join(", ")}; add a subnet of another zone`;
      return [{ resource: balancer, message }];
    }),
});

/** Commands that add a subnet to the load balancer: a front door's, while that takes one address after another. */
const commandsThatAdd = (stack: StackGraph, balancer: Resource): Resource[] =>
  stack
    .referringTo(balancer, COMMAND)
    .filter(({ inputs }) => textAt(inputs, "environment.ZONE_SUBNET") !== undefined);

/** The zones with those of the subnets that commands name; undefined if one is not known. */
function withAdded(
  stack: StackGraph,
  zones: readonly string[] | undefined,
  adding: readonly Resource[],
): string[] | undefined {
  const subnets = adding.flatMap((command) => stack.references(command, "environment", SUBNET));
  const added = zonesIn(subnets);
  return zones && added && [...new Set([...zones, ...added])].sort();
}

/** The zone of a single subnet, even if unknown; undefined for several subnets. */
function zoneOfOne({ inputs }: Resource, key: string): string[] | undefined {
  const subnets = listAt(inputs, key);
  if (subnets === UNKNOWN || subnets.length !== 1) return undefined;
  const id = typeof subnets[0] === "string" ? subnets[0] : textAt(subnets[0], "subnetId");
  return typeof id === "string" ? [`that of ${id}`] : undefined;
}
