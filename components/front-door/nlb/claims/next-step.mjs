// @ts-check
/** @typedef {import("./address.mjs").Place} Place */
/**
 * A zone of an NLB. Without an allocation, its address is one of Amazon's.
 *
 * @typedef {{ subnet: string, allocation?: string | undefined }} Mapping
 */

/**
 * The zones of an NLB that gets one more. A zone with an address of Amazon's was only kept because an NLB has one zone at
 * least.
 *
 * @param {readonly Mapping[]} mappings
 * @param {Mapping} added
 */
export const withZone = (mappings, added) => [
  ...mappings.filter(({ allocation }) => allocation !== undefined),
  added,
];

/**
 * The zones of an NLB that leaves that of an address. An NLB has one zone at least, and the address of a zone cannot be
 * changed in place. In place of the last zone, it gets another one, with an address of Amazon's, until it is deleted:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html
 *
 * @param {readonly Mapping[]} mappings
 * @param {string} left allocation of the address
 * @param {readonly string[]} subnets one in each zone, in the order of the zones: the last one is that other zone's
 * @returns {readonly Mapping[]}
 */
export function withoutAddress(mappings, left, subnets) {
  const kept = mappings.filter(({ allocation }) => allocation !== left);
  if (kept.length > 0) return kept;
  const other = subnets.findLast((subnet) => mappings.every((one) => one.subnet !== subnet));
  if (other !== undefined) return [{ subnet: other }];
  throw new Error(
    "the NLB has no other zone, and cannot be without one; add a zone to the network first",
  );
}

/**
 * The NLB, the address that it claims, its target groups, and the addresses that its name resolves to, as AWS describes
 * them.
 *
 * @typedef {{
 *   state: string,
 *   mappings: readonly Mapping[],
 *   place: Place,
 *   targets: readonly { name: string, isHealthy: boolean, summary: string }[],
 *   resolved: readonly string[],
 * }} View
 */

/**
 * What there is to do until an NLB serves with an address:
 *
 * - `take`: an instance has the address.
 * - `add`: the address is free, and the NLB can have its zone.
 * - `wait`: AWS is at work, or targets are not healthy.
 * - `done`: the NLB is active, has the address, half of the targets of each group at least are healthy, and its name
 *   resolves to the address, if it resolves here at all. An NLB can be active before a new zone of it serves.
 *
 * @param {{ key: string, allocation: string, subnet: string }} claim
 * @param {View} view
 * @returns {{ step: "take" | "add" | "wait" | "done", summary: string }}
 */
export function nextStep(
  { key, allocation, subnet },
  { state, mappings, place, targets, resolved },
) {
  const what = `${key} (${place.address})`;
  if (place.instance !== undefined) {
    return { step: "take", summary: `${what}: ${place.instance} has it` };
  }
  if (state !== "active") return { step: "wait", summary: `${what}: the NLB is ${state}` };
  const mapping = mappings.find((one) => one.subnet === subnet);
  if (mapping === undefined) {
    return place.association === undefined
      ? { step: "add", summary: `${what}: the NLB gets the zone of ${subnet}` }
      : { step: "wait", summary: `${what}: neither an instance nor the NLB has it` };
  }
  if (mapping.allocation !== allocation) {
    return { step: "wait", summary: `${what}: the NLB has another address in ${subnet}` };
  }
  if (place.association === undefined) {
    return { step: "wait", summary: `${what}: AWS associates it with the NLB` };
  }
  const sick = targets.filter(({ isHealthy }) => !isHealthy);
  if (sick.length > 0) {
    const which = sick.map(({ name, summary }) => `${name}: ${summary}`).join("; ");
    return { step: "wait", summary: `${what}: the NLB has it; ${which}` };
  }
  if (resolved.length > 0 && !resolved.includes(place.address)) {
    return {
      step: "wait",
      summary: `${what}: the NLB has it; its name does not resolve to it yet`,
    };
  }
  return { step: "done", summary: `${what}: the NLB has it, and its targets are healthy` };
}
