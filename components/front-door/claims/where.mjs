// @ts-check

/**
 * An address that a node claims: its key in the inventory, its allocation id, the node with its auto scaling group or, of
 * a pair, its instances, and the node's name in the inventory.
 *
 * @typedef {{
 *   key: string,
 *   allocation: string,
 *   node: string,
 *   holder: string,
 *   group?: string,
 *   instances?: readonly string[],
 * }} Claim
 * @typedef {import("../../image/roll/judge.mjs").View} View
 */

/**
 * Whether an instance of the node has the address and is in service; else, whether a load balancer has it and may leave it,
 * because such an instance is ready to claim it.
 *
 * @param {Claim} claim
 * @param {Pick<View, "addresses"> & {
 *   readonly instances: readonly { readonly id: string, readonly inService: boolean, readonly isReady?: boolean }[],
 * }} view of the node's instances and this address; `isReady` says whether they have told that they are, where a load
 *   balancer has the address
 * @returns {{ isClaimed: boolean, mayLeave: boolean, summary: string }}
 */
export function whereIs({ key, node, group }, { instances, addresses }) {
  const { address = "", holder, isElsewhere = false } = addresses[0] ?? {};
  const what = `${key} (${address})`;
  const own = instances.find(({ id }) => id === holder);
  if (own?.inService) {
    return { isClaimed: true, mayLeave: false, summary: `${what}: ${own.id} of ${node} has it` };
  }
  const ready = instances.filter(({ inService, isReady = inService }) => isReady).length;
  const other = isElsewhere ? "a load balancer" : "no instance";
  const able = isElsewhere ? "ready" : "in service";
  const state = group ? `of ${group} are ${able}` : `of ${node} are running`;
  const where = own ? `${own.id}, which is launching` : (holder ?? other);
  return {
    isClaimed: false,
    mayLeave: isElsewhere && ready > 0,
    summary: `${what}: ${node} has not claimed it; it is with ${where}; ${ready} of ${instances.length} instances ${state}`,
  };
}
