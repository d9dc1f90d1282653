// @ts-check

/**
 * An instance refresh as Auto Scaling tells of it; `version` is of the launch template that was asked for,
 * or undefined when the group's own was.
 *
 * @typedef {{ id: string, status: string, reason: string, version: string | undefined }} Refresh
 *
 * What AWS says of a node: its group's instances with the version of the launch template that each was
 * launched from, the newest refresh, who has its Elastic IPs, and how many of Route 53's checkers got an
 * answer that is healthy; `checkers` is undefined for a node without a health check. Instances of a group with several
 * addresses share them.
 *
 * @typedef {{
 *   instances: readonly { id: string, version: string, inService: boolean, isProtected: boolean }[],
 *   refresh: Refresh | undefined,
 *   addresses: readonly { address: string, holder: string | undefined }[],
 *   checkers: number | undefined,
 *   healthyCheckers: number,
 * }} View
 */

/** Statuses of a refresh that has ended. */
const ENDED = ["Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"];

/** @param {Refresh | undefined} refresh */
export const isActive = (refresh) => refresh !== undefined && !ENDED.includes(refresh.status);

/**
 * Whether all instances of a node are of a version.
 *
 * @param {View} view
 * @param {string} version
 */
export const isOf = ({ instances }, version) =>
  instances.length > 0 && instances.every((one) => one.version === version);

/**
 * How far a node is with a version.
 *
 * - `serves`: an instance of it in service has the address, and at least half of the checkers, if there are any, find it
 *   healthy. Route 53 itself asks for more than 18 percent; a new image should do better than just so. Of several
 *   addresses, all are with such instances.
 * - `isProven`: what was launched may replace what was there. With one address, it serves. Several ones move only when
 *   old instances go: the new ones are in service, as their lifecycle hook lets those be that can do their work.
 * - `isStable`: no client is cut off. With one address, it serves; of several, each is with some instance.
 *
 * @param {View} view
 * @param {string} version
 * @returns {{ serves: boolean, isProven: boolean, isStable: boolean, summary: string }}
 */
export function judge({ instances, addresses, checkers, healthyCheckers }, version) {
  const launched = instances.filter((one) => one.version === version);
  const inService = new Set(launched.filter((one) => one.inService).map(({ id }) => id));
  const answers =
    checkers === undefined || (healthyCheckers > 0 && healthyCheckers * 2 >= checkers);
  const serves = addresses.every(({ holder = "" }) => inService.has(holder)) && answers;
  const areHeld = addresses.every(({ holder }) => holder !== undefined);
  const areReady = launched.length > 0 && inService.size === launched.length;
  const summary = [
    launched.length === 0
      ? `no instance of version ${version} yet`
      : `${launched.map(({ id, inService }) => `${id} is ${inService ? "in service" : "launching"}`).join(", ")}`,
    whoHas(addresses),
    ...(checkers === undefined
      ? []
      : [`${healthyCheckers} of ${checkers} health checkers find it healthy`]),
  ].join("; ");
  const isPool = addresses.length > 1;
  return {
    serves,
    isProven: isPool ? areHeld && areReady : serves,
    isStable: isPool ? areHeld : serves,
    summary,
  };
}

/** @param {View["addresses"]} addresses */
export const whoHas = (addresses) =>
  addresses.map(({ address, holder = "nobody" }) => `${holder} has ${address}`).join(", ");
