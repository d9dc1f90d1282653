import type { Instance } from "@aws-sdk/client-ec2";
import { type Case, casesOf } from "../case";
import type { World } from "../world";

const NO_INSTANCE = "i-0123456789abcdef0";

async function found(world: World, name: string, ...values: string[]): Promise<Instance[]> {
  const { Reservations = [] } = await world.ec2.describeInstances({
    Filters: [{ Name: name, Values: values }],
  });
  return Reservations.flatMap(({ Instances = [] }) => Instances).filter(
    // An instance that is terminated may still be seen for an hour.
    ({ State }) => State?.Name !== "terminated",
  );
}

const shown = (world: World, instances: readonly Instance[], of: (one: Instance) => unknown) =>
  instances.map((one) => world.show(`${one.InstanceId} ${String(of(one))}`)).sort();

const tag =
  (key: string) =>
  ({ Tags = [] }: Instance): string =>
    Tags.find(({ Key }) => Key === key)?.Value ?? "untagged";

const describe = casesOf("ec2:DescribeInstances");

export const INSTANCE_CASES: readonly Case[] = [
  describe(
    "two instances by a filter of ids: their state",
    async (world) => {
      const ids = [
        world.named("one", await world.makers.instance()),
        world.named("two", await world.makers.instance()),
      ];
      return {
        call: async () =>
          shown(world, await found(world, "instance-id", ...ids), ({ State }) => State!.Name),
      };
    },
    "[one running,two running]",
  ),
  describe(
    "two instances, one of them with the tag holdfast-node",
    async (world) => {
      const ids = [
        world.named("one", await world.makers.instance({ tags: { "holdfast-node": "a1" } })),
        world.named("two", await world.makers.instance()),
      ];
      return {
        call: async () =>
          shown(world, await found(world, "instance-id", ...ids), tag("holdfast-node")),
      };
    },
    "[one a1,two untagged]",
  ),
  describe(
    "the instance that was launched later has the later launch time",
    async (world) => {
      const one = await world.makers.instance();
      // EC2's launch times are of whole seconds.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const two = await world.makers.instance();
      return {
        call: async () => {
          const instances = await found(world, "instance-id", one, two);
          const time = (id: string) =>
            Number(instances.find(({ InstanceId }) => InstanceId === id)!.LaunchTime);
          return time(two) > time(one);
        },
      };
    },
    "true",
  ),
  describe(
    "a filter of an id that no instance has",
    (world) =>
      Promise.resolve({
        call: async () => shown(world, await found(world, "instance-id", NO_INSTANCE), String),
      }),
    "[]",
  ),
  describe(
    "a filter of two ids, of which one is of no instance",
    async (world) => {
      const one = world.named("one", await world.makers.instance());
      return {
        call: async () =>
          shown(
            world,
            await found(world, "instance-id", one, NO_INSTANCE),
            ({ State }) => State!.Name,
          ),
      };
    },
    "[one running]",
  ),
  describe(
    "the instance is stopped",
    async (world) => {
      const one = world.named("one", await world.makers.instance());
      await world.makers.stop(one);
      return {
        call: async () =>
          shown(world, await found(world, "instance-id", one), ({ State }) => State!.Name),
      };
    },
    "[one stopped]",
  ),
  describe(
    "the instance is terminated: not there, or seen as terminated",
    async (world) => {
      const one = world.named("one", await world.makers.instance());
      await world.makers.terminate(one);
      return {
        call: async () => shown(world, await found(world, "instance-id", one), String),
      };
    },
    "[]",
  ),
  describe(
    "the instance has an Elastic IP: its public address",
    async (world) => {
      const one = await world.makers.instance();
      const AllocationId = await world.makers.address();
      world.named("a's address", await world.makers.publicIp(AllocationId));
      await world.ec2.associateAddress({ AllocationId, InstanceId: one });
      return {
        call: async () => (await found(world, "instance-id", one))[0]!.PublicIpAddress,
      };
    },
    "a's address",
  ),
  describe(
    "instances by their image",
    async (world) => {
      const { id } = await world.makers.image({ "holdfast:image": "node" });
      world.named("image", id);
      world.named("one", await world.makers.instance({ image: id }));
      await world.makers.instance();
      return {
        call: async () =>
          shown(world, await found(world, "image-id", id), ({ ImageId }) => ImageId),
      };
    },
    "[one image]",
  ),
  describe(
    "an image that no instance has",
    async (world) => {
      const { id } = await world.makers.image({ "holdfast:image": "node" });
      return { call: async () => shown(world, await found(world, "image-id", id), String) };
    },
    "[]",
  ),
  describe(
    "by an id that no instance has",
    (world) =>
      Promise.resolve({
        call: () => world.ec2.describeInstances({ InstanceIds: [NO_INSTANCE] }),
      }),
    "InvalidInstanceID.NotFound",
  ),
];
