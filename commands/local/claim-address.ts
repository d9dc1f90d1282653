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
 * claimant, and leave a free address whose tag names another claimant. So do the nodes of a pair, the first one that runs.
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
  const isOpen = (id: string) => isFree(account, id) && !isPromised(account, region, id, instance);
  const claimed = pool.find(isOpen) ?? pool.find(moves);
  if (claimed && !pool.some(holds)) take(claimed);
  return pool.length > 0;
};

const claimantOf = (account: Account, region: string, id: string): string | undefined => {
  const address = account.find(EIP, id, region);
  return address && account.tagsOf(address)["holdfast:claimant"];
};

/** Whether an address is to go to something else than the node of this instance. */
function isPromised(account: Account, region: string, id: string, instance: Stored): boolean {
  const claimant = claimantOf(account, region, id);
  return claimant !== undefined && claimant !== nodeOf(account, instance);
}

/** The name by which an instance claims addresses: that of its node or its pair. */
function nodeOf(account: Account, instance: Stored): string | undefined {
  const { "holdfast-pair": pair, "holdfast-node": node } = account.tagsOf(instance);
  return pair === undefined ? node : `pair-${pair}`;
}

/** The instance that has an address. */
function holderOf(account: Account, region: string, id: string): Stored | undefined {
  return account.find(INSTANCE, associationOfAddress(account, id).instanceId, region);
}

const isFree = (account: Account, id: string): boolean =>
  associationOfAddress(account, id).associationId === "";

/** Whether an address moves to this instance's node, and is free or another node's. A load balancer leaves it first. */
function movesTo(account: Account, region: string, id: string, instance: Stored): boolean {
  const holder = holderOf(account, region, id);
  const node = nodeOf(account, instance);
  const isLeft = holder ? nodeOf(account, holder) !== node : isFree(account, id);
  return isLeft && claimantOf(account, region, id) === node;
}

/** Whether an address is free, or moves to this instance's node. */
function isLeftTo(account: Account, region: string, id: string, instance: Stored): boolean {
  const holder = holderOf(account, region, id);
  if (!holder) return isFree(account, id) && !isPromised(account, region, id, instance);
  return (
    nodeOf(account, holder) === nodeOf(account, instance) || movesTo(account, region, id, instance)
  );
}

function poolOf(account: Account, region: string, { companionOf = "" }: Stored): string[] {
  const group = account.find(AUTO_SCALING_GROUP, companionOf, region);
  const tags = objects(group?.inputs["tags"] ?? []);
  const ids = text(tags.find(({ key }) => key === "holdfast-allocation-ids")?.["value"]);
  return ids.split(" ").filter((id) => account.find(EIP, id, region));
}
