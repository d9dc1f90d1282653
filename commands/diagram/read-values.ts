import type { Resource } from "../../stack/resource";
import { knownPart } from "../../stack/values";

/** A known text of a resource's inputs, or of its outputs if AWS has returned them. */
export function textOf(resource: Resource, key: string): string | undefined {
  const value = knownPart(resource.inputs[key]) ?? knownPart(resource.outputs?.[key]);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The value of a tag. Auto scaling groups have their tags as a list. */
export function tagOf({ inputs }: Resource, key: string): string | undefined {
  const tags = knownPart(inputs["tags"]);
  const value = Array.isArray(tags)
    ? (tags as { key?: string; value?: unknown }[]).find((tag) => tag.key === key)?.value
    : (tags as Record<string, unknown> | undefined)?.[key];
  return typeof value === "string" ? value : undefined;
}
