import { closest, distance } from "fastest-levenshtein";
import type { HoldfastPolicy } from "./model/policy";

/** Settings of policies, without levels, as the engine passes them to the pack: by policy, with defaults. */
type PackSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The keys that the engine accepts for every policy. */
const ALL = "all";

/**
 * The problems of the pack's configuration: unknown policies and unknown settings. The engine silently passes
 * both on, and the intended policy keeps its defaults. The engine checks values itself.
 */
export function problemsIn(config: PackSettings, policies: readonly HoldfastPolicy[]): string[] {
  const byName = new Map(policies.map((policy) => [policy.name, policy]));
  return Object.entries(config).flatMap(([name, given]) => {
    if (name === ALL) return unknownKeys(name, given, { enforcementLevel: {} });
    const policy = byName.get(name);
    if (!policy) return [`${name}: no policy has this name. ${remedy(name, [...byName.keys()])}`];
    const schemas = Object.entries(policy.settings).map(([key, { schema }]) => [key, schema]);
    return unknownKeys(name, given, {
      enforcementLevel: {},
      ...(Object.fromEntries(schemas) as Schemas),
    });
  });
}

type Schemas = Readonly<Record<string, { readonly properties?: object }>>;

function unknownKeys(path: string, given: object, known: Schemas): string[] {
  return Object.entries(given).flatMap(([key, value]: [string, unknown]) => {
    const schema = Object.hasOwn(known, key) ? known[key] : undefined;
    const where = `${path}.${key}`;
    if (!schema) return [`${where}: is not a setting. ${remedy(key, Object.keys(known))}`];
    const isOpen = schema.properties === undefined || typeof value !== "object" || value === null;
    return isOpen ? [] : unknownKeys(where, value, schema.properties as Schemas);
  });
}

/** The nearest name if it looks like a typo, else where all names are listed. */
export function remedy(word: string, names: readonly string[]): string {
  const nearest = closest(word, [...names]);
  const isPart = names.find((name) => word.length > 3 && name.includes(word));
  if (distance(word, nearest) <= Math.ceil(nearest.length / 3)) return `Did you mean ${nearest}?`;
  if (isPart !== undefined) return `Did you mean ${isPart}?`;
  return names.length > 20 ? "policy/README.md lists all" : `Write one of ${names.join(", ")}`;
}
