import type { Difference } from "../case";
import type { World } from "../world";

export const NO_ADDRESS = "eipalloc-0123456789abcdef0";

/** An address and two instances, each with a name. */
export async function scene(world: World) {
  const { makers } = world;
  const address = world.named("a", await makers.address());
  const one = world.named("one", await makers.instance());
  const two = world.named("two", await makers.instance());
  return { address, one, two };
}

/**
 * The holder of an address, as the programs read it: an instance, "other" for another association, or free.
 */
export async function holder({ ec2 }: World, address: string): Promise<string> {
  const { Addresses = [] } = await ec2.describeAddresses({ AllocationIds: [address] });
  const { InstanceId, AssociationId } = Addresses[0]!;
  return InstanceId || (AssociationId ? "other" : "free");
}

export async function owner({ ec2 }: World, address: string): Promise<string> {
  const { Addresses = [] } = await ec2.describeAddresses({ AllocationIds: [address] });
  return Addresses[0]!.NetworkInterfaceId || "free";
}

export const give = async (
  { ec2 }: World,
  AllocationId: string,
  InstanceId: string,
): Promise<string> =>
  (await ec2.associateAddress({ AllocationId, InstanceId, AllowReassociation: true }))
    .AssociationId!;

/** moto keeps the association of an address whose holder was deleted. */
export const KEEPS_DEAD_HOLDER: Difference = {
  why: "moto leaves an address with an instance that is terminated",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html",
};
