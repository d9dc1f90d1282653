import { stringsIn } from "../../cost/pricing/context";
import { type PlannedResource, byName, knownPart, outermost, typeIn } from "../../stack/resource";

/** Outputs by which other resources, and names, refer to one. */
const IDENTIFIERS = ["arn", "dnsName", "publicIp", "publicDns", "privateIp", "name"];

/** The resources of a stack, and which refer to which. */
export class Inventory {
  /** In the order of their names. */
  readonly resources: readonly PlannedResource[];
  readonly #byUrn: ReadonlyMap<string, PlannedResource>;
  readonly #byIdentifier = new Map<string, PlannedResource[]>();

  constructor(resources: readonly PlannedResource[]) {
    this.resources = byName(resources);
    this.#byUrn = new Map(resources.map((one) => [one.urn, one]));
    for (const one of this.resources) {
      const outputs = IDENTIFIERS.map((key) => one.outputs?.[key]);
      for (const text of new Set([one.id, ...outputs])) {
        if (typeof text !== "string" || text === "") continue;
        this.#byIdentifier.set(text, [...(this.#byIdentifier.get(text) ?? []), one]);
      }
    }
  }

  /** The resources of a type, such as `ec2/vpc:Vpc`, in the order of their names. */
  all(type: string): PlannedResource[] {
    return this.resources.filter((one) => one.type === `aws:${type}`);
  }

  /** Type of the outermost component that a resource belongs to; empty without one. */
  componentOf(resource: PlannedResource): string {
    return typeIn(outermost(resource, (urn) => this.#byUrn.get(urn)) ?? "");
  }

  /** The resources of a type that a value names, at any depth. */
  named(value: unknown, type: string): PlannedResource[] {
    // Tags and variables of functions hold several, with spaces or commas between them.
    const texts = stringsIn(knownPart(value)).flatMap((text) => [text, ...text.split(/[ ,]/)]);
    const found = texts.flatMap((text) => this.#byIdentifier.get(text) ?? []);
    return [...new Set(found)].filter((one) => one.type === `aws:${type}`);
  }

  /** The resources of a type that an input refers to: by its value, or by the engine's notes if that is unknown. */
  referred(resource: PlannedResource, input: string, type: string): PlannedResource[] {
    const named = this.named(resource.inputs[input], type);
    if (named.length > 0) return named;
    return (resource.references?.[input] ?? []).flatMap((urn) => {
      const one = this.#byUrn.get(urn);
      return one?.type === `aws:${type}` ? [one] : [];
    });
  }
}

/** A known text among a resource's inputs or, unless AWS has not answered, its outputs. */
export function textOf(resource: PlannedResource, key: string): string | undefined {
  const value = knownPart(resource.inputs[key]) ?? knownPart(resource.outputs?.[key]);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A tag's value; auto scaling groups have their tags as a list. */
export function tagOf({ inputs }: PlannedResource, key: string): string | undefined {
  const tags = knownPart(inputs["tags"]);
  const value = Array.isArray(tags)
    ? (tags as { key?: string; value?: unknown }[]).find((tag) => tag.key === key)?.value
    : (tags as Record<string, unknown> | undefined)?.[key];
  return typeof value === "string" ? value : undefined;
}
