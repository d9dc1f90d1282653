// @ts-check

/**
 * An instance refresh as Auto Scaling tells of it; `version` is of the launch template that was asked for,
 * or undefined when the group's own was.
 *
 * @typedef {{ id: string, status: string, reason: string, version: string | undefined }} Refresh
 *
 * What AWS says of a node: its group's instances with the version of the launch template that each was
 * launched from, the newest refresh, who has its Elastic IP, and how many of Route 53's checkers got an
 * answer that is healthy; `checkers` is undefined for a node without a health check.
 *
 * @typedef {{
 *   instances: readonly { id: string, version: string, inService: boolean }[],
 *   refresh: Refresh | undefined,
 *   address: string,
 *   holder: string | undefined,
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
 * Whether the node serves with the version: an instance of it is in service and has the address, and at
 * least half of the checkers, if there are any, find it healthy. Route 53 itself asks for more than 18 percent; a new
 * image should do better than just so.
 *
 * @param {View} view
 * @param {string} version
 * @returns {{ serves: boolean, summary: string }}
 */
export function judge({ instances, address, holder, checkers, healthyCheckers }, version) {
  const launched = instances.filter((one) => one.version === version);
  const taken = launched.find(({ id }) => id === holder);
  const answers =
    checkers === undefined || (healthyCheckers > 0 && healthyCheckers * 2 >= checkers);
  const summary = [
    launched.length === 0
      ? `no instance of version ${version} yet`
      : `${launched.map(({ id, inService }) => `${id} is ${inService ? "in service" : "launching"}`).join(", ")}`,
    holder === undefined ? `nobody has ${address}` : `${holder} has ${address}`,
    ...(checkers === undefined
      ? []
      : [`${healthyCheckers} of ${checkers} health checkers find it healthy`]),
  ].join("; ");
  return { serves: taken?.inService === true && answers, summary };
}
