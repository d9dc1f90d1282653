import type { AutoScalingGroup } from "@aws-sdk/client-auto-scaling";
import { type Case, casesOf } from "../case";
import type { World } from "../world";

let number = 0;

/** A group of one instance, of the first version of a launch template. */
export async function group(
  world: World,
  { graceSeconds, version = "1" }: { graceSeconds?: number; version?: string } = {},
) {
  const template = world.named("template", await world.makers.template("proxy"));
  const name = world.named("a1", `conformance-${Date.now().toString(36)}-${++number}`);
  await world.makers.group(name, {
    template,
    version,
    ...(graceSeconds !== undefined && { graceSeconds }),
  });
  const [instance] = (await find(world, name)).Instances ?? [];
  return { name, template, instance: instance!.InstanceId! };
}

async function find({ autoScaling }: World, name: string): Promise<AutoScalingGroup> {
  const { AutoScalingGroups = [] } = await autoScaling.describeAutoScalingGroups({
    AutoScalingGroupNames: [name],
  });
  return AutoScalingGroups[0]!;
}

const describe = casesOf("autoscaling:DescribeAutoScalingGroups");
const report = casesOf("autoscaling:SetInstanceHealth");

const reading = (
  before: string,
  of: (found: AutoScalingGroup) => unknown,
  answer: string,
  version?: string,
): Case =>
  describe(
    before,
    async (world) => {
      const { name } = await group(world, version === undefined ? {} : { version });
      return { call: async () => of(await find(world, name)) };
    },
    answer,
  );

const READS: readonly Case[] = [
  reading(
    "the sizes of a group",
    ({ MinSize, MaxSize, DesiredCapacity }) => [MinSize, MaxSize, DesiredCapacity],
    "[1,1,1]",
  ),
  reading(
    "the launch template of a group, by number",
    ({ LaunchTemplate }) => [LaunchTemplate?.LaunchTemplateId, LaunchTemplate?.Version],
    "[template,1]",
  ),
  reading(
    "the launch template of a group, by alias",
    ({ LaunchTemplate }) => [LaunchTemplate?.LaunchTemplateId, LaunchTemplate?.Version],
    "[template,$Latest]",
    "$Latest",
  ),
  reading(
    "the instances of a group: state and health",
    ({ Instances = [] }) =>
      Instances.map(({ LifecycleState, HealthStatus }) => [LifecycleState, HealthStatus]),
    "[[InService,Healthy]]",
  ),
  reading(
    "the version that an instance was launched with",
    ({ Instances = [] }) => Instances.map(({ LaunchTemplate }) => LaunchTemplate?.Version),
    "[1]",
  ),
  reading(
    "the version that an instance was launched with, by alias",
    ({ Instances = [] }) => Instances.map(({ LaunchTemplate }) => LaunchTemplate?.Version),
    "[1]",
    "$Latest",
  ),
  describe(
    "no group has the name",
    (world) =>
      Promise.resolve({
        call: async () => {
          const { AutoScalingGroups } = await world.autoScaling.describeAutoScalingGroups({
            AutoScalingGroupNames: ["conformance-none"],
          });
          return AutoScalingGroups;
        },
      }),
    "[]",
  ),
  describe(
    "all groups",
    async (world) => {
      const { name } = await group(world);
      return {
        call: async () => {
          const { AutoScalingGroups = [] } = await world.autoScaling.describeAutoScalingGroups({});
          return AutoScalingGroups.some((found) => found.AutoScalingGroupName === name);
        },
      };
    },
    "true",
  ),
];

/** Whether a group still has the instance. */
const kept = async (world: World, name: string, id: string): Promise<string> => {
  const { Instances = [] } = await find(world, name);
  return Instances.some(({ InstanceId }) => InstanceId === id) ? "kept" : "replaced";
};

const reporting = (world: World, InstanceId: string, HealthStatus: string, respect?: boolean) => ({
  call: async () => {
    await world.autoScaling.setInstanceHealth({
      InstanceId,
      HealthStatus,
      ...(respect !== undefined && { ShouldRespectGracePeriod: respect }),
    });
    return "done";
  },
});

