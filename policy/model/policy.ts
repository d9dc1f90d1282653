import type { EnforcementLevel, PolicyConfigSchema, Severity } from "@pulumi/policy";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";

/** One setting of a policy: its JSON schema, and its default. */
export interface Setting<T> {
  readonly schema: PolicyConfigSchema["properties"][string];
  readonly default: T;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** A policy's settings, as passed to its check. */
export type Config<S extends Settings> = { readonly [K in keyof S]: S[K]["default"] };

/** A control of a published framework. */
export interface Framework {
  readonly name: string;
  readonly version: string;
  /** Id of the control. */
  readonly reference: string;
  /** Title of the control. */
  readonly specification: string;
}

interface About {
  /** `aws-<service>-<resource>-<verb>-<what>`. */
  readonly name: string;
  readonly displayName: string;
  /** The policy's requirement, in one sentence. */
  readonly what: string;
  /** Why it matters. */
  readonly why: string;
  /** The remedy for a violation. */
  readonly remedy: string;
  readonly severity: Severity;
  readonly framework: Framework;
  /** The default level; the pack's configuration can change it. @default "mandatory" */
  readonly level?: EnforcementLevel;
}

/** Checks one resource's inputs, before it is created or changed. */
interface ResourcePolicy<S extends Settings = Settings> extends About {
  readonly kind: "resource";
  readonly types: readonly string[];
  readonly settings: S;
  /** A message for each violation. */
  check(this: void, resource: Resource, config: Config<S>): readonly string[];
  /**
   * Violations across several resources, at the end of a preview or an update.
   *
   * @default - none
   */
  together?(this: void, stack: StackGraph, config: Config<S>): readonly Violation[];
}

export interface Violation {
  readonly message: string;
  /** The resource to report it for. @default - the whole stack */
  readonly resource?: Resource;
}

/** Checks the whole stack, at the end of a preview or an update. */
interface StackPolicy<S extends Settings = Settings> extends About {
  readonly kind: "stack";
  readonly settings: S;
  check(this: void, stack: StackGraph, config: Config<S>): readonly Violation[];
}

export type HoldfastPolicy = ResourcePolicy | StackPolicy;

export function resourcePolicy<const S extends Settings = Record<never, never>>(
  policy: Omit<ResourcePolicy<S>, "kind" | "settings"> & { readonly settings?: S },
): ResourcePolicy {
  return { settings: {}, ...policy, kind: "resource" } as unknown as ResourcePolicy;
}

export function stackPolicy<const S extends Settings = Record<never, never>>(
  policy: Omit<StackPolicy<S>, "kind" | "settings"> & { readonly settings?: S },
): StackPolicy {
  return { settings: {}, ...policy, kind: "stack" } as unknown as StackPolicy;
}

export const whole = (byDefault: number, description: string, minimum = 1): Setting<number> => ({
  schema: { type: "integer", minimum, default: byDefault, description },
  default: byDefault,
});

/** An amount without a default. */
export const amount = (description: string): Setting<number | undefined> => ({
  schema: { type: "number", minimum: 0, description },
  default: undefined,
});

export const texts = (
  byDefault: readonly string[],
  description: string,
): Setting<readonly string[]> => ({
  schema: { type: "array", items: { type: "string" }, default: [...byDefault], description },
  default: byDefault,
});

export const ports = (
  byDefault: readonly number[],
  description: string,
): Setting<readonly number[]> => ({
  schema: {
    type: "array",
    items: { type: "integer", minimum: 1, maximum: 65535 },
    default: [...byDefault],
    description,
  },
  default: byDefault,
});

export const yesNo = (byDefault: boolean, description: string): Setting<boolean> => ({
  schema: { type: "boolean", default: byDefault, description },
  default: byDefault,
});

/** The settings as configured, with defaults for the others. */
export function configured(settings: Settings, given: Readonly<Record<string, unknown>>) {
  const entries = Object.entries(settings).map(([key, setting]) => [
    key,
    given[key] ?? setting.default,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}
