import { type Case, casesOf } from "../case";
import { API, NO_GROUP, group, health, states } from "./target-scene";

const describe = casesOf("elasticloadbalancing:DescribeTargetHealth");

export const TARGET_READS: readonly Case[] = [
  describe(
    "a group without targets",
    async (world) => {
      const arn = await group(world);
      return { call: () => states(world, arn) };
    },
    "[]",
  ),
  describe(
    "a target of a group that a listener forwards to",
    async (world) => {
      const arn = await group(world);
      await world.elb.registerTargets({ TargetGroupArn: arn, Targets: [{ Id: "10.0.0.9" }] });
      return { call: () => states(world, arn) };
    },
    "[10.0.0.9 443 healthy]",
  ),
  describe(
    "a target of a group that no listener forwards to",
    async (world) => {
      const arn = await group(world, {});
      await world.elb.registerTargets({ TargetGroupArn: arn, Targets: [{ Id: "10.0.0.9" }] });
      return { call: () => states(world, arn) };
    },
    "[10.0.0.9 443 unused]",
    {
      answer: "[10.0.0.9 443 healthy]",
      why: "a target of a group that no load balancer uses is unused",
      source: `${API}/API_TargetHealth.html`,
    },
  ),
  describe(
    "an instance",
    async (world) => {
      const arn = await group(world, { used: true, targetType: "instance" });
      const one = world.named("one", await world.makers.instance());
      await world.elb.registerTargets({ TargetGroupArn: arn, Targets: [{ Id: one }] });
      return { call: () => states(world, arn) };
    },
    "[one 443 healthy]",
  ),
  describe(
    "the instance of an auto scaling group",
    async (world) => {
      const arn = await group(world, { used: true, targetType: "instance" });
      const template = await world.makers.template("web");
      await world.makers.group("web-targets", { template, version: "1", targetGroup: arn });
      return {
        call: async () => (await states(world, arn)).map((line) => line.replace(/^i-\w+/, "i-…")),
      };
    },
    "[i-… 443 healthy]",
  ),
  describe(
    "a target outside the VPC: its zone",
    async (world) => {
      const arn = await group(world);
      await world.elb.registerTargets({
        TargetGroupArn: arn,
        Targets: [{ Id: "10.9.0.9", AvailabilityZone: "all" }],
      });
      return { call: () => health(world, arn) };
    },
    "[10.9.0.9 443 healthy all]",
    {
      answer: "[10.9.0.9 443 healthy]",
      why: "the zone that a target was registered with is part of its description",
      source: `${API}/API_TargetDescription.html`,
    },
  ),
  describe(
    "no group has the ARN",
    (world) => Promise.resolve({ call: () => states(world, NO_GROUP) }),
    "TargetGroupNotFound",
  ),
];
