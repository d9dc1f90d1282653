/** What the AWS provider does with a resource. */
export type Verb = "create" | "read" | "update" | "remove";

/** What the AWS provider asks AWS for, for the resources of one type. */
export interface ProviderCalls {
  /** Where the calls are in terraform-provider-aws, below internal/service. */
  readonly source: string;
  /** Beside those of `read`, which follow a creation and an update, and come before a deletion. */
  readonly create: readonly string[];
  readonly read: readonly string[];
  readonly update: readonly string[];
  readonly remove: readonly string[];
  /** Inputs with a role (its name or its ARN) that is handed to a service. */
  readonly passes?: Readonly<Record<string, string>>;
  /** The service whose service-linked role is created if the account does not have it. */
  readonly links?: string;
  /** Launches instances, of a launch template or of its own inputs: with the permissions of the caller. */
  readonly launches?: true;
}

/**
 * Actions as policies name them: "ec2: CreateVpc CreateTags" are two. An action with an input behind it is asked for
 * if the resource has that input, and it is not false: "ec2: GetIpamPoolAllocations?ipamPoolId". It may be a path.
 */
export const actions = (...lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const [service = "", names = ""] = line.split(":");
    return names
      .trim()
      .split(/\s+/)
      .map((name) => `${service}:${name}`);
  });
