import { StackGraph } from "../../stack/graph";
import { type Resource, byName } from "../../stack/resource";
import { knownPart } from "../../stack/values";
import type { Usage } from "../usage";
import type { Context } from "./pricing";

/**
 * Prepares resources for pricing: reduces inputs to known values, and indexes resources by type, id and URN.
 */
export function createContext(
  given: readonly Resource[],
  region: string,
  usage: Usage,
): Context & { readonly graph: StackGraph } {
  const graph = new StackGraph(
    byName(given).map((resource) => ({
      ...resource,
      inputs: knownPart(withoutNull(resource.inputs)) as Record<string, unknown>,
    })),
  );
  const place = (type: string, { name, parent }: Resource) => [type, name, parent].join(" ");
  const byPlace = new Map(graph.resources.map((one) => [place(one.type, one), one]));

  const made = new Map<unknown, unknown>();
  const context = {
    region,
    usage,
    graph,
    all: (type: string) => graph.ofType(type),
    referred: (resource: Resource, input: string, type: string) =>
      graph.referred(resource, input, type)[0] ??
      (input in resource.inputs ? byPlace.get(place(type, resource)) : undefined),
    once: <T>(make: (context: Context) => T): T => {
      if (!made.has(make)) made.set(make, make(context));
      return made.get(make) as T;
    },
  };
  return context;
}

/** Providers return null for unset values, which counts as known. */
const withoutNull = (inputs: Resource["inputs"]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
