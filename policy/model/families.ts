import { type Resource, STACK, typeIn } from "../../stack/resource";

/**
 * Groups of redundant resources: those of one component; without a component, those whose names differ only
 * in their last part (`web-a` and `web-b`, `node1` and `node2`).
 */
export function families(resources: readonly Resource[]): Resource[][] {
  const found = new Map<string, Resource[]>();
  for (const resource of resources) {
    const { parent } = resource;
    const isAlone = parent === undefined || typeIn(parent) === STACK;
    const key = isAlone ? `name ${stem(resource.name)}` : parent;
    found.set(key, [...(found.get(key) ?? []), resource]);
  }
  return [...found.values()];
}

/** Whether names differ only in their last part. */
export const areAlike = (one: Resource, other: Resource): boolean =>
  stem(one.name) === stem(other.name);

/** A name without its key: a number, or a part of one or two characters. */
const stem = (name: string): string => name.replace(/([-_.][a-z0-9]{1,2}|\d+)$/i, "");
