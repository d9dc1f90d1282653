// @ts-check

/**
 * Health of one target, as the load balancer reports it: its id, `healthy`, `initial`, `unhealthy`, `unused`,
 * `draining`, `unavailable` or `unhealthy.draining`, and the reason.
 *
 * @typedef {{ id: string, state: string, reason?: string, description?: string }} TargetHealth
 *
 * - `pass`: the colour can get clients.
 * - `settling`: enough targets are healthy, but others are still starting, so waiting is better.
 * - `wait`: too few targets are healthy.
 *
 * @typedef {{ verdict: "pass" | "settling" | "wait", healthy: number, registered: number, summary: string }} Decision
 */

/** States of deregistered targets, which get no new connections. */
const LEAVING = ["draining", "unhealthy.draining"];

/**
 * Decides whether a colour can get clients. At least half of its targets must be healthy, and at least one: one
 * broken instance must not block a rollback, and a colour that is starting must not send all clients to its first
 * instance.
 *
 * @param {readonly TargetHealth[]} targets
 * @returns {Decision}
 */
export function decide(targets) {
  const registered = targets.filter(({ state }) => !LEAVING.includes(state));
  const healthy = registered.filter(({ state }) => state === "healthy");
  const coming = registered.some(({ state }) => state === "initial");
  const enough = healthy.length > 0 && healthy.length * 2 >= registered.length;
  return {
    verdict: !enough ? "wait" : coming ? "settling" : "pass",
    healthy: healthy.length,
    registered: registered.length,
    summary: summarize(registered, healthy.length),
  };
}

/**
 * @param {readonly TargetHealth[]} registered
 * @param {number} healthy
 */
function summarize(registered, healthy) {
  if (registered.length === 0) {
    return "no targets: its auto scaling group is empty, its name does not resolve, or the targets are not registered yet";
  }
  /** @type {Map<string, string[]>} */
  const byReason = new Map();
  for (const target of registered.filter(({ state }) => state !== "healthy")) {
    const reason = [target.state, target.reason, target.description].filter(Boolean).join(", ");
    byReason.set(reason, [...(byReason.get(reason) ?? []), target.id]);
  }
  const others = [...byReason].map(([reason, ids]) => `${ids.length} ${reason} (${ids.join(" ")})`);
  return [`${healthy} of ${registered.length} targets are healthy`, ...others].join("; ");
}
