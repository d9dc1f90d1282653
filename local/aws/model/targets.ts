import { isIPv4 } from "node:net";
import type { Account } from "../account";
import { AwsError } from "../errors";
import { text } from "../values";
import { instancesOf } from "./auto-scaling-instances";
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
} from "./tokens";
import type { Context, ResourceType } from "./type";

/** A target of a target group, as DescribeTargetHealth shows it. */
export interface Target {
  /** An instance's id, an address or the ARN of an ALB. */
  readonly id: string;
  readonly port: number;
  /** "unused" while no listener sends anything to the group. */
  readonly state: "healthy" | "unused";
}

/** The targets of a target group: those registered one by one, and the instances of auto scaling groups. */
export function targetsOf(account: Account, targetGroup: string, region: string): Target[] {
  const group = account.require(TARGET_GROUP, targetGroup, region);
  const port = Number(group.inputs["port"]);
  const state = balancersOf(account, targetGroup, region).length > 0 ? "healthy" : "unused";
  const single = account.referring(targetGroup, TARGET_GROUP_ATTACHMENT).map(({ inputs }) => ({
    id: text(inputs["targetId"]),
    port: Number(inputs["port"] ?? port),
  }));
  const launched = account
    .referring(targetGroup, AUTO_SCALING_GROUP)
    .flatMap(({ id }) => instancesOf({ account, id, region }))
    .map(({ id }) => ({ id, port }));
  return [...single, ...launched].map((target) => ({ ...target, state }));
}

/** What is wrong with a target, in AWS's words; undefined when it can be registered. */
function targetProblem({ account, inputs, region }: Context): string | undefined {
  const group = account.require(TARGET_GROUP, inputs["targetGroupArn"], region);
  const target = text(inputs["targetId"]);
  const port = Number(inputs["port"] ?? group.inputs["port"]);
  const { targetType: type, vpcId } = account.state(group);
  if (type === "ip") {
    return isIPv4(target) ? undefined : `The IP address '${target}' is not a valid IPv4 address`;
  }
  if (type === "instance") {
    const subnet = account.find(INSTANCE, target, region)?.inputs["subnetId"];
    const inside = account.find(SUBNET, text(subnet), region)?.inputs["vpcId"] === vpcId;
    return inside
      ? undefined
      : `The following targets are not in the target group VPC: '${target}'`;
  }
  const balancer = account.find(LOAD_BALANCER, target, region);
  if (balancer?.outputs["vpcId"] !== vpcId) {
    return `Target '${target}' is no application load balancer in ${text(vpcId)}`;
  }
  return account.referring(target, LISTENER).some((listener) => listener.inputs["port"] === port)
    ? undefined
    : `The Application Load Balancer '${target}' must have at least one listener with a matching port of ${port}`;
}

/** A target that is registered on its own. */
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
      throw new AwsError("InvalidTarget", problem);
    }
  },
};

export const targetTypes: Record<string, ResourceType> = {
  [TARGET_GROUP_ATTACHMENT]: attachment,
};
