import Big from "big.js";
import type { Resource } from "../../stack/resource";
import {
  type Charge,
  type Context,
  type Pricer,
  countOf,
  isTrue,
  listIn,
  objectOf,
  textOf,
  unpriced,
} from "./pricing";
import { INSTANCE, type RunningHours, groupHours, instanceHours } from "./running-hours";
import { SUBNET } from "./network";

export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
const EIP = "aws:ec2/eip:Eip";
const EIP_ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";

/** Default size of a root volume: that of Amazon Linux. */
const ROOT_GB = 8;

interface Machines {
  /** Launch template or instance. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly running: RunningHours;
  readonly sizing?: string | undefined;
}

function priceMachines({ inputs, count, running, sizing }: Machines): Charge[] {
  const type = textOf(inputs["instanceType"]);
  if (type === "") return [unpriced("unknown-instance-type", inputs, "instanceType")];
  const assumption = [sizing, running.assumption].filter((one) => one !== undefined).join("; ");
  return [
    {
      what: count === 1 ? `${type} instance` : `${count} ${type} instances`,
      price: `instance:${type}`,
      quantity: running.hours.times(count),
      count,
      ...(assumption === "" ? {} : { assumption }),
    },
  ];
}

interface Volume {
  readonly type: string;
  readonly gb: number;
}

/** Disks of one instance: the stated ones, and a root disk if none is stated. */
function volumesIn(inputs: Readonly<Record<string, unknown>>): Volume[] {
  const list = (key: string) => (Array.isArray(inputs[key]) ? (inputs[key] as unknown[]) : []);
  const root = inputs["rootBlockDevice"];
  const devices = [
    ...list("blockDeviceMappings").map((mapping) => objectOf(objectOf(mapping)["ebs"])),
    ...list("ebsBlockDevices").map(objectOf),
    ...(root === undefined ? [] : [objectOf(root)]),
  ].filter((device) => Object.keys(device).length > 0);
  const volumes = devices.map((device) => ({
    type: textOf(device["volumeType"]) || "gp3",
    gb: countOf(device["volumeSize"]) ?? ROOT_GB,
  }));
  return volumes.length > 0 ? volumes : [{ type: "gp3", gb: ROOT_GB }];
}

function priceVolumes(inputs: Readonly<Record<string, unknown>>, count: number): Charge[] {
  const byType = new Map<string, number>();
  for (const { type, gb } of volumesIn(inputs)) byType.set(type, (byType.get(type) ?? 0) + gb);
  return [...byType].map(([type, gb]) => ({
    what: `${type} disks`,
    price: `${type}-gb-month`,
    quantity: Big(gb).times(count),
    count,
    assumption: `a disk without a stated size or type has ${ROOT_GB} GB and is gp3; stopped instances keep their disks`,
  }));
}

/** Public addresses that instances get at launch, for their running hours. */
const priceLaunchAddresses = (count: number, { hours }: RunningHours): Charge[] => [
  {
    what: "public IPv4 addresses assigned at launch",
    price: "public-ipv4-hour",
    quantity: hours.times(count),
    count,
  },
];

const networkOf = (
  inputs: Readonly<Record<string, unknown>>,
): readonly Record<string, unknown>[] =>
  Array.isArray(inputs["networkInterfaces"]) ? inputs["networkInterfaces"].map(objectOf) : [];

/** Instances that associate an Elastic IP with themselves release their launch address. */
const claimsAddress = (group: Resource): boolean =>
  listIn(group, "tags").some((tag) => /allocation-ids?$/.test(textOf(objectOf(tag)["key"])));

/** Auto scaling groups: the desired or minimum number of instances, of the launch template's type. */
export const groups: Pricer = {
  each: (group, context) => {
    const template =
      context.referred(group, "launchTemplate", LAUNCH_TEMPLATE) ??
      context.referred(group, "launchConfiguration", LAUNCH_CONFIGURATION);
    if (!template) {
      const keys = ["launchTemplate", "launchConfiguration"];
      return [unpriced("unknown-launch-template", group.inputs, ...keys)];
    }
    const desired = countOf(group.inputs["desiredCapacity"]);
    const count = desired ?? countOf(group.inputs["minSize"]);
    if (count === undefined) {
      return [unpriced("unknown-group-size", group.inputs, "desiredCapacity", "minSize")];
    }
    if (count === 0) return [];
    const { inputs } = template;
    const running = groupHours(group, context);
    const sizing =
      desired === undefined && count !== countOf(group.inputs["maxSize"])
        ? "groups that scale have their minimum size"
        : undefined;
    const isPublic = [inputs, ...networkOf(inputs)].some((one) =>
      isTrue(one["associatePublicIpAddress"]),
    );
    return [
      ...priceMachines({ inputs, count, running, sizing }),
      ...priceVolumes(inputs, count),
      ...(isPublic && !claimsAddress(group) ? priceLaunchAddresses(count, running) : []),
    ];
  },
};

/** Standalone volumes: by type and size. */
export const volumes: Pricer = {
  each: ({ inputs }) => {
    const gb = countOf(inputs["size"]);
    const isTyped = !("type" in inputs) || textOf(inputs["type"]) !== "";
    if (gb === undefined || !isTyped) return [unpriced("unknown-volume", inputs, "type", "size")];
    // AWS creates gp2 if no type is given.
    const type = textOf(inputs["type"]) || "gp2";
    return [{ what: `${type} volume`, price: `${type}-gb-month`, quantity: gb }];
  },
};

/** Standalone instances. */
export const instances: Pricer = {
  each: (instance, context) => {
    const running = instanceHours(instance, context);
    const template = context.referred(instance, "launchTemplate", LAUNCH_TEMPLATE);
    const inputs = template ? { ...template.inputs, ...instance.inputs } : instance.inputs;
    return [
      ...priceMachines({ inputs, count: 1, running }),
      ...priceVolumes(inputs, 1),
      ...(isPublicInstance(instance, context) ? priceLaunchAddresses(1, running) : []),
    ];
  },
};

function isPublicInstance(instance: Resource, context: Context): boolean {
  const asked = instance.inputs["associatePublicIpAddress"];
  const subnet = context.referred(instance, "subnetId", SUBNET);
  const given = asked === undefined ? isTrue(subnet?.inputs["mapPublicIpOnLaunch"]) : isTrue(asked);
  return given && !context.once(holders).has(instance);
}

/** The instances with which the program associates an Elastic IP. */
const holders = (context: Context): ReadonlySet<Resource | undefined> =>
  new Set([
    ...context.all(EIP).map((eip) => context.referred(eip, "instance", INSTANCE)),
    ...context.all(EIP_ASSOCIATION).map((one) => context.referred(one, "instanceId", INSTANCE)),
  ]);