const REPORTS: readonly Case[] = [
  report(
    "an instance whose grace period is over is unhealthy",
    async (world) => {
      const { name, instance } = await group(world, { graceSeconds: 0 });
      return {
        ...reporting(world, instance, "Unhealthy", true),
        after: () => kept(world, name, instance),
      };
    },
    ["done", "replaced"],
    {
      after: "kept",
      why: "an unhealthy instance is terminated and replaced; moto only notes its health",
      source:
        "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
    },
  ),
  report(
    "an instance within its grace period is unhealthy, and the period counts",
    async (world) => {
      const { name, instance } = await group(world, { graceSeconds: 3600 });
      return {
        ...reporting(world, instance, "Unhealthy", true),
        after: () => kept(world, name, instance),
      };
    },
    ["done", "kept"],
  ),
  report(
    "an instance within its grace period is unhealthy, and the period does not count",
    async (world) => {
      const { name, instance } = await group(world, { graceSeconds: 3600 });
      return {
        ...reporting(world, instance, "Unhealthy", false),
        after: () => kept(world, name, instance),
      };
    },
    ["done", "replaced"],
    {
      after: "kept",
      why: "an unhealthy instance is terminated and replaced; moto only notes its health",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceHealth.html",
    },
  ),
  report(
    "an instance is healthy",
    async (world) => {
      const { name, instance } = await group(world);
      return {
        ...reporting(world, instance, "Healthy"),
        after: () => kept(world, name, instance),
      };
    },
    ["done", "kept"],
  ),
  report(
    "an instance that no group has",
    async (world) => reporting(world, await world.makers.instance(), "Unhealthy", true),
    "ValidationError",
    {
      answer: "HTTP 500",
      why: "what is wrong with the request is a ValidationError; moto fails",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/CommonErrors.html",
    },
  ),
  report(
    "no instance has the id",
    (world) => Promise.resolve(reporting(world, "i-0123456789abcdef0", "Unhealthy", true)),
    "ValidationError",
    {
      answer: "InvalidInstanceID.NotFound",
      why: "what is wrong with the request is a ValidationError",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/CommonErrors.html",
    },
  ),
  report(
    "an invalid health state",
    async (world) => {
      const { instance } = await group(world);
      return reporting(world, instance, "Sick");
    },
    "ValidationError",
    {
      answer: "HTTP 500",
      why: "what is wrong with the request is a ValidationError; moto fails",
      source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/CommonErrors.html",
    },
  ),
];

const complete = casesOf("autoscaling:CompleteLifecycleAction");
const activities = casesOf("autoscaling:DescribeScalingActivities");
const protect = casesOf("autoscaling:SetInstanceProtection");

const completing = (world: World, name: string, InstanceId: string) => ({
  call: async () => {
    await world.autoScaling.completeLifecycleAction({
      AutoScalingGroupName: name,
      LifecycleHookName: "conformance",
      LifecycleActionResult: "CONTINUE",
      InstanceId,
    });
    return "done";
  },
});

const protecting = (isProtected: boolean) =>
  protect(
    isProtected ? "an instance that is not protected" : "an instance that is protected",
    async (world) => {
      const { name, instance } = await group(world);
      const set = (ProtectedFromScaleIn: boolean) =>
        world.autoScaling.setInstanceProtection({
          AutoScalingGroupName: name,
          InstanceIds: [instance],
          ProtectedFromScaleIn,
        });
      if (!isProtected) await set(true);
      return {
        call: async () => {
          await set(isProtected);
          return "done";
        },
        after: async () => (await find(world, name)).Instances?.[0]?.ProtectedFromScaleIn,
      };
    },
    ["done", `${isProtected}`],
  );

const LAUNCHES: readonly Case[] = [
  complete(
    "an instance that waits in no hook",
    async (world) => {
      const { name, instance } = await group(world);
      return completing(world, name, instance);
    },
    "ValidationError",
  ),
  complete(
    "no group has the name",
    (world) => Promise.resolve(completing(world, "conformance-none", "i-0123456789abcdef0")),
    "ValidationError",
  ),
  activities(
    "a group whose launches succeeded: those that failed",
    async (world) => {
      const { name } = await group(world);
      return {
        call: async () => {
          const { Activities = [] } = await world.autoScaling.describeScalingActivities({
            AutoScalingGroupName: name,
          });
          return Activities.filter(({ StatusCode = "" }) =>
            ["Failed", "Cancelled"].includes(StatusCode),
          );
        },
      };
    },
    "[]",
  ),
  protecting(true),
  protecting(false),
];

export const GROUP_CASES: readonly Case[] = [...READS, ...REPORTS, ...LAUNCHES];
