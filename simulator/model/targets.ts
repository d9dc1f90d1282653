import { isIPv4 } from "node:net";
import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { isGiven, text } from "./values";
import { attachedTo } from "./attached-groups";
import { instancesOf } from "./auto-scaling-instances";
import { taskTargetsOf } from "./ecs-targets";
import { overlaps } from "./ipv4";
import { between, region } from "./shared";
import { balancersOf } from "./target-groups";
import {
  AUTO_SCALING_GROUP,
  INSTANCE,
  LISTENER,
  LOAD_BALANCER,
  SUBNET,
  TARGET_GROUP,
  TARGET_GROUP_ATTACHMENT,
  VPC,
} from "./tokens";
import type { Context, ResourceType } from "./type";

/** A target of a target group, as DescribeTargetHealth returns it. */
export interface RegisteredTarget {
  /** An instance's id, an address or the ARN of an ALB. */
  readonly id: string;
  readonly port: number;
  /** The zone that it was registered with, such as "all"; undefined when none was named. */
  readonly zone?: string | undefined;
  /** "unused" while no listener forwards to the group. */
  readonly state: "healthy" | "unused";
}

/**
 * The targets of a target group: those registered one by one, the instances of auto scaling groups, and the tasks of
 * services.
 */
export function targetsOf(
  account: AccountView,
  targetGroup: string,
  region: string,
): RegisteredTarget[] {
  const group = account.require(TARGET_GROUP, targetGroup, region);
  const port = Number(group.inputs["port"]);
  const state = balancersOf(account, targetGroup, region).length > 0 ? "healthy" : "unused";
  const single = account.referring(targetGroup, TARGET_GROUP_ATTACHMENT).map(({ inputs }) => ({
    id: text(inputs["targetId"]),
    port: Number(inputs["port"] ?? port),
    zone: isGiven(inputs["availabilityZone"]) ? text(inputs["availabilityZone"]) : undefined,
  }));
  const launching = account.referring(targetGroup, AUTO_SCALING_GROUP).map(({ id }) => id);
  const launched = [...new Set([...launching, ...attachedTo(account, targetGroup)])]
    .flatMap((id) => instancesOf({ account, id, region }))
    .map(({ id }) => ({ id, port }));
  const tasks = taskTargetsOf(account, targetGroup, region);
  return [...single, ...launched, ...tasks].map((target) => ({ ...target, state }));
}

/** Valid target ranges besides the addresses of the VPC. */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

type Refusal = readonly [code: string, text: string];

const invalid = (problem: string): Refusal => ["InvalidTarget", problem];

/** An address outside the group's VPC needs a zone; one inside has its subnet's. */
function addressProblem({ account, inputs, region }: Context, vpcId: string): Refusal | undefined {
  const address = text(inputs["targetId"]);
  const zone = text(inputs["availabilityZone"]);
  if (!isIPv4(address)) {
    return invalid(`The IP address '${address}' is not a valid IPv4 address`);
  }
  const inside = (cidr: string): boolean => overlaps(`${address}/32`, cidr);
  if (inside(text(account.require(VPC, vpcId, region).inputs["cidrBlock"]))) {
    return zone === "all"
      ? [
          "ValidationError",
          `The IP address '${address}' is within the VPC, and cannot have its Availability Zone overridden to 'all'`,
        ]
      : undefined;
  }
  if (!privateRanges.some(inside)) {
    return invalid(
      `The IP address '${address}' is neither in the VPC nor in ${privateRanges.join(", ")}`,
    );
  }
  return zone
    ? undefined
    : [
        "ValidationError",
        `You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '${address}' is outside the VPC`,
      ];
}

/** The NLBs in front of an ALB, by the target groups that contain it. */
export const networkBalancersOf = (account: AccountView, alb: string, region: string): string[] =>
  account
    .all(TARGET_GROUP_ATTACHMENT, region)
    .filter(({ inputs }) => inputs["targetId"] === alb)
    .flatMap(({ inputs }) => balancersOf(account, text(inputs["targetGroupArn"]), region));

