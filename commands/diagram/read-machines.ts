import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { knownPart } from "../../stack/values";
import { isExisting } from "./read-existing";
import { tagOf, textOf } from "./read-values";
import type { BoxAddress, Box, BoxKind, BoxPosition } from "./picture";
import {
  ACCELERATOR,
  CAPACITY_PROVIDER,
  ECS_SERVICE,
  GROUP,
  INSTANCE,
  INSTANCE_CONNECT_ENDPOINT,
  LAUNCH_TEMPLATE,
  LISTENER,
  LOAD_BALANCER,
  NAT_GATEWAY,
  NETWORK_INTERFACE,
  SUBNET,
  TARGET_GROUP,
  VPC,
  VPC_ENDPOINT,
} from "../../stack/types";

/** Listeners that serve only checks of a colour, not clients. */
export const isForTests = ({ name }: Resource): boolean => name.includes("-test-");

type BoxDraft = Partial<Pick<Box, "details" | "addresses">> & {
  title: string;
  position: BoxPosition;
};

const box = (resource: Resource, kind: BoxKind, draft: BoxDraft): Box => ({
  id: resource.urn,
  kind,
  details: [],
  addresses: [],
  ...draft,
});

const inSubnets = (subnets: readonly Resource[]): BoxPosition => ({
  kind: "subnets",
  subnets: subnets.map(({ urn }) => urn),
});

const text = (value: unknown): string => (typeof value === "number" ? `${value}` : "?");

/** All boxes in a subnet or in a VPC, without their fixed addresses. */
export function readMachines(graph: StackGraph): Box[] {
  const targets = graph.ofType(LOAD_BALANCER, TARGET_GROUP, GROUP).filter(isExisting);
  const own = (type: string) => graph.ofType(type).filter((one) => !isExisting(one));
  return [
    ...targets.map(readTarget),
    ...own(LOAD_BALANCER).map((one) => readBalancer(one, graph)),
    ...own(GROUP).map((one) => readGroup(one, graph)),
    ...graph.ofType(ECS_SERVICE).flatMap((one) => readFargate(one, graph)),
    ...graph.ofType(INSTANCE).map((one) => readInstance(one, graph)),
    ...graph.ofType(NAT_GATEWAY).map((one) => readNat(one, graph)),
    ...graph.ofType(INSTANCE_CONNECT_ENDPOINT).map((one) =>
      box(one, "gateway", {
        title: "Instance Connect Endpoint",
        position: inSubnets(graph.referred(one, "subnetId", SUBNET)),
      }),
    ),
    ...readEndpoints(graph),
    ...graph.ofType(ACCELERATOR).map(readAccelerator),
  ];
}

/** An existing target. An ARN has its name before its id; an auto scaling group is given by name. */
function readTarget(one: Resource): Box {
  const [kind = "", sort = "", name = ""] = one.name.split(":").at(-1)!.split("/");
  const position = { kind: "below" } as const;
  switch (one.type) {
    case LOAD_BALANCER:
      return box(one, "balancer", {
        title: `${sort === "net" ? "NLB" : "ALB"} ${name}`,
        details: ["existing load balancer"],
        position,
      });
    case TARGET_GROUP:
      return box(one, "machine", { title: sort, details: ["existing target group"], position });
    default:
      return box(one, "machine", {
        title: kind,
        details: ["existing auto scaling group"],
        position,
      });
  }
}

function readBalancer(one: Resource, graph: StackGraph): Box {
  const ports = graph
    .ofType(LISTENER)
    .filter((listener) => !isForTests(listener))
    .filter((listener) => graph.referred(listener, "loadBalancerArn", LOAD_BALANCER).includes(one))
    .map(({ inputs }) => text(inputs["port"]));
  const mapped = graph.referred(one, "subnetMappings", SUBNET);
  const reach = one.inputs["internal"] === true ? "internal" : "internet-facing";
  return box(one, "balancer", {
    title: `${one.inputs["loadBalancerType"] === "network" ? "NLB" : "ALB"} ${one.name}`,
    details: [ports.length === 0 ? reach : `${reach}, port ${ports.join(", ")}`],
    position: inSubnets(mapped.length > 0 ? mapped : graph.referred(one, "subnets", SUBNET)),
  });
}

