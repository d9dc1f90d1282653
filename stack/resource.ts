/** A resource as a program declares it: from a mocked run, a preview, a stack export or a policy. */
export interface PlannedResource {
  /** Pulumi type token, such as `aws:ec2/natGateway:NatGateway`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly urn: string;
  /** URN of the parent. */
  readonly parent?: string;
  /** Values that are not known yet are undefined or Pulumi's marker for them. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What AWS calls it, when that is known: other resources' inputs refer to it by this. */
  readonly id?: string;
  /** What AWS answered, where there was one: from a state, or made up by a mocked run. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URNs that an input depends on, by input: how resources are told whose ids are not known yet. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
}

/** What the engine puts where a value is not known before the update runs. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** Key that marks an object as a wrapped secret. */
const SECRET = "4dabf18193072939515e22adb298388d";

/** Resources in the order of their names: an engine makes them in another order at each run. */
export function byName(resources: readonly PlannedResource[]): PlannedResource[] {
  const key = ({ name, type }: PlannedResource) => `${name} ${type}`;
  return [...resources].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/**
 * The known part of a value. What is unknown, secret or refuses to be read becomes undefined, its key
 * stays: that something was given may matter, too.
 */
export function knownPart(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value === UNKNOWN || value === null ? undefined : value;
  }
  if (Array.isArray(value)) {
    return value.map((_, index) => attempt(() => knownPart((value as unknown[])[index])));
  }
  const known: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (key === SECRET) return undefined;
    known[key] = attempt(() => knownPart((value as Record<string, unknown>)[key]));
  }
  return known;
}

/** A policy's view of the inputs throws where a value is unknown. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The name in a URN. */
export const nameIn = (urn: string): string => urn.split("::").slice(3).join("::");

/** The type in a URN, without those of its parents. */
export const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

const STACK = "pulumi:pulumi:Stack";

/** URN of the outermost ancestor of a resource, the stack aside; undefined for one without a parent. */
export function outermost(
  resource: { readonly parent?: string },
  find: (urn: string) => { readonly parent?: string } | undefined,
): string | undefined {
  let found: string | undefined;
  let next = resource.parent;
  while (next !== undefined && typeIn(next) !== STACK && next !== found) {
    found = next;
    next = find(next)?.parent;
  }
  return found;
}
