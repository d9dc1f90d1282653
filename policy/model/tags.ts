import { at, plain, textAt, UNKNOWN } from "../../stack/values";

/** The tags that properties state: a map, or a list as auto scaling groups have them; undefined if they are unknown. */
export function tagKeys(properties: Readonly<Record<string, unknown>>): Set<string> | undefined {
  const keys = new Set<string>();
  for (const property of ["tags", "tagsAll"]) {
    const tags = at(properties, property);
    if (tags === UNKNOWN) {
      // Of these, only what is stated counts: AWS's answer is unknown before it is given.
      if (property === "tags") return undefined;
    } else if (Array.isArray(tags)) {
      for (const tag of tags) {
        const key = textAt(tag, "key");
        if (plain(tag) === UNKNOWN || key === UNKNOWN) return undefined;
        if (key !== undefined) keys.add(key);
      }
    } else if (typeof tags === "object" && tags !== null) {
      for (const [key, value] of Object.entries(tags)) {
        if (plain(value) !== undefined) keys.add(key);
      }
    }
  }
  return keys;
}
