// @ts-check

/**
 * One generation of an image. Times are ISO 8601.
 *
 * @typedef {{ id: string, createdAt: string, deprecatedAt?: string }} Image
 *
 * @typedef {object} Facts
 * @property {readonly Image[]} images all generations
 * @property {string} [current] the image for new nodes; none if all images are to be deregistered
 * @property {readonly string[]} inUse images that an instance or a launch template uses
 * @property {number} keep number of newest images to keep, including the current one if it is among them
 * @property {number} graceDays days from deprecation to deregistration
 * @property {Date} now
 *
 * @typedef {{ kept: Record<string, string>, deprecate: string[], deregister: string[] }} Retirement
 */

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Decides about each generation: kept, with the reason; deprecated, which only hides it from other accounts; or, at
 * the end of the grace period, deregistered. The current image and images in use are kept at any age. Without a
 * current image, all unused images are deregistered at once.
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
      retirement.kept[id] =
        `deprecated, deregistered by the first update after ${goneAt.toISOString()}`;
    } else {
      retirement.deregister.push(id);
    }
  }
  return retirement;
}
