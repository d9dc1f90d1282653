import type { TargetDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Case, type Difference, type Step, casesOf } from "../case";
import type { World } from "../world";
import { API, NO_GROUP, group, states } from "./target-scene";

const NO_INSTANCE = "i-0123456789abcdef0";

const register = casesOf("elasticloadbalancing:RegisterTargets");

/** What moto does not check of a target. */
const unchecked = (after: string): Difference => ({
  answer: "done",
  after,
  why: "a target must be in the group's VPC, or have a private address and a zone",
  source: `${API}/API_TargetDescription.html`,
});

const registering = (world: World, arn: string, ...Targets: TargetDescription[]): Step => ({
  call: async () => {
    await world.elb.registerTargets({ TargetGroupArn: arn, Targets });
    return "done";
  },
  after: () => states(world, arn),
});

export const TARGET_REGISTRATIONS: readonly Case[] = [
  register(
    "an address of the VPC",
    async (world) => registering(world, await group(world), { Id: "10.0.0.9" }),
    ["done", "[10.0.0.9 443 healthy]"],
  ),
  register(
    "two addresses of the VPC",
    async (world) =>
      registering(world, await group(world), { Id: "10.0.0.9" }, { Id: "10.0.0.10" }),
    ["done", "[10.0.0.10 443 healthy,10.0.0.9 443 healthy]"],
  ),
  register(
    "the address is registered already",
    async (world) => {
      const arn = await group(world);
      await world.elb.registerTargets({ TargetGroupArn: arn, Targets: [{ Id: "10.0.0.9" }] });
      return registering(world, arn, { Id: "10.0.0.9" });
    },
    ["done", "[10.0.0.9 443 healthy]"],
  ),
  register(
    "with its own port",
    async (world) => registering(world, await group(world), { Id: "10.0.0.9", Port: 8443 }),
    ["done", "[10.0.0.9 8443 healthy]"],
  ),
  register(
    "the address is registered with another port",
    async (world) => {
      const arn = await group(world);
      await world.elb.registerTargets({ TargetGroupArn: arn, Targets: [{ Id: "10.0.0.9" }] });
      return registering(world, arn, { Id: "10.0.0.9", Port: 8443 });
    },
    ["done", "[10.0.0.9 443 healthy,10.0.0.9 8443 healthy]"],
    {
      after: "[10.0.0.9 8443 healthy]",
      why: "an IP address can be registered on several ports; moto keeps the last of them",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html",
    },
  ),
  register(
    "an address outside the VPC, for all zones",
    async (world) =>
      registering(world, await group(world), { Id: "10.9.0.9", AvailabilityZone: "all" }),
    ["done", "[10.9.0.9 443 healthy]"],
  ),
  register(
    "an address outside the VPC, without a zone",
    async (world) => registering(world, await group(world), { Id: "10.9.0.9" }),
    ["ValidationError", "[]"],
    unchecked("[10.9.0.9 443 healthy]"),
  ),
  register(
    "an address of the VPC, for all zones",
    async (world) =>
      registering(world, await group(world), { Id: "10.0.0.9", AvailabilityZone: "all" }),
    ["ValidationError", "[]"],
    unchecked("[10.0.0.9 443 healthy]"),
  ),
  register(
    "a public address",
    async (world) =>
      registering(world, await group(world), { Id: "203.0.113.9", AvailabilityZone: "all" }),
    ["InvalidTarget", "[]"],
    unchecked("[203.0.113.9 443 healthy]"),
  ),
  register(
    "an address of the VPC and one outside without a zone: none is registered",
    async (world) => registering(world, await group(world), { Id: "10.0.0.9" }, { Id: "10.9.0.9" }),
    ["ValidationError", "[]"],
    unchecked("[10.0.0.9 443 healthy,10.9.0.9 443 healthy]"),
  ),
  register(
    "an instance of the VPC",
    async (world) => {
      const arn = await group(world, { used: true, targetType: "instance" });
      return registering(world, arn, { Id: world.named("one", await world.makers.instance()) });
    },
    ["done", "[one 443 healthy]"],
  ),
  register(
    "an instance of another VPC",
    async (world) => {
      const arn = await group(world, { used: true, targetType: "instance" });
      const place = await world.makers.otherPlace();
      const Id = world.named("stranger", await world.makers.instance({ place }));
      return registering(world, arn, { Id });
    },
    ["InvalidTarget", "[]"],
    unchecked("[stranger 443 healthy]"),
  ),
  register(
    "no instance has the id",
    async (world) => {
      const arn = await group(world, { used: true, targetType: "instance" });
      return registering(world, arn, { Id: NO_INSTANCE });
    },
    ["InvalidTarget", "[]"],
    unchecked(`[${NO_INSTANCE} 443 healthy]`),
  ),
  register(
    "a target that is draining",
    async (world) => {
      const arn = await group(world);
      const request = { TargetGroupArn: arn, Targets: [{ Id: "10.0.0.9" }] };
      await world.elb.registerTargets(request);
      await world.elb.deregisterTargets(request);
      return registering(world, arn, { Id: "10.0.0.9" });
    },
    ["done", "[10.0.0.9 443 healthy]"],
  ),
  register(
    "no group has the ARN",
    (world) => Promise.resolve({ call: registering(world, NO_GROUP, { Id: "10.0.0.9" }).call }),
    "TargetGroupNotFound",
  ),
  register(
    "no target is named",
    async (world) => registering(world, await group(world)),
    ["ValidationError", "[]"],
    {
      answer: "done",
      why: "at least one target must be named",
      source: `${API}/API_RegisterTargets.html`,
    },
  ),
];
