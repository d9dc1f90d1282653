import { knownPart, type PlannedResource } from "../../stack/resource";
import { type Inventory, tagOf, textOf } from "./inventory";
import type { Address, Box, BoxKind, Place } from "./picture";
import { SUBNET, VPC } from "./read-network";

export const GROUP = "autoscaling/group:Group";
export const INSTANCE = "ec2/instance:Instance";
export const BALANCER = "lb/loadBalancer:LoadBalancer";
export const SERVICE = "ecs/service:Service";
export const LISTENER = "lb/listener:Listener";
export const TEMPLATE = "ec2/launchTemplate:LaunchTemplate";
const INTERFACE = "ec2/networkInterface:NetworkInterface";
const ENDPOINT = "ec2/vpcEndpoint:VpcEndpoint";

/** Listeners that only checks of a colour use, and no clients. */
export const isForTests = ({ name }: PlannedResource): boolean => name.includes("-test-");

type Draft = Partial<Pick<Box, "details" | "addresses">> & { title: string; place: Place };

const box = (resource: PlannedResource, kind: BoxKind, draft: Draft): Box => ({
  id: resource.urn,
  kind,
  details: [],
  addresses: [],
  ...draft,
});

const inSubnets = (subnets: readonly PlannedResource[]): Place => ({
  kind: "subnets",
  subnets: subnets.map(({ urn }) => urn),
});

const text = (value: unknown): string => (typeof value === "number" ? `${value}` : "?");

/** Everything that stands in a subnet or in a VPC, without its fixed addresses. */
export function readMachines(inventory: Inventory): Box[] {
  return [
    ...inventory.all(BALANCER).map((one) => readBalancer(one, inventory)),
    ...inventory.all(GROUP).map((one) => readGroup(one, inventory)),
    ...inventory.all(SERVICE).flatMap((one) => readFargate(one, inventory)),
    ...inventory.all(INSTANCE).map((one) => readInstance(one, inventory)),
    ...inventory.all("ec2/natGateway:NatGateway").map((one) => readNat(one, inventory)),
    ...inventory
      .all("ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint")
      .map((one) =>
        box(one, "gateway", {
          title: "Instance Connect Endpoint",
          place: inSubnets(inventory.referred(one, "subnetId", SUBNET)),
        }),
      ),
    ...readEndpoints(inventory),
    ...inventory.all("globalaccelerator/accelerator:Accelerator").map(readAccelerator),
  ];
}

function readBalancer(one: PlannedResource, inventory: Inventory): Box {
  const ports = inventory
    .all(LISTENER)
    .filter((listener) => !isForTests(listener))
    .filter((listener) => inventory.referred(listener, "loadBalancerArn", BALANCER).includes(one))
    .map(({ inputs }) => text(inputs["port"]));
  const mapped = inventory.referred(one, "subnetMappings", SUBNET);
  const reach = one.inputs["internal"] === true ? "internal" : "internet-facing";
  return box(one, "balancer", {
    title: `${one.inputs["loadBalancerType"] === "network" ? "NLB" : "ALB"} ${one.name}`,
    details: [ports.length === 0 ? reach : `${reach}, port ${ports.join(", ")}`],
    place: inSubnets(mapped.length > 0 ? mapped : inventory.referred(one, "subnets", SUBNET)),
  });
}

function readGroup(one: PlannedResource, inventory: Inventory): Box {
  const { minSize, maxSize } = one.inputs;
  const [template] = inventory.referred(one, "launchTemplate", TEMPLATE);
  const size = minSize === maxSize ? text(minSize) : `${text(minSize)} to ${text(maxSize)}`;
  const machines = `${size} × ${(template && textOf(template, "instanceType")) ?? "instances"}`;
  const place = inSubnets(inventory.referred(one, "vpcZoneIdentifiers", SUBNET));
  const service = serviceOn(one, inventory);
  if (service) {
    const details = [`${tasksOf(service)} on ${machines}`];
    return box(one, "machine", { title: "HAProxy tasks of ECS", details, place });
  }
  const node = tagOf(one, "holdfast-node");
  return box(one, "machine", {
    title: node === undefined ? one.name : `HAProxy ${node}`,
    details: [node === undefined ? `auto scaling group, ${machines}` : machines],
    place,
  });
}

const tasksOf = ({ inputs }: PlannedResource): string => `${text(inputs["desiredCount"])} tasks`;

