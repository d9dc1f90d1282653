// @ts-check

/**
 * One generation of an image. Times are ISO 8601.
 *
 * @typedef {{ id: string, createdAt: string, deprecatedAt?: string }} Image
 *
 * @typedef {object} Facts
 * @property {readonly Image[]} images all generations
 * @property {string} [current] the one that new nodes get; none when the images are given up altogether
 * @property {readonly string[]} inUse those that an instance or a launch template has
 * @property {number} keep how many of the newest stay, the current one counted if it is among them
 * @property {number} graceDays from an image's deprecation to its end
 * @property {Date} now
 *
 * @typedef {{ kept: Record<string, string>, deprecate: string[], deregister: string[] }} Retirement
 */

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Decides what becomes of each generation: kept, with the reason; deprecated, which hides it from
 * others and leaves it working; or, when that is long enough ago, deregistered for good. What is current
 * or in use is left alone, however old. Without a current one, all go at once that nothing uses.
 *
 * @param {Facts} facts
 * @returns {Retirement}
 */
export function decide({ images, current, inUse, keep, graceDays, now }) {
  /** @type {Retirement} */
  const retirement = { kept: {}, deprecate: [], deregister: [] };
  const newestFirst = [...images].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? 1 : -1),
  );
  for (const [index, { id, deprecatedAt }] of newestFirst.entries()) {
    const goneAt = deprecatedAt && new Date(Date.parse(deprecatedAt) + graceDays * DAY_MS);
    if (id === current) {
      retirement.kept[id] = "current";
    } else if (inUse.includes(id)) {
      retirement.kept[id] = "in use";
    } else if (current === undefined) {
      retirement.deregister.push(id);
    } else if (index < keep) {
      retirement.kept[id] = `one of the newest ${keep}`;
    } else if (!goneAt) {
      retirement.deprecate.push(id);
    } else if (goneAt > now) {
      retirement.kept[id] = `deprecated, goes at the first update after ${goneAt.toISOString()}`;
    } else {
      retirement.deregister.push(id);
    }
  }
  return retirement;
}
