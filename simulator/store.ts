import type { Journal } from "./journal";
import { typeOf } from "./model";
import { ANY_TYPE, EIP } from "./model/tokens";
import type { ResourceKey, Stored } from "./model/resource";
import type { Properties, Property } from "./model/type";
import { type Values, isGiven, isObject, list, text } from "./model/values";

/** A resource that the engine requested, with its URN. */
export interface Creation extends ResourceKey {
  readonly urn: string;
}

/** One atomic change: a line of the journal. */
export interface Change {
  readonly put?: readonly Stored[];
  readonly gone?: readonly ResourceKey[];
  /** How many public addresses have been assigned so far. */
  readonly addressesIssued?: number;
  /** How many Elastic IPs have been released so far; noted when a journal is compacted. */
  readonly addressesReleased?: number;
  /** A creation whose response the engine may not have received. */
  readonly asked?: Creation;
  /** All creations of that kind; replaces the recorded ones. */
  readonly unanswered?: readonly Creation[];
}

interface Use {
  readonly type: string;
  readonly id: string;
  readonly bond: Property["bond"];
}

/** The ids that inputs refer to, at any depth. */
export function usesOf(properties: Properties, inputs: Values): Use[] {
  return Object.entries(properties).flatMap(([key, { fields, refersTo, bond }]) => {
    const value = inputs[key];
    const values = (Array.isArray(value) ? list(value) : [value]).filter(isGiven);
    if (fields) {
      return values.filter(isObject).flatMap((part) => usesOf(fields, part));
    }
    return refersTo ? values.map((id) => ({ type: refersTo, id: text(id), bond })) : [];
  });
}

const usesOfStored = ({ type, inputs }: Stored): Use[] => usesOf(typeOf(type).inputs, inputs);

const isElastic = ({ type }: ResourceKey): boolean => type === EIP;

const keyOf = ({ region, id }: Pick<ResourceKey, "region" | "id">): string => `${region} ${id}`;

type Index = Map<string, Set<Stored>>;

const include = (index: Index, id: string, resource: Stored): unknown =>
  index.set(id, (index.get(id) ?? new Set()).add(resource));

function exclude(index: Index, id: string, resource: Stored): void {
  const left = index.get(id);
  left?.delete(resource);
  if (left?.size === 0) {
    index.delete(id);
  }
}

/** The resources of an account with an index of their references, mirrored in a journal if there is one. */
export class Store {
  private readonly byType = new Map<string, Map<string, Stored>>();
  private readonly byId: Index = new Map();
  private readonly users: Index = new Map();
  private issued = 0;
  private released = 0;
  private creations: Creation[] = [];

  constructor(private readonly journal?: Journal) {}

  /** How many public addresses have been assigned so far. */
  get addressesIssued(): number {
    return this.issued;
  }

  /** How many Elastic IPs have been released so far. */
  get addressesReleased(): number {
    return this.released;
  }

  /** The creations of existing resources that the engine may not have recorded, oldest first. */
  get unanswered(): readonly Creation[] {
    return this.creations.filter((creation) => this.find(creation));
  }

  issueAddress(): number {
    return this.issued++;
  }

  find({ type, region, id }: ResourceKey): Stored | undefined {
    const place = typeOf(type).global ? "global" : region;
    return this.byType.get(type)?.get(keyOf({ region: place, id }));
  }

  /** All resources of a type, or of all types, in the order of their last change. */
  all(type?: string): Stored[] {
    const types = type === undefined ? [...this.byType.keys()] : [type];
    return types.flatMap((one) => [...(this.byType.get(one)?.values() ?? [])]);
  }

  /** The resources with an id, of any type and region. */
  withId(id: string): Stored[] {
    return [...(this.byId.get(id) ?? [])];
  }

  /** The resources whose inputs refer to an id. */
  referring(id: string): Stored[] {
    return [...(this.users.get(id) ?? [])];
  }

  /** The resources that refer to this one with a bond of the given kind. */
  bound(used: Stored, kind: Property["bond"]): Stored[] {
    return this.referring(used.id).filter(
      (user) =>
        user.companionOf !== used.id &&
        usesOfStored(user).some(
          ({ type, id, bond }) =>
            bond === kind && id === used.id && [used.type, ANY_TYPE].includes(type),
        ),
    );
  }

  /** Makes a change, first on disk. */
  commit(change: Change): void {
    this.journal?.append(change);
    this.apply(change);
  }

  /** Applies a change that is already on disk. */
  apply(change: Change): void {
    const { put = [], gone = [], addressesIssued, addressesReleased, asked, unanswered } = change;
    this.issued = addressesIssued ?? this.issued;
    this.released = addressesReleased ?? this.released + gone.filter(isElastic).length;
    gone.forEach((place) => this.take(place));
    put.forEach((resource) => this.put(resource));
    if (unanswered) this.creations = [...unanswered];
    if (asked) this.creations.push(asked);
  }

  private put(resource: Stored): void {
    this.take(resource);
    const sameType = this.byType.get(resource.type) ?? new Map<string, Stored>();
    this.byType.set(resource.type, sameType.set(keyOf(resource), resource));
    include(this.byId, resource.id, resource);
    usesOfStored(resource).forEach(({ id }) => include(this.users, id, resource));
  }

  private take(place: ResourceKey): void {
    const resource = this.byType.get(place.type)?.get(keyOf(place));
    if (resource) {
      this.byType.get(place.type)?.delete(keyOf(place));
      exclude(this.byId, resource.id, resource);
      usesOfStored(resource).forEach(({ id }) => exclude(this.users, id, resource));
    }
  }
}
