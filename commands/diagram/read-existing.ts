import { StackGraph } from "../../stack/graph";
import { type Resource, byName } from "../../stack/resource";
import { knownPart, textsWithin } from "../../stack/values";
import {
  AUTO_SCALING_ATTACHMENT,
  EIP,
  ENDPOINT_GROUP,
  GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LISTENER,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
  SECURITY_GROUP,
  SUBNET,
  TARGET_GROUP,
  TARGET_GROUP_ATTACHMENT,
  VPC,
} from "../../stack/types";
import { tagOf, textOf } from "./read-values";

const URN = "existing:";

/** Whether a resource is not part of the stack: the stack only refers to its id. */
export const isExisting = ({ urn }: Resource): boolean => urn.startsWith(URN);

/** Inputs that name subnets. */
const PLACES = [
  ...["subnetId", "subnetIds", "subnets", "subnetMappings"],
  ...["vpcZoneIdentifiers", "networkConfiguration"],
];

/** Inputs that name targets: the type of the targets, and the pattern of their names. */
const TARGETS = [
  [ENDPOINT_GROUP, "endpointConfigurations", LOAD_BALANCER, /^arn:.*:loadbalancer\//],
  [TARGET_GROUP_ATTACHMENT, "targetId", LOAD_BALANCER, /^arn:.*:loadbalancer\//],
  [LISTENER, "defaultActions", TARGET_GROUP, /^arn:.*:targetgroup\//],
  [AUTO_SCALING_ATTACHMENT, "autoscalingGroupName", GROUP, /./],
] as const;

/** The resources of a stack, with the existing VPCs, subnets and targets that they refer to by id. */
export function graphWithExisting(resources: readonly Resource[]): StackGraph {
  const own = new StackGraph(byName(resources));
  const vpcs = existingVpcs(own);
  return new StackGraph(
    byName([...resources, ...vpcs, ...existingSubnets(own, vpcs), ...existingTargets(own)]),
  );
}

const existing = (type: string, id: string, inputs: Resource["inputs"] = {}): Resource => ({
  type,
  name: id,
  urn: `${URN}${type} ${id}`,
  id,
  inputs,
});

/** The matching texts of a property, except those that name a resource of the stack. */
const foreignIds = (graph: StackGraph, one: Resource, property: string, pattern: RegExp) =>
  textsWithin(knownPart(one.inputs[property])).filter(
    (text) => pattern.test(text) && graph.named(text).length === 0,
  );

function existingVpcs(graph: StackGraph): Resource[] {
  const ids = graph.resources.flatMap((one) => foreignIds(graph, one, "vpcId", /^vpc-/));
  return [...new Set(ids)].map((id) => existing(VPC, id));
}

function existingSubnets(graph: StackGraph, vpcs: readonly Resource[]): Resource[] {
  const holders = new Map<string, Resource[]>();
  for (const one of graph.resources) {
    for (const id of PLACES.flatMap((place) => foreignIds(graph, one, place, /^subnet-/))) {
      holders.set(id, [...(holders.get(id) ?? []), one]);
    }
  }
  return [...holders].map(([id, all]) => {
    const vpcId = all.flatMap((one) => vpcsOf(one, graph))[0] ?? vpcs[0]?.id;
    const availabilityZone = all.flatMap((one) => zoneOf(one))[0];
    const mapPublicIpOnLaunch = all.some((one) => isPublic(one, graph));
    return existing(SUBNET, id, { vpcId, availabilityZone, mapPublicIpOnLaunch });
  });
}

/** The VPC of a resource, from its security groups. */
function vpcsOf(one: Resource, graph: StackGraph): string[] {
  const parts = [one, ...graph.references(one, "launchTemplate", LAUNCH_TEMPLATE)];
  return parts
    .flatMap((part) =>
      Object.keys({ ...part.inputs, ...part.references }).flatMap((property) =>
        graph.references(part, property, SECURITY_GROUP),
      ),
    )
    .flatMap((group) => textOf(group, "vpcId") ?? []);
}

/** The zone of a subnet, from resources in it that name one zone. */
function zoneOf({ outputs }: Resource): string[] {
  const zones = [outputs?.["availabilityZones"], outputs?.["availabilityZone"]].flatMap(
    textsWithin,
  );
  return zones.length === 1 ? zones : [];
}

/** Resources with public addresses are in a public subnet. */
function isPublic(one: Resource, graph: StackGraph): boolean {
  switch (one.type) {
    case LOAD_BALANCER:
      return one.inputs["internal"] !== true;
    case NETWORK_INTERFACE: {
      const holder = `pair-${tagOf(one, "holdfast-pair")}`;
      return graph.ofType(EIP).some((eip) => tagOf(eip, "holdfast:holder") === holder);
    }
    case GROUP:
    case INSTANCE:
      return (
        one.inputs["associatePublicIpAddress"] === true ||
        graph.referred(one, "tags", EIP).length > 0
      );
    default:
      return false;
  }
}

const existingTargets = (graph: StackGraph): Resource[] =>
  TARGETS.flatMap(([holder, property, type, pattern]) => {
    const ids = graph.ofType(holder).flatMap((one) => foreignIds(graph, one, property, pattern));
    return [...new Set(ids)].map((id) => existing(type, id));
  });
