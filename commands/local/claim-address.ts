import type { Boot } from "../../simulator/api/call";
import { associateAddress } from "../../simulator/api/associate-address";

/** What a node's user data does at boot: it claims the address that the node's tag names. */
export const claimAddress: Boot = (account, region, instance) => {
  const allocationId = account.tagsOf(instance)["holdfast-allocation-id"];
  if (!allocationId) return false;
  associateAddress(account, region, { allocationId, instanceId: instance.id });
  return true;
};
