/** A resource of a stack: from a mocked run, a preview, a stack export or a policy. */
export interface Resource {
  /** Pulumi type token, such as `aws:ec2/natGateway:NatGateway`; the newest of a resource that has several. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly urn: string;
  /** URN of the parent. */
  readonly parent?: string | undefined;
  /** Values that are not known yet are undefined or the engine's markers for them: see values.ts. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What AWS calls it, when that is known: other resources' inputs refer to it by this. */
  readonly id?: string | undefined;
  /** What AWS answered, where there was one: from a state, or made up by a mocked run. */
  readonly outputs?: Readonly<Record<string, unknown>> | undefined;
  /** By input: URNs of the resources that its value is made from, as the engine records them. */
  readonly references?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly protect?: boolean | undefined;
  /** Keys of the tags that the provider adds to the resource. */
  readonly defaultTags?: readonly string[] | undefined;
}

/** Resources in the order of their names: an engine makes them in another order at each run. */
export function byName(resources: readonly Resource[]): Resource[] {
  const key = ({ name, type }: Resource) => `${name} ${type}`;
  return [...resources].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** The name in a URN. */
export const nameIn = (urn: string): string => urn.split("::").slice(3).join("::");

/** The type in a URN, without those of its parents. */
export const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** Type of the resource that is the stack itself: its outputs are those of the program. */
export const STACK = "pulumi:pulumi:Stack";

/** URN of the outermost ancestor of a resource, the stack aside; undefined for one without a parent. */
export function outermost(
  resource: { readonly parent?: string | undefined },
  find: (urn: string) => { readonly parent?: string | undefined } | undefined,
): string | undefined {
  let found: string | undefined;
  let next = resource.parent;
  while (next !== undefined && typeIn(next) !== STACK && next !== found) {
    found = next;
    next = find(next)?.parent;
  }
  return found;
}
