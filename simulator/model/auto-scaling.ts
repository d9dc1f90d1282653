import { randomUUID } from "node:crypto";
import { AwsError } from "./errors";
import { type Value, type Values, isGiven, isKnown, object, objects, text, texts } from "./values";
import { capacity, instances, instancesOf, launched } from "./auto-scaling-instances";
import { lingeringInstances } from "./lingering";
import { attachedGroups } from "./attached-groups";
import { ACCOUNT_ID, oneOf, region, repeated, tags } from "./shared";
import { AUTO_SCALING_GROUP, LAUNCH_TEMPLATE, SUBNET, TARGET_GROUP } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";
import { partitionOf } from "./partitions";

const size = (value: Value): string | undefined =>
  Number.isInteger(value) && Number(value) >= 0
    ? undefined
    : `expected a whole number from 0, got ${JSON.stringify(value)}`;

function sizeProblems(inputs: Values): Problem[] {
  const { minSize: min, maxSize: max, desiredCapacity: desired } = inputs;
  const problems: Problem[] = [];
  if (isKnown(min) && isKnown(max) && Number(min) > Number(max)) {
    problems.push({
      property: "minSize",
      reason: `Min size must not be above max size: got ${Number(min)} and ${Number(max)}`,
    });
  }
  if (isKnown(desired) && isKnown(min) && Number(desired) < Number(min)) {
    problems.push({
      property: "desiredCapacity",
      reason: `Desired capacity ${Number(desired)} must not be below min size ${Number(min)}`,
    });
  }
  if (isKnown(desired) && isKnown(max) && Number(desired) > Number(max)) {
    problems.push({
      property: "desiredCapacity",
      reason: `Desired capacity ${Number(desired)} must not be above max size ${Number(max)}`,
    });
  }
  return problems;
}

function validate(inputs: Values): Problem[] {
  const problems = sizeProblems(inputs);
  const { id, name } = object(inputs["launchTemplate"]);
  if (isGiven(id) === isGiven(name)) {
    problems.push({
      property: "launchTemplate",
      reason: "exactly one of launchTemplate.id and launchTemplate.name must be given",
    });
  }
  const twice = repeated(objects(inputs["tags"]).map(({ key }) => text(key)))[0];
  if (twice !== undefined) {
    problems.push({ property: "tags", reason: `the tag ${twice} is given more than once` });
  }
  return problems;
}

/** Instances can be targets of groups for instances in their own VPC only. */
export function checkTargetGroups(
  { account, region }: Context,
  subnets: readonly string[],
  arns: readonly string[],
): void {
  const vpcs = subnets.map((id) => account.require(SUBNET, id, region).inputs["vpcId"]);
  for (const arn of arns) {
    const { vpcId, targetType = "instance" } = account.require(TARGET_GROUP, arn, region).inputs;
    if (targetType !== "instance" || vpcs.some((vpc) => vpc !== vpcId)) {
      throw new AwsError(
        "ValidationError",
        `Provided Target Group ${arn} may not be valid: it must be of target type instance and in the VPC of the group's subnets`,
      );
    }
  }
}

