import type { TargetDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Case, type Difference, type Step, casesOf } from "../case";
import type { World } from "../world";
import { API, NO_GROUP, group, states } from "./target-scene";

const deregister = casesOf("elasticloadbalancing:DeregisterTargets");

/** moto refuses to deregister what is not registered. */
const ABSENT_TARGET: Difference = {
  answer: "InvalidTarget",
  why: "deregistering a target that is not there is no error",
  source: `${API}/API_DeregisterTargets.html`,
};

const deregistering = (world: World, arn: string, ...Targets: TargetDescription[]): Step => ({
  call: async () => {
    await world.elb.deregisterTargets({ TargetGroupArn: arn, Targets });
    return "done";
  },
  after: () => states(world, arn),
});

const registered = async (world: World, ...ids: string[]): Promise<string> => {
  const arn = await group(world);
  await world.elb.registerTargets({ TargetGroupArn: arn, Targets: ids.map((Id) => ({ Id })) });
  return arn;
};

export const TARGET_DEREGISTRATIONS: readonly Case[] = [
  deregister(
    "one of two targets",
    async (world) =>
      deregistering(world, await registered(world, "10.0.0.9", "10.0.0.10"), { Id: "10.0.0.9" }),
    ["done", "[10.0.0.10 443 healthy]"],
  ),
  deregister(
    "the only target",
    async (world) =>
      deregistering(world, await registered(world, "10.0.0.9"), { Id: "10.0.0.9", Port: 443 }),
    ["done", "[]"],
  ),
  deregister(
    "a target that is not registered",
    async (world) => deregistering(world, await registered(world, "10.0.0.9"), { Id: "10.0.0.77" }),
    ["done", "[10.0.0.9 443 healthy]"],
    ABSENT_TARGET,
  ),
  deregister(
    "a registered target and one that is not",
    async (world) =>
      deregistering(
        world,
        await registered(world, "10.0.0.9"),
        { Id: "10.0.0.9" },
        { Id: "10.0.0.77" },
      ),
    ["done", "[]"],
    ABSENT_TARGET,
  ),
  deregister(
    "a target outside the VPC",
    async (world) => {
      const arn = await group(world);
      const target = { Id: "10.9.0.9", AvailabilityZone: "all" };
      await world.elb.registerTargets({ TargetGroupArn: arn, Targets: [target] });
      return deregistering(world, arn, target);
    },
    ["done", "[]"],
  ),
  deregister(
    "a target that is draining already",
    async (world) => {
      const arn = await registered(world, "10.0.0.9");
      await world.elb.deregisterTargets({ TargetGroupArn: arn, Targets: [{ Id: "10.0.0.9" }] });
      return deregistering(world, arn, { Id: "10.0.0.9" });
    },
    ["done", "[]"],
    ABSENT_TARGET,
  ),
  deregister(
    "no group has the ARN",
    (world) => Promise.resolve({ call: deregistering(world, NO_GROUP, { Id: "10.0.0.9" }).call }),
    "TargetGroupNotFound",
  ),
];
