// @ts-check

/**
 * What the load balancer says of one target: its id, `healthy`, `initial`, `unhealthy`, `unused`,
 * `draining`, `unavailable` or `unhealthy.draining`, and why.
 *
 * @typedef {{ id: string, state: string, reason?: string, description?: string }} TargetHealth
 *
 * - `pass`: clients may be sent there.
 * - `settling`: enough are healthy, others are still coming up; better wait a little.
 * - `wait`: too few are healthy.
 *
 * @typedef {{ verdict: "pass" | "settling" | "wait", healthy: number, registered: number, summary: string }} Decision
 */

/** Targets that leave, which new connections do not reach. */
const LEAVING = ["draining", "unhealthy.draining"];

/**
 * Decides whether clients may be sent to a colour. At least half of its targets must be healthy, and at
 * least one: a colour with one broken instance must not keep a rollback from happening, and one that is
 * just starting should not get everything on its first instance.
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
    return "no targets: its auto scaling group or its name has none, or they are not registered yet";
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
