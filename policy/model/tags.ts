import { at, plain, textAt, UNKNOWN } from "../../stack/values";

/** The tags of a resource, from a map, or from a list as in auto scaling groups; undefined if unknown. */
export function tagKeys(properties: Readonly<Record<string, unknown>>): Set<string> | undefined {
  const keys = new Set<string>();
  for (const property of ["tags", "tagsAll"]) {
    const tags = at(properties, property);
    if (tags === UNKNOWN) {
      // For these, only inputs count: outputs are unknown before the deployment.
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
