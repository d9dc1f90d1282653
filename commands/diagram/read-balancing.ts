import { type PlannedResource, knownPart } from "../../stack/resource";
import { type Inventory } from "./inventory";
import { BALANCER, GROUP, INSTANCE, LISTENER, SERVICE, isForTests } from "./read-machines";
import type { Way } from "./shares";

const TARGETS = "lb/targetGroup:TargetGroup";
const FUNCTION = "lambda/function:Function";

/** Where load balancers and accelerators send their traffic. */
export function readBalancing(inventory: Inventory): Way[] {
  const listeners = inventory.all(LISTENER).filter((one) => !isForTests(one));
  const forwarding = listeners.flatMap((listener) => {
    const [balancer] = inventory.referred(listener, "loadBalancerArn", BALANCER);
    if (!balancer) return [];
    return inventory.referred(listener, "defaultActions", TARGETS).flatMap((group) => {
      const weight = weightIn(listener.inputs["defaultActions"], group);
      return membersOf(group, inventory).map((to): Way => ({
        from: balancer.urn,
        to,
        ...(weight !== undefined && { weight }),
      }));
    });
  });
  return [...forwarding, ...readAccelerated(inventory)];
}

/** What is registered in a target group: ids of boxes. */
function membersOf(group: PlannedResource, inventory: Inventory): string[] {
  const holds = (one: PlannedResource, input: string): boolean =>
    inventory.referred(one, input, TARGETS).includes(group);
  return [
    ...inventory.all(GROUP).filter((one) => holds(one, "targetGroupArns")),
    ...inventory.all(SERVICE).filter((one) => holds(one, "loadBalancers")),
    ...inventory
      .all("lb/targetGroupAttachment:TargetGroupAttachment")
      .filter((one) => holds(one, "targetGroupArn"))
      .flatMap((one) => [
        ...inventory.referred(one, "targetId", BALANCER),
        ...inventory.referred(one, "targetId", INSTANCE),
      ]),
  ]
    .map(({ urn }) => urn)
    .concat(followedInto(group, inventory));
}

/** Names whose addresses a function registers in a target group: load balancers here, or names elsewhere. */
function followedInto(group: PlannedResource, inventory: Inventory): string[] {
  return inventory.all(FUNCTION).flatMap((one) => {
    const { variables = {} } = (knownPart(one.inputs["environment"]) ?? {}) as {
      variables?: Record<string, unknown>;
    };
    const [groups, names] = [variables["NLB_TG_ARN"], variables["ALB_DNS_NAME"]].map((list) =>
      typeof list === "string" ? list.split(",") : [],
    );
    return names!
      .filter((_, index) => inventory.named(groups![index], TARGETS).includes(group))
      .map((name) => inventory.named(name, BALANCER)[0]?.urn ?? `name ${name}`);
  });
}

interface WeightedTarget {
  readonly arn?: string;
  readonly weight?: number;
}

/** The weight that a listener gives a target group; undefined if it names no weights. */
function weightIn(actions: unknown, group: PlannedResource): number | undefined {
  const known = knownPart(actions) as
    { forward?: { targetGroups?: WeightedTarget[] } }[] | undefined;
  const targets = known?.flatMap(({ forward }) => forward?.targetGroups ?? []) ?? [];
  return targets.find(({ arn }) => arn === group.id)?.weight;
}

function readAccelerated(inventory: Inventory): Way[] {
  const [ACCELERATOR, ENTRY] = [
    "globalaccelerator/accelerator:Accelerator",
    "globalaccelerator/listener:Listener",
  ];
  return inventory.all("globalaccelerator/endpointGroup:EndpointGroup").flatMap((group) => {
    const accelerator = inventory
      .referred(group, "listenerArn", ENTRY)
      .flatMap((listener) => inventory.referred(listener, "acceleratorArn", ACCELERATOR))[0];
    if (!accelerator) return [];
    const endpoints = (knownPart(group.inputs["endpointConfigurations"]) ?? []) as {
      endpointId?: string;
      weight?: number;
    }[];
    return inventory.referred(group, "endpointConfigurations", BALANCER).map((balancer): Way => {
      const weight = endpoints.find(({ endpointId }) => endpointId === balancer.id)?.weight;
      return { from: accelerator.urn, to: balancer.urn, ...(weight !== undefined && { weight }) };
    });
  });
}
