import {
  AUTO_SCALING_GROUP,
  type Account,
  type Boot,
  EIP,
  type Stored,
  associateAddress,
  associationOfAddress,
  objects,
  text,
} from "../../simulator";

/**
 * What a node's user data does: at boot, it claims the address that the node's tag names. An instance that shares a pool
 * takes a free one of it whenever it has none, as its group's tag names them now.
 */
export const claimAddress: Boot = (account, region, instance, isRunning) => {
  const allocationId = account.tagsOf(instance)["holdfast-allocation-id"];
  if (allocationId) {
    if (!isRunning) associateAddress(account, region, { allocationId, instanceId: instance.id });
    return true;
  }
  const pool = poolOf(account, region, instance);
  const hasOne = pool.some((id) => associationOfAddress(account, id).instanceId === instance.id);
  const free = pool.find((id) => !associationOfAddress(account, id).associationId);
  if (free && !hasOne) {
    associateAddress(account, region, { allocationId: free, instanceId: instance.id });
  }
  return pool.length > 0;
};

function poolOf(account: Account, region: string, { companionOf = "" }: Stored): string[] {
  const group = account.find(AUTO_SCALING_GROUP, companionOf, region);
  const tags = objects(group?.inputs["tags"] ?? []);
  const ids = text(tags.find(({ key }) => key === "holdfast-allocation-ids")?.["value"]);
  return ids.split(" ").filter((id) => account.find(EIP, id, region));
}
