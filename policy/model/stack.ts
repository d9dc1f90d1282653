import { plain, textsWithin, UNKNOWN } from "./values";

/** A resource as policies see it: in a preview, values that are not known yet are the engine's markers. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  /** URN of the parent. */
  readonly parent?: string;
  /** Keys of the tags that the provider adds to each resource. */
  readonly defaultTags?: readonly string[];
  /** By property: the URNs of the resources that its value is made from. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
}

/** Properties whose value names the resource for others. */
const IDENTIFIERS = ["id", "arn", "allocationId", "publicIp", "name", "bucket"];

/**
 * The resources of a stack, and which of them refer to which: by values where they are known, and by
 * the engine's record of dependencies where they are not. Looking up takes no longer in a larger stack.
 */
export class Stack {
  readonly #byType = new Map<string, Resource[]>();
  readonly #byUrn = new Map<string, Resource>();
  readonly #byIdentifier = new Map<string, Resource[]>();
  readonly #references = new Map<Resource, Map<string, Resource[]>>();
  #referring: Map<Resource, Set<Resource>> | undefined;

  constructor(readonly resources: readonly Resource[]) {
    for (const resource of resources) {
      append(this.#byType, resource.type, resource);
      this.#byUrn.set(resource.urn, resource);
      for (const identifier of new Set(IDENTIFIERS.map((key) => resource.props[key]))) {
        const known = plain(identifier);
        if (typeof known === "string") append(this.#byIdentifier, known, resource);
      }
    }
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** The resource of a type that a known value names. */
  lookup(value: unknown, ...types: readonly string[]): Resource | undefined {
    if (typeof value !== "string") return undefined;
    return this.#byIdentifier.get(value)?.find((each) => isOneOf(types, each));
  }

  /** The resources that a property, with everything in it, refers to. */
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
    const value = plain(resource.props[property]);
    const found = this.references(resource, property, ...types).length;
    if (value === UNKNOWN) return found > 0;
    return found > 0 && found >= (Array.isArray(value) ? distinct(value) : 1);
  }

  /** The resources of the types given (of any type, if none is) that refer to one, by any property. */
  referringTo(target: Resource, ...types: readonly string[]): Resource[] {
    this.#referring ??= this.#turnAround();
    return [...(this.#referring.get(target) ?? [])].filter((each) => isOneOf(types, each));
  }

  #find(resource: Resource, property: string): Resource[] {
    const found = new Set<Resource>();
    for (const urn of resource.references?.[property] ?? []) {
      const other = this.#byUrn.get(urn);
      if (other) found.add(other);
    }
    for (const text of textsWithin(resource.props[property]).flatMap(idsIn)) {
      // An address in an allow-list is a block of one.
      const name = text.endsWith("/32") ? text.slice(0, -3) : text;
      for (const other of this.#byIdentifier.get(name) ?? []) found.add(other);
    }
    found.delete(resource);
    return [...found];
  }

  #turnAround(): Map<Resource, Set<Resource>> {
    const referring = new Map<Resource, Set<Resource>>();
    for (const resource of this.resources) {
      for (const property of Object.keys({ ...resource.props, ...resource.references })) {
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

/** A tag may name several resources, with spaces between their ids. */
const idsIn = (text: string): string[] =>
  /^([a-z]+-[0-9a-f]{8,17} )+[a-z]+-[0-9a-f]{8,17}$/.test(text) ? text.split(" ") : [text];

const isOneOf = (types: readonly string[], { type }: Resource): boolean =>
  types.length === 0 || types.includes(type);

/** How many different items a list has; each unknown one may be another. */
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
