import { type Case, casesOf } from "../case";
import { KEEPS_DEAD_HOLDER, NO_ADDRESS, give, holder, owner, scene } from "./address-scene";

const describe = casesOf("ec2:DescribeAddresses");

export const ADDRESS_READS: readonly Case[] = [
  describe(
    "the address is free",
    async (world) => {
      const { address } = await scene(world);
      return { call: () => holder(world, address) };
    },
    "free",
  ),
  describe(
    "an instance has the address",
    async (world) => {
      const { address, one } = await scene(world);
      await give(world, address, one);
      return { call: () => holder(world, address) };
    },
    "one",
  ),
  describe(
    "an instance has the address: its network interface is named",
    async (world) => {
      const { address, one } = await scene(world);
      world.named("one's interface", await world.makers.interfaceOf(one));
      await give(world, address, one);
      return { call: () => owner(world, address) };
    },
    "one's interface",
  ),
  describe(
    "a network interface of no instance has the address",
    async (world) => {
      const { address } = await scene(world);
      const NetworkInterfaceId = await world.makers.networkInterface();
      await world.ec2.associateAddress({ AllocationId: address, NetworkInterfaceId });
      return { call: () => holder(world, address) };
    },
    "other",
  ),
  describe(
    "a NAT gateway has the address",
    async (world) => {
      const { address } = await scene(world);
      await world.makers.natGateway(address);
      return { call: () => holder(world, address) };
    },
    "other",
  ),
  describe(
    "two addresses, of which one is free",
    async (world) => {
      const { address, one } = await scene(world);
      const other = world.named("b", await world.makers.address());
      await give(world, address, one);
      return {
        call: async () => {
          const { Addresses = [] } = await world.ec2.describeAddresses({
            AllocationIds: [address, other],
          });
          return Addresses.map((found) => `${found.AllocationId} ${found.InstanceId || "free"}`)
            .map((line) => world.show(line))
            .sort();
        },
      };
    },
    "[a one,b free]",
  ),
  describe(
    "no address has the id",
    (world) => Promise.resolve({ call: () => holder(world, NO_ADDRESS) }),
    "InvalidAllocationID.NotFound",
  ),
  describe(
    "one of two ids is of no address",
    async (world) => {
      const { address } = await scene(world);
      return {
        call: () => world.ec2.describeAddresses({ AllocationIds: [address, NO_ADDRESS] }),
      };
    },
    "InvalidAllocationID.NotFound",
  ),
  describe(
    "the instance that had the address is terminated",
    async (world) => {
      const { address, one } = await scene(world);
      await give(world, address, one);
      await world.makers.terminate(one);
      return { call: () => holder(world, address) };
    },
    "free",
    { ...KEEPS_DEAD_HOLDER, answer: "one" },
  ),
  describe(
    "the instance that has the address is stopped",
    async (world) => {
      const { address, one } = await scene(world);
      await give(world, address, one);
      await world.makers.stop(one);
      return { call: () => holder(world, address) };
    },
    "one",
  ),
  describe(
    "the address by its public IP",
    async (world) => {
      const { address } = await scene(world);
      const ip = await world.makers.publicIp(address);
      return {
        call: async () => {
          const { Addresses = [] } = await world.ec2.describeAddresses({
            Filters: [{ Name: "public-ip", Values: [ip] }],
          });
          return Addresses.map(({ AllocationId }) => AllocationId);
        },
      };
    },
    "[a]",
  ),
];
