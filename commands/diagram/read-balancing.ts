import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { knownPart } from "../../stack/values";
import { isExisting } from "./read-existing";
import { isForTests } from "./read-machines";
import type { WeightedFlow } from "./shares";
import {
  ACCELERATOR,
  ACCELERATOR_LISTENER,
  AUTO_SCALING_ATTACHMENT,
  ECS_SERVICE,
  ENDPOINT_GROUP,
  FUNCTION,
  GROUP,
  INSTANCE,
  LISTENER,
  LOAD_BALANCER,
  TARGET_GROUP,
  TARGET_GROUP_ATTACHMENT,
} from "../../stack/types";

/** Where load balancers and accelerators send their traffic. */
export function readBalancing(graph: StackGraph): WeightedFlow[] {
  const listeners = graph.ofType(LISTENER).filter((one) => !isForTests(one));
  const forwarding = listeners.flatMap((listener) => {
    const [balancer] = graph.referred(listener, "loadBalancerArn", LOAD_BALANCER);
    if (!balancer) return [];
    return graph.referred(listener, "defaultActions", TARGET_GROUP).flatMap((group) => {
      const weight = weightIn(listener.inputs["defaultActions"], group);
      return membersOf(group, graph).map((to): WeightedFlow => ({
        from: balancer.urn,
        to,
        weight,
      }));
    });
  });
  return [...forwarding, ...readAccelerated(graph)];
}

/** The ids of the boxes that are registered in a target group. */
function membersOf(group: Resource, graph: StackGraph): string[] {
  const holds = (one: Resource, input: string): boolean =>
    graph.referred(one, input, TARGET_GROUP).includes(group);
  if (isExisting(group)) return [group.urn];
  return [
    ...graph.ofType(GROUP).filter((one) => holds(one, "targetGroupArns")),
    ...graph
      .ofType(AUTO_SCALING_ATTACHMENT)
      .filter((one) => holds(one, "lbTargetGroupArn"))
      .flatMap((one) => graph.referred(one, "autoscalingGroupName", GROUP)),
    ...graph.ofType(ECS_SERVICE).filter((one) => holds(one, "loadBalancers")),
    ...graph
      .ofType(TARGET_GROUP_ATTACHMENT)
      .filter((one) => holds(one, "targetGroupArn"))
      .flatMap((one) => [
        ...graph.referred(one, "targetId", LOAD_BALANCER),
        ...graph.referred(one, "targetId", INSTANCE),
      ]),
  ]
    .map(({ urn }) => urn)
    .concat(followedInto(group, graph));
}

/**
 * Names whose addresses a function registers in a target group: load balancers of the stack, or external
 * names.
 */
function followedInto(group: Resource, graph: StackGraph): string[] {
  return graph.ofType(FUNCTION).flatMap((one) => {
    const { variables = {} } = (knownPart(one.inputs["environment"]) ?? {}) as {
      variables?: Record<string, unknown>;
    };
    const [groups, names] = [variables["NLB_TG_ARN"], variables["ALB_DNS_NAME"]].map((list) =>
      typeof list === "string" ? list.split(",") : [],
    );
    return names!
      .filter((_, index) => graph.named(groups![index], TARGET_GROUP).includes(group))
      .map((name) => graph.named(name, LOAD_BALANCER)[0]?.urn ?? `name ${name}`);
  });
}

interface WeightedTarget {
  readonly arn?: string;
  readonly weight?: number;
}

/** The weight of a target group in a listener; undefined if the listener has no weights. */
function weightIn(actions: unknown, group: Resource): number | undefined {
  const known = knownPart(actions) as
    { forward?: { targetGroups?: WeightedTarget[] } }[] | undefined;
  const targets = known?.flatMap(({ forward }) => forward?.targetGroups ?? []) ?? [];
  return targets.find(({ arn }) => arn === group.id)?.weight;
}

function readAccelerated(graph: StackGraph): WeightedFlow[] {
  return graph.ofType(ENDPOINT_GROUP).flatMap((group) => {
    const accelerator = graph
      .referred(group, "listenerArn", ACCELERATOR_LISTENER)
      .flatMap((listener) => graph.referred(listener, "acceleratorArn", ACCELERATOR))[0];
    if (!accelerator) return [];
    const endpoints = (knownPart(group.inputs["endpointConfigurations"]) ?? []) as {
      endpointId?: string;
      weight?: number;
    }[];
    return graph
      .referred(group, "endpointConfigurations", LOAD_BALANCER)
      .map((balancer): WeightedFlow => {
        const weight = endpoints.find(({ endpointId }) => endpointId === balancer.id)?.weight;
        return { from: accelerator.urn, to: balancer.urn, weight };
      });
  });
}