function readGroup(one: Resource, graph: StackGraph): Box {
  const { minSize, maxSize } = one.inputs;
  const [template] = graph.referred(one, "launchTemplate", LAUNCH_TEMPLATE);
  const size = minSize === maxSize ? text(minSize) : `${text(minSize)} to ${text(maxSize)}`;
  const machines = `${size} × ${(template && textOf(template, "instanceType")) ?? "instances"}`;
  const position = inSubnets(graph.referred(one, "vpcZoneIdentifiers", SUBNET));
  const service = serviceOn(one, graph);
  if (service) {
    const details = [`${tasksOf(service)} on ${machines}`];
    return box(one, "machine", { title: "HAProxy tasks of ECS", details, position });
  }
  const node = tagOf(one, "holdfast-node");
  return box(one, "machine", {
    title: node === undefined ? one.name : `HAProxy ${node}`,
    details: node === undefined ? ["auto scaling group", machines] : [machines],
    position,
  });
}

const tasksOf = ({ inputs }: Resource): string => `${text(inputs["desiredCount"])} tasks`;

/** The ECS service whose tasks run on a group's instances. */
export function serviceOn(group: Resource, graph: StackGraph): Resource | undefined {
  const provider = graph
    .ofType(CAPACITY_PROVIDER)
    .find((one) => graph.referred(one, "autoScalingGroupProvider", GROUP).includes(group));
  return graph
    .ofType(ECS_SERVICE)
    .find((one) =>
      graph
        .referred(one, "capacityProviderStrategies", CAPACITY_PROVIDER)
        .some((used) => used === provider),
    );
}

function readFargate(one: Resource, graph: StackGraph): Box[] {
  if (one.inputs["launchType"] !== "FARGATE") return [];
  const position = inSubnets(graph.referred(one, "networkConfiguration", SUBNET));
  const details = [`${tasksOf(one)} on Fargate`];
  return [box(one, "machine", { title: "HAProxy tasks of ECS", details, position })];
}

function readInstance(one: Resource, graph: StackGraph): Box {
  const node = tagOf(one, "holdfast-node");
  const direct = graph.referred(one, "subnetId", SUBNET);
  const subnets =
    direct.length > 0
      ? direct
      : graph
          .referred(one, "primaryNetworkInterface", NETWORK_INTERFACE)
          .flatMap((card) => graph.referred(card, "subnetId", SUBNET));
  const isPublic = one.inputs["associatePublicIpAddress"] === true;
  return box(one, "machine", {
    title: node === undefined ? one.name : `HAProxy ${node}`,
    details: [
      textOf(one, "instanceType") ?? "instance",
      ...(isPublic ? ["public address that changes"] : []),
    ],
    position: inSubnets(subnets),
  });
}

function readNat(one: Resource, graph: StackGraph): Box {
  const subnets = graph.referred(one, "subnetId", SUBNET);
  const [vpc] = graph.referred(one, "vpcId", VPC);
  return vpc && subnets.length === 0
    ? box(one, "gateway", {
        title: "NAT gateway, in every zone",
        position: { kind: "vpc", vpc: vpc.urn },
      })
    : box(one, "gateway", { title: "NAT gateway", position: inSubnets(subnets) });
}

/** One box for all endpoints of a type in a VPC. */
function readEndpoints(graph: StackGraph): Box[] {
  const all = graph.ofType(VPC_ENDPOINT);
  return graph.ofType(VPC).flatMap((vpc) =>
    ["Interface", "Gateway"].flatMap((kind): Box[] => {
      const own = all.filter(
        (one) =>
          (one.inputs["vpcEndpointType"] ?? "Gateway") === kind &&
          graph.referred(one, "vpcId", VPC).includes(vpc),
      );
      if (own.length === 0) return [];
      const services = own.map((one) => textOf(one, "serviceName")?.split(".").at(-1) ?? one.name);
      const subnets = own.flatMap((one) => graph.referred(one, "subnetIds", SUBNET));
      return [
        {
          id: `${vpc.urn} ${kind} endpoints`,
          kind: "gateway",
          title: `${kind.toLowerCase()} endpoints`,
          details: inLines(services.sort()),
          addresses: [],
          position:
            subnets.length > 0 ? inSubnets([...new Set(subnets)]) : { kind: "vpc", vpc: vpc.urn },
        },
      ];
    }),
  );
}

/** Joins words with commas, a few per line. */
function inLines(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (let start = 0; start < words.length; start += 4) {
    lines.push(words.slice(start, start + 4).join(", "));
  }
  return lines;
}

function readAccelerator(one: Resource): Box {
  const sets = knownPart(one.outputs?.["ipSets"]) as { ipAddresses?: string[] }[] | undefined;
  const ips = sets?.flatMap(({ ipAddresses }) => ipAddresses ?? []) ?? [];
  const key = tagOf(one, "holdfast:key") ?? one.name;
  return box(one, "balancer", {
    title: "Global Accelerator",
    details: ["anycast, at AWS's edge"],
    addresses: [0, 1].map((index): BoxAddress => {
      const ip = ips[index];
      return { key: `${key} ${index + 1}`, ip };
    }),
    position: { kind: "above" },
  });
}
