import { type Boot, associateAddress } from "../../simulator";

/** What a node's user data does at boot: it claims the address that the node's tag names. */
export const claimAddress: Boot = (account, region, instance) => {
  const allocationId = account.tagsOf(instance)["holdfast-allocation-id"];
  if (!allocationId) return false;
  associateAddress(account, region, { allocationId, instanceId: instance.id });
  return true;
};
