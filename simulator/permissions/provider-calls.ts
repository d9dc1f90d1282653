/** The AWS provider's operation on a resource. */
export type Verb = "create" | "read" | "update" | "remove";

/** The AWS provider's calls for the resources of one type. */
export interface ProviderCalls {
  /** Source file of the calls in terraform-provider-aws, below internal/service. */
  readonly source: string;
  /** In addition to those of `read`, which follow a creation and an update, and precede a deletion. */
  readonly create: readonly string[];
  readonly read: readonly string[];
  readonly update: readonly string[];
  readonly remove: readonly string[];
  /** Inputs with a role (its name or its ARN) that is passed to a service. */
  readonly passes?: Readonly<Record<string, string>>;
  /** The service whose service-linked role is created if the account does not have it. */
  readonly links?: string;
  /**
   * Whether it launches instances, from a launch template or its own inputs, with the caller's permissions.
   */
  readonly launches?: true;
}

/**
 * Actions as policies name them: "ec2: CreateVpc CreateTags" are two. An action with an input after it is
 * needed if the resource has that input, and it is not false: "ec2: GetIpamPoolAllocations?ipamPoolId". It
 * may be a path.
 */
export const actions = (...lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const [service = "", names = ""] = line.split(":");
    return names
      .trim()
      .split(/\s+/)
      .map((name) => `${service}:${name}`);
  });