const group: ResourceType = {
  noun: "Auto Scaling Group",
  operations: {
    create: "Auto Scaling: CreateAutoScalingGroup",
    update: "Auto Scaling: UpdateAutoScalingGroup",
    remove: "Auto Scaling: DeleteAutoScalingGroup",
  },
  missing: (id) => [
    "ValidationError",
    `AutoScalingGroup name not found - AutoScalingGroup '${id}' not found`,
  ],
  taken: ({ id }) => [
    "AlreadyExists",
    `AutoScalingGroup by this name already exists - A group with the name ${id} already exists`,
  ],
  autoName: 255,
  // HasChange in terraform-provider-aws, internal/service/autoscaling/group.go, resourceGroupUpdate.
  sendsChanges: true,
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        text(value).length <= 255 && !text(value).includes(":")
          ? undefined
          : `expected at most 255 characters, and no colon, got ${JSON.stringify(value)}`,
    },
    minSize: { required: true, check: size },
    maxSize: { required: true, check: size },
    desiredCapacity: { computed: true, check: size },
    launchTemplate: {
      required: true,
      fields: { id: { refersTo: LAUNCH_TEMPLATE }, name: {}, version: {} },
    },
    vpcZoneIdentifiers: { required: true, unordered: true, refersTo: SUBNET, bond: "holds" },
    targetGroupArns: { computed: true, unordered: true, refersTo: TARGET_GROUP },
    healthCheckType: { computed: true, check: oneOf("EC2", "ELB", "EBS", "VPC_LATTICE") },
    healthCheckGracePeriod: { default: 300 },
    defaultCooldown: { computed: true },
    defaultInstanceWarmup: {},
    capacityRebalance: {},
    forceDelete: { default: false },
    protectFromScaleIn: { default: false },
    enabledMetrics: { unordered: true },
    metricsGranularity: { default: "1Minute", check: oneOf("1Minute") },
    maxInstanceLifetime: {
      check: (value) =>
        value === 0 || (Number(value) >= 86400 && Number(value) <= 31536000)
          ? undefined
          : `expected 0 or 86400 to 31536000 seconds, got ${JSON.stringify(value)}`,
    },
    suspendedProcesses: { unordered: true },
    terminationPolicies: {},
    waitForCapacityTimeout: { default: "10m" },
    minElbCapacity: {},
    waitForElbCapacity: {},
    instanceMaintenancePolicy: {
      fields: {
        minHealthyPercentage: { required: true },
        maxHealthyPercentage: { required: true },
      },
    },
    instanceRefresh: {
      fields: {
        strategy: { required: true, check: oneOf("Rolling") },
        triggers: { unordered: true },
        preferences: {
          fields: {
            autoRollback: {},
            checkpointDelay: {},
            checkpointPercentages: {},
            instanceWarmup: {},
            maxHealthyPercentage: {},
            minHealthyPercentage: {},
            scaleInProtectedInstances: {},
            skipMatching: {},
            standbyInstances: {},
          },
        },
      },
    },
    tags: {
      unordered: true,
      fields: {
        key: { required: true, check: (key) => tags.check?.({ [text(key)]: "" }) },
        value: { required: true, check: (value) => tags.check?.({ key: value }) },
        propagateAtLaunch: { required: true },
      },
    },
    region,
  },
  computed: {
    arn: ({ id, region }) =>
      `arn:${partitionOf(region)}:autoscaling:${region}:${ACCOUNT_ID}:autoScalingGroup:${randomUUID()}:autoScalingGroupName/${id}`,
    availabilityZoneDistribution: { capacityDistributionStrategy: "balanced-best-effort" },
    capacityReservationSpecification: { capacityReservationPreference: "default" },
    defaultCooldown: 300,
    healthCheckType: "EC2",
    instanceLifecyclePolicy: {},
    loadBalancers: [],
    mixedInstancesPolicy: {},
    namePrefix: "",
    predictedCapacity: 0,
    serviceLinkedRoleArn: ({ partition }) =>
      `arn:${partition}:iam::${ACCOUNT_ID}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    trafficSources: [],
    warmPoolSize: 0,
  },
  live: {
    targetGroupArns: ({ account, id, inputs }) => [
      ...texts(inputs["targetGroupArns"]),
      ...attachedGroups(account, id),
    ],
    desiredCapacity: (context) => capacity(context, instancesOf(context).length),
    availabilityZones: ({ account, inputs, region }) =>
      texts(inputs["vpcZoneIdentifiers"]).map(
        (id) => account.state(account.require(SUBNET, id, region))["availabilityZone"],
      ),
  },
  validate,
  check: (context) => {
    const { content, template } = launched(context);
    const lacking = ["imageId", "instanceType"].find((key) => !isGiven(content[key]));
    if (lacking) {
      throw new AwsError(
        "ValidationError",
        `You must use a valid fully-formed launch template. The launch template ${template.id} names no ${lacking}`,
      );
    }
    const { vpcZoneIdentifiers, targetGroupArns } = context.inputs;
    checkTargetGroups(context, texts(vpcZoneIdentifiers), texts(targetGroupArns));
  },
  companions: instances,
  lingers: lingeringInstances,
};

export const autoScalingTypes: Record<string, ResourceType> = { [AUTO_SCALING_GROUP]: group };