/** The service of ECS whose tasks run on a group's instances. */
export function serviceOn(
  group: PlannedResource,
  inventory: Inventory,
): PlannedResource | undefined {
  const PROVIDER = "ecs/capacityProvider:CapacityProvider";
  const provider = inventory
    .all(PROVIDER)
    .find((one) => inventory.referred(one, "autoScalingGroupProvider", GROUP).includes(group));
  return inventory
    .all(SERVICE)
    .find((one) =>
      inventory
        .referred(one, "capacityProviderStrategies", PROVIDER)
        .some((used) => used === provider),
    );
}

function readFargate(one: PlannedResource, inventory: Inventory): Box[] {
  if (one.inputs["launchType"] !== "FARGATE") return [];
  const place = inSubnets(inventory.referred(one, "networkConfiguration", SUBNET));
  const details = [`${tasksOf(one)} on Fargate`];
  return [box(one, "machine", { title: "HAProxy tasks of ECS", details, place })];
}

function readInstance(one: PlannedResource, inventory: Inventory): Box {
  const node = tagOf(one, "holdfast-node");
  const direct = inventory.referred(one, "subnetId", SUBNET);
  const subnets =
    direct.length > 0
      ? direct
      : inventory
          .referred(one, "primaryNetworkInterface", INTERFACE)
          .flatMap((card) => inventory.referred(card, "subnetId", SUBNET));
  const isPublic = one.inputs["associatePublicIpAddress"] === true;
  return box(one, "machine", {
    title: node === undefined ? one.name : `HAProxy ${node}`,
    details: [
      textOf(one, "instanceType") ?? "instance",
      ...(isPublic ? ["public address that changes"] : []),
    ],
    place: inSubnets(subnets),
  });
}

function readNat(one: PlannedResource, inventory: Inventory): Box {
  const subnets = inventory.referred(one, "subnetId", SUBNET);
  const [vpc] = inventory.referred(one, "vpcId", VPC);
  return vpc && subnets.length === 0
    ? box(one, "gateway", {
        title: "NAT gateway, in every zone",
        place: { kind: "vpc", vpc: vpc.urn, band: "first" },
      })
    : box(one, "gateway", { title: "NAT gateway", place: inSubnets(subnets) });
}

/** One box for all endpoints of a kind in a VPC. */
function readEndpoints(inventory: Inventory): Box[] {
  const all = inventory.all(ENDPOINT);
  return inventory.all(VPC).flatMap((vpc) =>
    ["Interface", "Gateway"].flatMap((kind): Box[] => {
      const own = all.filter(
        (one) =>
          (one.inputs["vpcEndpointType"] ?? "Gateway") === kind &&
          inventory.referred(one, "vpcId", VPC).includes(vpc),
      );
      if (own.length === 0) return [];
      const services = own.map((one) => textOf(one, "serviceName")?.split(".").at(-1) ?? one.name);
      const subnets = own.flatMap((one) => inventory.referred(one, "subnetIds", SUBNET));
      return [
        {
          id: `${vpc.urn} ${kind} endpoints`,
          kind: "gateway",
          title: `${kind.toLowerCase()} endpoints`,
          details: inLines(services.sort()),
          addresses: [],
          place:
            subnets.length > 0
              ? inSubnets([...new Set(subnets)])
              : { kind: "vpc", vpc: vpc.urn, band: "middle" },
        },
      ];
    }),
  );
}

/** Words with commas, a few to a line. */
function inLines(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (let start = 0; start < words.length; start += 4) {
    lines.push(words.slice(start, start + 4).join(", "));
  }
  return lines;
}

function readAccelerator(one: PlannedResource): Box {
  const sets = knownPart(one.outputs?.["ipSets"]) as { ipAddresses?: string[] }[] | undefined;
  const ips = sets?.flatMap(({ ipAddresses }) => ipAddresses ?? []) ?? [];
  const key = tagOf(one, "holdfast:key") ?? one.name;
  return box(one, "balancer", {
    title: "Global Accelerator",
    details: ["anycast, at AWS's edge"],
    addresses: [0, 1].map((index): Address => {
      const ip = ips[index];
      return { key: `${key} ${index + 1}`, ...(ip !== undefined && { ip }) };
    }),
    place: { kind: "above" },
  });
}
