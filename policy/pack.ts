import type { EnforcementLevel } from "@pulumi/policy";
import { StackGraph } from "../stack/graph";
import type { Resource } from "../stack/resource";
import { problemsIn } from "./check-config";
import { configured, type HoldfastPolicy } from "./model/policy";

/** The configuration of one policy. */
export interface PolicySettings {
  readonly level: EnforcementLevel;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A violation, as reported to the engine. */
export interface Found {
  readonly policy: HoldfastPolicy;
  readonly level: EnforcementLevel;
  readonly message: string;
  /** URN of the resource that a stack policy reports. */
  readonly urn?: string | undefined;
}

/** The stack's data, which the engine sends before it asks for the levels of the policies. */
export interface StackFacts {
  /** Whether the stack's configuration has a section of holdfast, such as `holdfast:network`. */
  readonly isHoldfast: boolean;
}

/**
 * The level of a policy that the pack's configuration does not set: advisory for programs other than
 * holdfast.
 */
export const levelOf = (
  { level = "mandatory" }: HoldfastPolicy,
  { isHoldfast }: StackFacts,
): EnforcementLevel => (isHoldfast ? level : "advisory");

const WRONG = "the configuration of the policy pack is invalid; no policy was evaluated";

/** Policies, configured for a stack. */
export class Pack {
  #facts: StackFacts = { isHoldfast: false };
  #configuration: ReadonlyMap<string, PolicySettings> = new Map();

  constructor(readonly policies: readonly HoldfastPolicy[]) {}

  /** Sets the levels of policies that the configuration leaves out, by the kind of stack. */
  configureStack(facts: StackFacts): void {
    this.#facts = facts;
  }

  /**
   * @param configuration by policy name; a missing policy keeps its defaults
   * @throws {Error} with all unknown policies and settings
   */
  configure(configuration: ReadonlyMap<string, PolicySettings>): void {
    const given = [...configuration].map(([name, { settings }]) => [name, settings] as const);
    const problems = problemsIn(Object.fromEntries(given), this.policies);
    if (problems.length > 0) throw new Error([WRONG, ...problems].join("\n  "));
    this.#configuration = configuration;
  }

  /** Level of a policy that the configuration leaves out. */
  defaultLevelOf(policy: HoldfastPolicy): EnforcementLevel {
    return levelOf(policy, this.#facts);
  }

  /** Whether a policy judges single resources of a type. */
  judges(type: string): boolean {
    return this.#ofResources().some(({ types }) => types.includes(type));
  }

  /** The policies for single resources that do not judge a type. */
  notOf(type: string): readonly HoldfastPolicy[] {
    return this.#ofResources().filter(({ types }) => !types.includes(type));
  }

  /** @throws {Error} with the name of the policy whose check failed */
  judgeResource(resource: Resource): Found[] {
    return this.#ofResources()
      .filter(({ types }) => types.includes(resource.type))
      .flatMap((policy) =>
        this.#find(policy, (config) =>
          policy.check(resource, config).map((message) => ({ message })),
        ),
      );
  }

  /** @throws {Error} with the name of the policy whose check failed */
  judgeStack(resources: readonly Resource[]): Found[] {
    const stack = new StackGraph(resources);
    return this.#enabled().flatMap((policy) =>
      this.#find(policy, (config) => {
        const violations =
          policy.kind === "stack"
            ? policy.check(stack, config)
            : (policy.together?.(stack, config) ?? []);
        return violations.map(({ message, resource }) => ({ message, urn: resource?.urn }));
      }),
    );
  }

  #ofResources() {
    return this.#enabled().filter((policy) => policy.kind === "resource");
  }

  #enabled(): HoldfastPolicy[] {
    return this.policies.filter((policy) => this.#levelOf(policy) !== "disabled");
  }

  /** The pack does not remediate: requests for it fail. */
  #levelOf(policy: HoldfastPolicy): EnforcementLevel {
    const level = this.#configuration.get(policy.name)?.level ?? this.defaultLevelOf(policy);
    return level === "remediate" ? "mandatory" : level;
  }

  #find(
    policy: HoldfastPolicy,
    check: (config: ReturnType<typeof configured>) => readonly Pick<Found, "message" | "urn">[],
  ): Found[] {
    const level = this.#levelOf(policy);
    const given = this.#configuration.get(policy.name)?.settings ?? {};
    try {
      return check(configured(policy.settings, given)).map((found) => ({
        policy,
        level,
        ...found,
      }));
    } catch (error) {
      const reason = error instanceof Error ? error.stack : String(error);
      throw new Error(`policy ${policy.name} failed: ${reason}`, { cause: error });
    }
  }
}
