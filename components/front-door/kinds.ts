import type * as pulumi from "@pulumi/pulumi";
import type { StaticAccelerator } from "../addresses/accelerator";
import type { StaticAddress } from "../addresses/address";
import type { BlueGreen } from "../backend/blue-green";
import type { Config } from "../config/config";
import { HealthChecks } from "../dns/health-checks";
import type { Vpc, VpcArgs } from "../network/vpc";
import { AcceleratorDoor } from "./accelerator/accelerator-door";
import { describeAccelerator } from "./accelerator/describe-accelerator";
import { AddressPairs } from "./address-pair/address-pairs";
import { describePairs } from "./address-pair/describe-pairs";
import { PairAlarms } from "./address-pair/pair-alarms";
import { planDoor } from "./address-pair/plan-pairs";
import { describeEcs, planEcsDoor } from "./ecs/describe-ecs";
import { EcsOnFargate } from "./ecs/on-fargate";
import { EcsOnInstances } from "./ecs/on-instances";
import { NodeRolls } from "../image/node-rolls";
import type { Entry } from "./kind";
import { describeProxyTier } from "./haproxy/describe-proxy-tier";
import { ProxyAlarms } from "./haproxy/proxy-alarms";
import { ProxyTier } from "./haproxy/proxy-tier";
import { describeNlbAlb } from "./nlb-alb/describe-nlb-alb";
import { NlbAlb } from "./nlb-alb/nlb-alb";

/** A front door with what watches it. */
export interface FrontDoor {
  readonly entry: Entry;
  /** Of the Route 53 health checks, by address key; none where AWS answers for the name by itself. */
  readonly checkIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** ARNs of the topics that alarms go to. */
  readonly alarmTopics: readonly pulumi.Output<string>[];
  /** Addresses of pairs, which may be private, and of their nodes; only with pairs. */
  readonly pairs?: AddressPairs["endpoints"];
}

/** What there is already when a front door is created. */
export interface Surroundings {
  readonly vpc: Vpc;
  readonly addresses: Readonly<Record<string, StaticAddress>>;
  /** With entry `accelerator`, and while one is being given up. */
  readonly accelerator: StaticAccelerator | undefined;
  /** None with `entry.follow`. */
  readonly blueGreen: BlueGreen | undefined;
  /** Id of the image that is built for nodes; by default they have the configured one, or none. */
  readonly image?: pulumi.Output<string>;
}

/** What the VPC has for the front door that is configured: nothing, but for pairs and tasks on Fargate. */
export function planPlace({ entry, network: { egress } }: Config): Pick<VpcArgs, "door"> {
  if (entry.kind === "addressPair") return { door: planDoor(entry.failover, egress) };
  return entry.kind === "ecs" ? planEcsDoor(entry, egress) : {};
}

/**
 * Creates the front door that is configured: `entry`, and with HAProxy `health` and `alarms`. There is
 * none without one in the configuration, and none while its addresses change hands.
 */
export function createFrontDoor(config: Config, around: Surroundings): FrontDoor | undefined {
  const { entry, addresses } = config;
  if (addresses.handover.some((key) => key.startsWith("entry-"))) return undefined;
  switch (entry.kind) {
    case "none":
      return undefined;
    case "haproxy":
      return createProxies(entry, config, around);
    case "nlbAlb":
      return createBalancers(entry, config, around);
    case "addressPair":
      return createPairs(entry, config, around);
    case "accelerator":
      return createAccelerated(entry, config, around);
    case "ecs":
      return createTasks(entry, config, around);
  }
}

type Kind<K extends Config["entry"]["kind"]> = Extract<Config["entry"], { kind: K }>;

function createProxies(
  entry: Kind<"haproxy">,
  { region, backend, tags }: Config,
  { vpc, addresses, blueGreen, image }: Surroundings,
): FrontDoor {
  const tier = new ProxyTier("entry", {
    ...describeProxyTier(entry, backend!, blueGreen!.host, vpc, addresses),
    ...(image && { image, replacedBy: "roll" }),
    tags,
  });
  const checks = new HealthChecks("health", { addresses: tier.addresses, ...tier.health, tags });
  if (image) new NodeRolls("roll", { region, nodes: tier.nodes, healthCheckIds: checks.ids });
  const { groupNames } = tier;
  const alarms = new ProxyAlarms("alarms", {
    region,
    groupNames,
    healthCheckIds: checks.ids,
    tags,
  });
  const alarmTopics = [alarms.topicArn, alarms.healthTopicArn];
  return { entry: tier, checkIds: checks.ids, alarmTopics };
}

function createBalancers(
  entry: Kind<"nlbAlb">,
  { backend, tags }: Config,
  { vpc, addresses, blueGreen }: Surroundings,
): FrontDoor {
  const balancers = new NlbAlb("entry", {
    ...describeNlbAlb(entry, backend, blueGreen, vpc, addresses),
    tags,
  });
  return { entry: balancers, checkIds: {}, alarmTopics: [balancers.topicArn] };
}

function createPairs(
  entry: Kind<"addressPair">,
  { region, backend, tags }: Config,
  { vpc, addresses, image }: Surroundings,
): FrontDoor {
  const door = new AddressPairs("entry", {
    ...describePairs(entry, backend, vpc, addresses),
    ...(image && { image, rolled: true }),
    tags,
  });
  // Route 53's checkers reach public addresses only.
  const checkIds =
    entry.failover === "eip"
      ? new HealthChecks("health", { addresses: door.addresses, ...door.health, tags }).ids
      : {};
  const { pairs } = door;
  const alarms = new PairAlarms("alarms", { region, pairs, healthCheckIds: checkIds, tags });
  const alarmTopics = [alarms.topicArn, alarms.healthTopicArn];
  return { entry: door, checkIds, alarmTopics, pairs: door.endpoints };
}

function createAccelerated(
  entry: Kind<"accelerator">,
  { backend, tags }: Config,
  { vpc, accelerator, blueGreen }: Surroundings,
): FrontDoor {
  const door = new AcceleratorDoor("entry", {
    ...describeAccelerator(entry, backend!, blueGreen!, vpc, accelerator!),
    tags,
  });
  return { entry: door, checkIds: {}, alarmTopics: [door.topicArn] };
}

function createTasks(
  entry: Kind<"ecs">,
  { region, backend, tags }: Config,
  { vpc, addresses, blueGreen }: Surroundings,
): FrontDoor {
  const args = { ...describeEcs(entry, backend!, blueGreen!.host, vpc, addresses), tags };
  if (entry.launchType === "fargate") {
    const door = new EcsOnFargate("entry", args);
    return { entry: door, checkIds: {}, alarmTopics: [door.topicArn] };
  }
  const { instanceType, desiredCount } = entry;
  const door = new EcsOnInstances("entry", { ...args, ...(instanceType && { instanceType }) });
  const checks = new HealthChecks("health", { addresses: door.addresses, ...door.health, tags });
  const alarms = new ProxyAlarms("alarms", {
    region,
    groupNames: { instances: door.groupName },
    leastInstances: desiredCount,
    reports: { "claim-failed": "ClaimFailed" },
    healthCheckIds: checks.ids,
    tags,
  });
  const alarmTopics = [alarms.topicArn, alarms.healthTopicArn];
  return { entry: door, checkIds: checks.ids, alarmTopics };
}
