// @ts-check

/**
 * An instance refresh as Auto Scaling reports it. `version` is that of the desired launch template; undefined if the
 * refresh used the group's own.
 *
 * @typedef {{ id: string, status: string, reason: string, version: string | undefined }} Refresh
 *
 * State of a node in AWS: the instances of its group, each with the version of its launch template; the newest
 * refresh; the holders of its Elastic IPs, and whether that is no instance; and how many of Route 53's checkers got a healthy answer. `checkers` is
 * undefined for a node without a health check. Instances of a group with several addresses share them.
 *
 * @typedef {{
 *   instances: readonly { id: string, version: string, inService: boolean, isProtected: boolean }[],
 *   refresh: Refresh | undefined,
 *   addresses: readonly { address: string, holder: string | undefined, isElsewhere?: boolean }[],
 *   checkers: number | undefined,
 *   healthyCheckers: number,
 * }} View
 */

/** Statuses of a refresh that has ended. */
const ENDED = ["Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"];

/** @param {Refresh | undefined} refresh */
export const isActive = (refresh) => refresh !== undefined && !ENDED.includes(refresh.status);

/**
 * Whether all instances of a node have a version.
 *
 * @param {View} view
 * @param {string} version
 */
export const isOf = ({ instances }, version) =>
  instances.length > 0 && instances.every((one) => one.version === version);

/**
 * Progress of a node to a version.
 *
 * - `serves`: an instance of the version is in service and has the address, and at least half of the checkers, if
 *   any, report it healthy. Route 53 itself requires more than 18 percent; a new image should be clearly above that.
 * With
 *   several addresses, all are with such instances.
 * - `isProven`: the launched instances may replace the old ones. With one address, it serves. Several addresses move
 *   only when old instances terminate: the new ones are in service, which their lifecycle hook allows when they are
 * ready.
 * - `isStable`: all addresses work. With one address, it serves; with several, each is with some instance.
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
      : [`${healthyCheckers} of ${checkers} health checkers report it healthy`]),
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
  addresses.map(({ address, holder = "no instance" }) => `${holder} has ${address}`).join(", ");
