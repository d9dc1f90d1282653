import { type Resource, outermost, typeIn } from "./resource";
import { plain, textsWithin, UNKNOWN } from "./values";

/** Properties that identify a resource in other resources' inputs. */
const IDENTIFIERS = [
  ...["id", "arn", "allocationId", "name", "bucket"],
  ...["publicIp", "privateIp", "publicDns", "dnsName"],
];

/**
 * The resources of a stack and the references between them: by known values, and otherwise by the engine's record of
 * dependencies. Lookups take no longer in a larger stack.
 */
export class StackGraph {
  readonly #byType = new Map<string, Resource[]>();
  readonly #byUrn = new Map<string, Resource>();
  readonly #byIdentifier = new Map<string, Resource[]>();
  readonly #references = new Map<Resource, Map<string, Resource[]>>();
  #referring: Map<Resource, Set<Resource>> | undefined;

  constructor(readonly resources: readonly Resource[]) {
    for (const resource of resources) {
      append(this.#byType, resource.type, resource);
      this.#byUrn.set(resource.urn, resource);
      for (const identifier of identifiersOf(resource)) {
        append(this.#byIdentifier, identifier, resource);
      }
    }
  }

  find(urn: string): Resource | undefined {
    return this.#byUrn.get(urn);
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    if (types.length === 1) return this.#byType.get(types[0]!) ?? [];
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** Type of the outermost component that a resource belongs to; empty without one. */
  componentOf(resource: Resource): string {
    return typeIn(outermost(resource, (urn) => this.find(urn)) ?? "");
  }

  /** Resources of these types (of any type without `types`) that a value names, at any depth. */
  named(value: unknown, ...types: readonly string[]): Resource[] {
    const found = textsWithin(value).flatMap((text) =>
      namesIn(text).flatMap((name) => this.#byIdentifier.get(name) ?? []),
    );
    return [...new Set(found)].filter((each) => isOneOf(types, each));
  }

  /** Resources that a property names; those of the engine's record if its value names none. */
  referred(resource: Resource, property: string, ...types: readonly string[]): Resource[] {
    const named = this.named(resource.inputs[property], ...types);
    return named.length > 0 ? named : this.#recorded(resource, property, types);
  }

  /** Resources that a property, including nested values, refers to by its value or by the engine's record. */
  references(resource: Resource, property: string, ...types: readonly string[]): Resource[] {
    let known = this.#references.get(resource);
    if (!known) this.#references.set(resource, (known = new Map<string, Resource[]>()));
    let found = known.get(property);
    if (!found) known.set(property, (found = this.#find(resource, property)));
    return found.filter((each) => isOneOf(types, each));
  }

  /** The first resource of a type that a property refers to. */
  reference(resource: Resource, property: string, type: string): Resource | undefined {
    return this.references(resource, property, type)[0];
  }

  /** Whether every item of a list property is a resource of this stack. */
  refersOnlyTo(resource: Resource, property: string, ...types: readonly string[]): boolean {
    const value = plain(resource.inputs[property]);
    const found = this.references(resource, property, ...types).length;
    if (value === UNKNOWN) return found > 0;
    return found > 0 && found >= (Array.isArray(value) ? distinct(value) : 1);
  }

  /** Resources of these types (of any type without `types`) that refer to one, by any property. */
  referringTo(target: Resource, ...types: readonly string[]): Resource[] {
    this.#referring ??= this.#turnAround();
    return [...(this.#referring.get(target) ?? [])].filter((each) => isOneOf(types, each));
  }

  #find(resource: Resource, property: string): Resource[] {
    const found = new Set([
      ...this.#recorded(resource, property, []),
      ...this.named(resource.inputs[property]),
    ]);
    found.delete(resource);
    return [...found];
  }

  #recorded(resource: Resource, property: string, types: readonly string[]): Resource[] {
    return (resource.references?.[property] ?? []).flatMap((urn) => {
      const other = this.find(urn);
      return other && isOneOf(types, other) ? [other] : [];
    });
  }

  #turnAround(): Map<Resource, Set<Resource>> {
    const referring = new Map<Resource, Set<Resource>>();
    for (const resource of this.resources) {
      for (const property of Object.keys({ ...resource.inputs, ...resource.references })) {
        for (const target of this.references(resource, property)) {
          const others = referring.get(target);
          if (others) others.add(resource);
          else referring.set(target, new Set([resource]));
        }
      }
    }
    return referring;
  }
}

function identifiersOf({ id, inputs, outputs }: Resource): ReadonlySet<string> {
  const values = IDENTIFIERS.map((key) => plain(outputs?.[key] ?? inputs[key]));
  return new Set([plain(id), ...values].filter((value) => typeof value === "string"));
}

/** Several ids or ARNs in one text: separated by spaces in tags, by commas in variables of functions. */
const SEVERAL = /^(?:[a-z]+-[0-9a-f]+|arn:[^\s,]+)(?:[ ,](?:[a-z]+-[0-9a-f]+|arn:[^\s,]+))+$/;

/** What a text may name: itself, each of several ids, or an address that an allow-list has as a /32 block. */
function namesIn(text: string): string[] {
  if (text.endsWith("/32")) return [text.slice(0, -3)];
  return SEVERAL.test(text) ? text.split(/[ ,]/) : [text];
}

const isOneOf = (types: readonly string[], { type }: Resource): boolean =>
  types.length === 0 || types.includes(type);

/** Number of different items of a list; each unknown one may be different. */
function distinct(items: readonly unknown[]): number {
  const values = items.map(plain);
  const unknown = values.filter((value) => value === UNKNOWN).length;
  return new Set(values.filter((value) => value !== UNKNOWN)).size + unknown;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
