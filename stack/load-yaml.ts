import { load } from "js-yaml";

/** The least size up to which aliases may expand a text: thousands of stacks that share their settings. */
const ALLOWED_BYTES = 4 * 1024 * 1024;

/** How much larger than the text its values may be. A plain text is smaller than this even as JSON. */
const ALLOWED_FACTOR = 8;

/**
 * Reads YAML that people wrote. Anchors and aliases are allowed, unless the values that they share make the
 * whole far larger than the text: each reader of the result would take minutes and gigabytes.
 *
 * @throws {Error} if it is not YAML, or if aliases expand it too much or contain themselves
 */
export function loadYaml(text: string): unknown {
  const value = load(text);
  const allowed = Math.max(ALLOWED_BYTES, ALLOWED_FACTOR * text.length);
  if (expandedSize(value, new Map()) > allowed) {
    throw new Error(
      `aliases (*name) expand it to more than ${Math.round(allowed / 1024 / 1024)} MiB. ` +
        "Let aliases share small values, without aliases in them",
    );
  }
  return value;
}

/** A value that is being measured, and so contains itself if it is met again. */
const OPEN = -1;

/**
 * About the size of a value as JSON, with aliases written out. `js-yaml` gives what aliases share as one
 * object, which is measured once: this takes as long as reading the text did.
 */
function expandedSize(value: unknown, sizes: Map<object, number>): number {
  if (typeof value !== "object" || value === null) return String(value).length + 1;
  const known = sizes.get(value);
  if (known === OPEN) {
    throw new Error("an alias (*name) stands inside the value that it names. Take it out");
  }
  if (known !== undefined) return known;
  sizes.set(value, OPEN);
  const size = Object.entries(value).reduce(
    (sum, [key, part]) => sum + key.length + 1 + expandedSize(part, sizes),
    1,
  );
  sizes.set(value, size);
  return size;
}
