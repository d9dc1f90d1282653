import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";
import { give, holder, scene } from "./address-scene";

const NO_ASSOCIATION = "eipassoc-0123456789abcdef0";

const release = casesOf("ec2:DisassociateAddress");

/** Disassociates; afterwards, who has the address. */
const disassociate = (world: World, AssociationId: string, address: string): Step => ({
  call: async () => {
    await world.ec2.disassociateAddress({ AssociationId });
    return "done";
  },
  after: () => holder(world, address),
});

export const ADDRESS_RELEASES: readonly Case[] = [
  release(
    "an instance has the address",
    async (world) => {
      const { address, one } = await scene(world);
      return disassociate(world, await give(world, address, one), address);
    },
    ["done", "free"],
  ),
  release(
    "a network interface of no instance has the address",
    async (world) => {
      const { address } = await scene(world);
      const { AssociationId = "" } = await world.ec2.associateAddress({
        AllocationId: address,
        NetworkInterfaceId: await world.makers.networkInterface(),
      });
      return disassociate(world, AssociationId, address);
    },
    ["done", "free"],
  ),
  release(
    "the address was disassociated before",
    async (world) => {
      const { address, one } = await scene(world);
      const AssociationId = await give(world, address, one);
      await world.ec2.disassociateAddress({ AssociationId });
      return disassociate(world, AssociationId, address);
    },
    ["InvalidAssociationID.NotFound", "free"],
  ),
  release(
    "another instance has taken the address since",
    async (world) => {
      const { address, one, two } = await scene(world);
      const AssociationId = await give(world, address, one);
      await give(world, address, two);
      return disassociate(world, AssociationId, address);
    },
    ["InvalidAssociationID.NotFound", "two"],
  ),
  release(
    "no association has the id",
    async (world) => {
      const { address } = await scene(world);
      return disassociate(world, NO_ASSOCIATION, address);
    },
    ["InvalidAssociationID.NotFound", "free"],
  ),
  release(
    "the address is free again: an instance claims it without reassociation",
    async (world) => {
      const { address, one, two } = await scene(world);
      const AssociationId = await give(world, address, one);
      return {
        call: async () => {
          await world.ec2.disassociateAddress({ AssociationId });
          return "done";
        },
        after: async () => {
          await world.ec2.associateAddress({
            AllocationId: address,
            InstanceId: two,
            AllowReassociation: false,
          });
          return holder(world, address);
        },
      };
    },
    ["done", "two"],
  ),
];
