import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";

const NO_INTERFACE = "eni-0123456789abcdef0";

/** Whether a network interface drops what is sent to other addresses than its own. */
async function checks({ ec2 }: World, NetworkInterfaceId: string): Promise<boolean | undefined> {
  const { SourceDestCheck } = await ec2.describeNetworkInterfaceAttribute({
    NetworkInterfaceId,
    Attribute: "sourceDestCheck",
  });
  return SourceDestCheck?.Value;
}

const setting = (world: World, NetworkInterfaceId: string, Value: boolean): Step => ({
  call: async () => {
    await world.ec2.modifyNetworkInterfaceAttribute({
      NetworkInterfaceId,
      SourceDestCheck: { Value },
    });
    return "done";
  },
  after: () => checks(world, NetworkInterfaceId),
});

const describe = casesOf("ec2:DescribeNetworkInterfaceAttribute");
const modify = casesOf("ec2:ModifyNetworkInterfaceAttribute");

export const INTERFACE_CASES: readonly Case[] = [
  describe(
    "a new network interface: its source/destination check",
    async (world) => {
      const { networkInterface } = await world.makers.node();
      return { call: () => checks(world, networkInterface) };
    },
    "true",
  ),
  describe(
    "no network interface has the id",
    (world) => Promise.resolve({ call: () => checks(world, NO_INTERFACE) }),
    "InvalidNetworkInterfaceID.NotFound",
  ),
  modify(
    "the source/destination check is on: it is turned off",
    async (world) => setting(world, (await world.makers.node()).networkInterface, false),
    ["done", "false"],
  ),
  modify(
    "the source/destination check is off: it is turned off",
    async (world) => {
      const { networkInterface } = await world.makers.node();
      await setting(world, networkInterface, false).call();
      return setting(world, networkInterface, false);
    },
    ["done", "false"],
  ),
  modify(
    "the source/destination check is off: it is turned on",
    async (world) => {
      const { networkInterface } = await world.makers.node();
      await setting(world, networkInterface, false).call();
      return setting(world, networkInterface, true);
    },
    ["done", "true"],
  ),
  modify(
    "no network interface has the id",
    (world) => Promise.resolve({ call: setting(world, NO_INTERFACE, false).call }),
    "InvalidNetworkInterfaceID.NotFound",
  ),
];
