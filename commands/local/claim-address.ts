import {
  AUTO_SCALING_GROUP,
  type Account,
  type Boot,
  EIP,
  INSTANCE,
  type Stored,
  associateAddress,
  associationOfAddress,
  objects,
  text,
} from "../../simulator";

/**
 * Simulates a node's user data: at boot, it claims the address that the node's tag names, even from an older
 * instance. An instance that shares a pool claims a free address of it whenever it has none; its group's tag
 * names the pool. Both claim an address from another front door's instance if its tag names them as the
 * claimant.
 */
export const claimAddress: Boot = (account, region, instance, isRunning) => {
  const allocationId = account.tagsOf(instance)["holdfast-allocation-id"];
  const take = (id: string) =>
    associateAddress(account, region, { allocationId: id, instanceId: instance.id });
  const holds = (id: string) => associationOfAddress(account, id).instanceId === instance.id;
  const moves = (id: string) => movesTo(account, region, id, instance);
  if (allocationId) {
    const isClaimed = isRunning
      ? moves(allocationId)
      : isLeftTo(account, region, allocationId, instance);
    if (isClaimed && !holds(allocationId)) take(allocationId);
    return true;
  }
  const pool = poolOf(account, region, instance);
  const isFree = (id: string) => !associationOfAddress(account, id).associationId;
  const claimed = pool.find(isFree) ?? pool.find(moves);
  if (claimed && !pool.some(holds)) take(claimed);
  return pool.length > 0;
};

const nodeOf = (account: Account, instance: Stored): string | undefined =>
  account.tagsOf(instance)["holdfast-node"];

/** The instance that has an address. */
function holderOf(account: Account, region: string, id: string): Stored | undefined {
  return account.find(INSTANCE, associationOfAddress(account, id).instanceId, region);
}

/** Whether an address moves from another node's instance to this node's. */
function movesTo(account: Account, region: string, id: string, instance: Stored): boolean {
  const address = account.find(EIP, id, region);
  const holder = holderOf(account, region, id);
  const node = nodeOf(account, instance);
  return (
    address !== undefined &&
    holder !== undefined &&
    account.tagsOf(address)["holdfast:claimant"] === node &&
    nodeOf(account, holder) !== node
  );
}

/** Whether an address is free, or moves to this instance's node. */
function isLeftTo(account: Account, region: string, id: string, instance: Stored): boolean {
  const holder = holderOf(account, region, id);
  const isOwn = !holder || nodeOf(account, holder) === nodeOf(account, instance);
  return isOwn || movesTo(account, region, id, instance);
}

function poolOf(account: Account, region: string, { companionOf = "" }: Stored): string[] {
  const group = account.find(AUTO_SCALING_GROUP, companionOf, region);
  const tags = objects(group?.inputs["tags"] ?? []);
  const ids = text(tags.find(({ key }) => key === "holdfast-allocation-ids")?.["value"]);
  return ids.split(" ").filter((id) => account.find(EIP, id, region));
}
