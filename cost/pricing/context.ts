import { type PlannedResource, byName, knownPart } from "../../stack/resource";
import type { Usage } from "../usage";
import type { Context } from "./pricing";

/** Prepares resources for pricing: their inputs reduced to what is known, and found by type, id and URN. */
export function createContext(
  given: readonly PlannedResource[],
  region: string,
  usage: Usage,
): Context & {
  readonly resources: readonly PlannedResource[];
  readonly find: (urn: string) => PlannedResource | undefined;
} {
  const resources = byName(given).map((resource) => ({
    ...resource,
    inputs: knownPart(resource.inputs) as Record<string, unknown>,
  }));
  const byType = new Map<string, PlannedResource[]>();
  const byUrn = new Map<string, PlannedResource>();
  const byId = new Map<string, PlannedResource>();
  const byPlace = new Map<string, PlannedResource>();
  const place = (type: string, { name, parent }: PlannedResource) => [type, name, parent].join(" ");
  for (const resource of resources) {
    const { type, urn, id } = resource;
    const same = byType.get(type);
    if (same) same.push(resource);
    else byType.set(type, [resource]);
    byUrn.set(urn, resource);
    if (id !== undefined) byId.set(`${type} ${id}`, resource);
    byPlace.set(place(type, resource), resource);
  }

  const made = new Map<unknown, unknown>();
  const context = {
    region,
    usage,
    resources,
    find: (urn: string) => byUrn.get(urn),
    all: (type: string) => byType.get(type) ?? [],
    referred: (resource: PlannedResource, input: string, type: string) => {
      const ids = stringsIn(resource.inputs[input]);
      const named = ids.map((id) => byId.get(`${type} ${id}`)).find(Boolean);
      if (named) return named;
      const noted = (resource.references?.[input] ?? [])
        .map((urn) => byUrn.get(urn))
        .find((one) => one?.type === type);
      return noted ?? (input in resource.inputs ? byPlace.get(place(type, resource)) : undefined);
    },
    once: <T>(make: (context: Context) => T): T => {
      if (!made.has(make)) made.set(make, make(context));
      return made.get(make) as T;
    },
  };
  return context;
}

/** All texts at any depth of a value. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