/** The maximum of NLBs in front of an ALB. */
export const MOST_NETWORK_BALANCERS = 2;

/** A group of type alb has one target: an ALB of its VPC that listens on the group's port. */
function balancerProblem(
  { account, id, region }: Context,
  group: Stored,
  alb: string,
  port: number,
): Refusal | undefined {
  const { vpcId } = account.state(group);
  const balancer = account.find(LOAD_BALANCER, alb, region);
  const { loadBalancerType: type } = balancer ? account.state(balancer) : {};
  if (type !== "application" || balancer?.outputs["vpcId"] !== vpcId) {
    return invalid(`Target '${alb}' is no application load balancer in ${text(vpcId)}`);
  }
  if (port !== group.inputs["port"]) {
    return [
      "ValidationError",
      `The port of an Application Load Balancer target must be that of the target group, ${Number(group.inputs["port"])}: got ${port}`,
    ];
  }
  if (!account.referring(alb, LISTENER).some((listener) => listener.inputs["port"] === port)) {
    return invalid(
      `The Application Load Balancer '${alb}' must have at least one listener with a matching port of ${port}`,
    );
  }
  if (account.referring(group.id, TARGET_GROUP_ATTACHMENT).some((other) => other.id !== id)) {
    return ["TooManyTargets", `Target group '${group.id}' can have one target only`];
  }
  const networks = new Set([
    ...networkBalancersOf(account, alb, region),
    ...balancersOf(account, group.id, region),
  ]);
  return networks.size > MOST_NETWORK_BALANCERS ? tooManyNetworks(alb) : undefined;
}

/** AWS's error for too many NLBs in front of an ALB. */
export const tooManyNetworks = (alb: string): readonly [string, string] => [
  "TooManyTargets",
  `The Application Load Balancer '${alb}' can be a target of at most ${MOST_NETWORK_BALANCERS} Network Load Balancers`,
];

/** AWS's error for a target that cannot be registered; undefined if it can. */
function targetProblem(context: Context): Refusal | undefined {
  const { account, inputs, region } = context;
  const group = account.require(TARGET_GROUP, inputs["targetGroupArn"], region);
  const target = text(inputs["targetId"]);
  const port = Number(inputs["port"] ?? group.inputs["port"]);
  const { targetType: type, vpcId } = account.state(group);
  if (type === "ip") {
    return addressProblem(context, text(vpcId));
  }
  if (type === "instance") {
    const subnet = account.find(INSTANCE, target, region)?.inputs["subnetId"];
    const inside = account.find(SUBNET, text(subnet), region)?.inputs["vpcId"] === vpcId;
    return inside
      ? undefined
      : invalid(`The following targets are not in the target group VPC: '${target}'`);
  }
  return balancerProblem(context, group, target, port);
}

/** An individually registered target. */
const attachment: ResourceType = {
  noun: "ELBv2 Target Group Attachment",
  operations: {
    create: "Elastic Load Balancing v2: RegisterTargets",
    update: "Elastic Load Balancing v2: RegisterTargets",
    remove: "Elastic Load Balancing v2: DeregisterTargets",
  },
  missing: (id) => ["TargetGroupNotFound", `Target '${id}' not found`],
  id: ({ inputs }) =>
    [text(inputs["targetGroupArn"]), text(inputs["targetId"]), Number(inputs["port"] ?? 0)].join(
      "-",
    ),
  inputs: {
    targetGroupArn: { required: true, replaces: true, refersTo: TARGET_GROUP, bond: "follows" },
    targetId: { required: true, replaces: true },
    port: { replaces: true, check: between(1, 65535) },
    availabilityZone: { replaces: true },
    region,
  },
  computed: {},
  check: (context) => {
    const problem = targetProblem(context);
    if (problem) {
      throw new AwsError(...problem);
    }
  },
};

export const targetTypes: Record<string, ResourceType> = {
  [TARGET_GROUP_ATTACHMENT]: attachment,
};
