// @ts-check

/**
 * An address that a node claims: its key in the inventory, its allocation id, the node with its auto scaling group, and
 * the node's name in the inventory.
 *
 * @typedef {{ key: string, allocation: string, node: string, holder: string, group: string }} Claim
 * @typedef {import("../../image/roll/judge.mjs").View} View
 */

/**
 * Whether an instance of the node has the address and is in service.
 *
 * @param {Claim} claim
 * @param {Pick<View, "instances" | "addresses">} view of the node's group and this address
 * @returns {{ isClaimed: boolean, summary: string }}
 */
export function whereIs({ key, node, group }, { instances, addresses }) {
  const { address = "", holder } = addresses[0] ?? {};
  const what = `${key} (${address})`;
  const own = instances.find(({ id }) => id === holder);
  if (own?.inService) return { isClaimed: true, summary: `${what}: ${own.id} of ${node} has it` };
  const ready = instances.filter(({ inService }) => inService).length;
  const where = own ? `${own.id}, which is launching` : (holder ?? "no instance");
  return {
    isClaimed: false,
    summary: `${what}: ${node} has not claimed it; it is with ${where}; ${ready} of ${instances.length} instances of ${group} are in service`,
  };
}
