import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";
import { KEEPS_DEAD_HOLDER, NO_ADDRESS, give, holder, owner, scene } from "./address-scene";

const NO_INSTANCE = "i-0123456789abcdef0";
const NO_INTERFACE = "eni-0123456789abcdef0";

interface Association {
  readonly AllocationId: string;
  readonly InstanceId?: string;
  readonly NetworkInterfaceId?: string;
  readonly AllowReassociation?: boolean;
}

/** Associates, and looks who has the address. */
const associate = (world: World, request: Association): Step => ({
  call: async () => {
    const { AssociationId = "" } = await world.ec2.associateAddress(request);
    return AssociationId.replace(/^eipassoc-\w+$/, "associated");
  },
  ...(request.AllocationId !== NO_ADDRESS && {
    after: () => holder(world, request.AllocationId),
  }),
});

const claim = casesOf("ec2:AssociateAddress");

export const ADDRESS_CLAIMS: readonly Case[] = [
  claim(
    "the address is free, no reassociation: to an instance",
    async (world) => {
      const { address, one } = await scene(world);
      return associate(world, {
        AllocationId: address,
        InstanceId: one,
        AllowReassociation: false,
      });
    },
    ["associated", "one"],
  ),
  claim(
    "the address is free, with reassociation: to an instance",
    async (world) => {
      const { address, one } = await scene(world);
      return associate(world, { AllocationId: address, InstanceId: one, AllowReassociation: true });
    },
    ["associated", "one"],
  ),
  claim(
    "the address is free: to an instance's network interface",
    async (world) => {
      const { address, one } = await scene(world);
      const NetworkInterfaceId = await world.makers.interfaceOf(one);
      return associate(world, {
        AllocationId: address,
        NetworkInterfaceId,
        AllowReassociation: true,
      });
    },
    ["associated", "one"],
    {
      after: "other",
      why: "an address at an instance's network interface is at the instance",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html",
    },
  ),
  claim(
    "the address is free: to a network interface of no instance",
    async (world) => {
      const { address } = await scene(world);
      const NetworkInterfaceId = await world.makers.networkInterface();
      return associate(world, {
        AllocationId: address,
        NetworkInterfaceId,
        AllowReassociation: true,
      });
    },
    ["associated", "other"],
  ),
  claim(
    "the address is free: to an instance that is stopped",
    async (world) => {
      const { address, one } = await scene(world);
      await world.makers.stop(one);
      return associate(world, {
        AllocationId: address,
        InstanceId: one,
        AllowReassociation: false,
      });
    },
    ["associated", "one"],
  ),
  claim(
    "the instance has the address already, no reassociation",
    async (world) => {
      const { address, one } = await scene(world);
      await give(world, address, one);
      return associate(world, {
        AllocationId: address,
        InstanceId: one,
        AllowReassociation: false,
      });
    },
    ["associated", "one"],
  ),
  claim(
    "the instance has the address already, with reassociation",
    async (world) => {
      const { address, one } = await scene(world);
      await give(world, address, one);
      return associate(world, { AllocationId: address, InstanceId: one, AllowReassociation: true });
    },
    ["associated", "one"],
  ),
  claim(
    "another instance has the address, no reassociation",
    async (world) => {
      const { address, one, two } = await scene(world);
      await give(world, address, one);
      return associate(world, {
        AllocationId: address,
        InstanceId: two,
        AllowReassociation: false,
      });
    },
    ["Resource.AlreadyAssociated", "one"],
  ),
  claim(
    "another instance has the address, with reassociation",
    async (world) => {
      const { address, one, two } = await scene(world);
      await give(world, address, one);
      return associate(world, { AllocationId: address, InstanceId: two, AllowReassociation: true });
    },
    ["associated", "two"],
  ),
  claim(
    "another instance has the address, reassociation not set",
    async (world) => {
      const { address, one, two } = await scene(world);
      await give(world, address, one);
      return associate(world, { AllocationId: address, InstanceId: two });
    },
    ["associated", "two"],
    {
      answer: "Resource.AlreadyAssociated",
      after: "one",
      why: "reassociation is automatic unless AllowReassociation is false",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html",
    },
  ),
  claim(
    "another instance has the address, no reassociation: to a network interface",
    async (world) => {
      const { address, one } = await scene(world);
      await give(world, address, one);
      const NetworkInterfaceId = await world.makers.networkInterface();
      return associate(world, {
        AllocationId: address,
        NetworkInterfaceId,
        AllowReassociation: false,
      });
    },
    ["Resource.AlreadyAssociated", "one"],
  ),
  claim(
    "another instance has the address: to a network interface",
    async (world) => {
      const { address, one } = await scene(world);
      await give(world, address, one);
      const NetworkInterfaceId = world.named("interface", await world.makers.networkInterface());
      return {
        ...associate(world, {
          AllocationId: address,
          NetworkInterfaceId,
          AllowReassociation: true,
        }),
        after: () => owner(world, address),
      };
    },
    ["associated", "interface"],
  ),
  claim(
    "another network interface has the address",
    async (world) => {
      const { address } = await scene(world);
      const first = await world.makers.networkInterface();
      const second = world.named("interface 2", await world.makers.networkInterface());
      await world.ec2.associateAddress({ AllocationId: address, NetworkInterfaceId: first });
      return {
        ...associate(world, {
          AllocationId: address,
          NetworkInterfaceId: second,
          AllowReassociation: true,
        }),
        after: () => owner(world, address),
      };
    },
    ["associated", "interface 2"],
  ),
  claim(
    "the instance has another address: that one becomes free",
    async (world) => {
      const { address, one } = await scene(world);
      const other = await world.makers.address();
      await give(world, other, one);
      return {
        ...associate(world, { AllocationId: address, InstanceId: one, AllowReassociation: true }),
        after: () => holder(world, other),
      };
    },
    ["associated", "free"],
    {
      after: "one",
      why: "an address that the instance had before is disassociated",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html",
    },
  ),
  claim(
    "a NAT gateway has the address",
    async (world) => {
      const { address, one } = await scene(world);
      await world.makers.natGateway(address);
      return associate(world, { AllocationId: address, InstanceId: one, AllowReassociation: true });
    },
    ["AuthFailure", "other"],
    {
      answer: "associated",
      after: "one",
      why: "the address of a NAT gateway cannot be taken from it: its network interface is AWS's",
      source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html",
    },
  ),
  claim(
    "the instance that had the address is terminated, no reassociation",
    async (world) => {
      const { address, one, two } = await scene(world);
      await give(world, address, one);
      await world.makers.terminate(one);
      return associate(world, {
        AllocationId: address,
        InstanceId: two,
        AllowReassociation: false,
      });
    },
    ["associated", "two"],
    { ...KEEPS_DEAD_HOLDER, answer: "Resource.AlreadyAssociated", after: "one" },
  ),
  claim(
    "no address has the id",
    async (world) => {
      const { one } = await scene(world);
      return associate(world, { AllocationId: NO_ADDRESS, InstanceId: one });
    },
    "InvalidAllocationID.NotFound",
  ),
  claim(
    "no instance has the id",
    async (world) => {
      const { address } = await scene(world);
      return associate(world, { AllocationId: address, InstanceId: NO_INSTANCE });
    },
    ["InvalidInstanceID.NotFound", "free"],
  ),
  claim(
    "no network interface has the id",
    async (world) => {
      const { address } = await scene(world);
      return associate(world, { AllocationId: address, NetworkInterfaceId: NO_INTERFACE });
    },
    ["InvalidNetworkInterfaceID.NotFound", "free"],
  ),
];
