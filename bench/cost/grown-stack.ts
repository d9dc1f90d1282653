import { join } from "node:path";
import { planProgram } from "../../commands/shared/plan-program";
import { readStackSettings } from "../../stack/stack-settings";
import type { Resource } from "../../stack/resource";
import { projectName } from "../../commands/local/stacks";

const ROOT = join(__dirname, "..", "..");

/** Copies of the front door of Pulumi.dev.yaml up to a number of resources, each with its own ids. */
export async function grownStacks(sizes: readonly number[]): Promise<Resource[][]> {
  const all = await planProgram(projectName(ROOT), readStackSettings(ROOT, "dev"));
  const seed = all.filter(({ type }) => !type.startsWith("pulumi:"));
  const ids = new Set(seed.flatMap(({ id, urn }) => [urn, ...(id === undefined ? [] : [id])]));
  return sizes.map((size) =>
    Array.from({ length: size }, (_, index) =>
      copyOf(seed[index % seed.length]!, Math.floor(index / seed.length), ids),
    ),
  );
}

/** A resource whose name, and the names that it refers to, end in a number. */
function copyOf(resource: Resource, turn: number, ids: ReadonlySet<string>): Resource {
  const renamed = (value: unknown): unknown => {
    if (typeof value === "string") return ids.has(value) ? `${value}-${turn}` : value;
    if (Array.isArray(value)) return value.map(renamed);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, renamed(inner)]));
  };
  const copy = renamed(resource) as Resource;
  return { ...copy, name: `${resource.name}-${turn}` };
}
