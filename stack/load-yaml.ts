import { load } from "js-yaml";

/** Size up to which aliases may always expand a text: thousands of stacks that share their settings. */
const ALLOWED_BYTES = 4 * 1024 * 1024;

/** Allowed ratio of the expanded values to the text. A text without aliases is below it, even as JSON. */
const ALLOWED_FACTOR = 8;

/**
 * Reads YAML that people wrote. Anchors and aliases are allowed, unless they make the expanded values far larger than
 * the text: each reader of the result would take minutes and gigabytes.
 *
 * @throws {Error} if it is not YAML, or if aliases expand it too much or contain themselves
 */
export function loadYaml(text: string): unknown {
  const value = load(text);
  const allowed = Math.max(ALLOWED_BYTES, ALLOWED_FACTOR * text.length);
  if (expandedSize(value, new Map()) > allowed) {
    throw new Error(
      `aliases (*name) expand it to more than ${Math.round(allowed / 1024 / 1024)} MiB. ` +
        "Use aliases only for small values that contain no aliases",
    );
  }
  return value;
}

/** Marks a value that is being measured. If it occurs again, it contains itself. */
const OPEN = -1;

/**
 * Approximate size of a value as JSON, with aliases expanded. `js-yaml` returns aliases of a value as one object,
 * which is measured once, so this takes as long as parsing the text.
 */
function expandedSize(value: unknown, sizes: Map<object, number>): number {
  if (typeof value !== "object" || value === null) return String(value).length + 1;
  const known = sizes.get(value);
  if (known === OPEN) {
    throw new Error("an alias (*name) is inside the value that it names. Remove it");
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
