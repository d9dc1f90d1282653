/** A resource of a stack: from a mocked run, a preview, a stack export or a policy. */
export interface Resource {
  /** Pulumi type token, such as `aws:ec2/natGateway:NatGateway`; the newest if there are several. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly urn: string;
  /** URN of the parent. */
  readonly parent?: string | undefined;
  /** Unknown values are undefined or the engine's markers: see values.ts. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Its id in AWS, if known. Other resources' inputs refer to it by this. */
  readonly id?: string | undefined;
  /** Outputs, if any: from a state, or from a mocked run. */
  readonly outputs?: Readonly<Record<string, unknown>> | undefined;
  /** URNs of the resources that an input's value is made from, by input, as the engine records them. */
  readonly references?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly protect?: boolean | undefined;
  /** Keys of the tags that the provider adds to the resource. */
  readonly defaultTags?: readonly string[] | undefined;
}

/** Sorts resources by name, because the engine's order differs between runs. */
export function byName(resources: readonly Resource[]): Resource[] {
  const key = ({ name, type }: Resource) => `${name} ${type}`;
  return [...resources].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** The name in a URN. */
export const nameIn = (urn: string): string => urn.split("::").slice(3).join("::");

/** The type in a URN, without those of its parents. */
export const typeIn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** Type of the stack's own resource, whose outputs are those of the program. */
export const STACK = "pulumi:pulumi:Stack";

/** URN of the outermost ancestor of a resource below the stack; undefined for one without a parent. */
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
