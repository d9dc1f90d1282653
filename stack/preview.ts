import { type StateResource, fromStackExport, resourcesIn } from "./export";
import type { Resource } from "./resource";

type StepState = Omit<StateResource, "urn">;

/** A step of a preview. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly oldState?: StepState;
  readonly newState?: StepState;
  readonly diffReasons?: readonly string[] | null;
  readonly replaceReasons?: readonly string[] | null;
}

/** Output of `pulumi preview --json`. */
export interface PreviewDigest {
  readonly steps: readonly Step[];
}

type Outputs = Readonly<Record<string, unknown>>;

/** A line of the engine's event log. */
export interface EngineEvent {
  readonly diagnosticEvent?: {
    readonly severity: string;
    readonly message: string;
    readonly urn?: string;
    readonly ephemeral?: boolean;
  };
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
  };
  readonly resOutputsEvent?: {
    readonly metadata: {
      readonly type: string;
      readonly old?: { readonly outputs?: Outputs } | null;
      readonly new?: { readonly outputs?: Outputs } | null;
    };
  };
}

/**
 * Reads the output of `pulumi preview --json`. A preview that failed may have no steps.
 *
 * @throws {Error} for anything else
 */
export function readDigest(json: unknown): PreviewDigest {
  const { steps = [] } = (json ?? {}) as Partial<PreviewDigest>;
  if (typeof json !== "object" || !Array.isArray(steps)) {
    throw new Error("not an output of `pulumi preview --json`: it has no list of steps");
  }
  return { steps };
}

/** The events in an engine's event log. */
export const readEvents = (log: string): EngineEvent[] =>
  log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent);

/** Returns the resources after an update, from the steps of a preview. */
export function fromPreview({ steps }: PreviewDigest): Resource[] {
  // A replacement has several steps, and each of them has the state after the update.
  const after = new Map<string, StateResource>();
  for (const { urn, newState } of steps) if (newState) after.set(urn, { ...newState, urn });
  return resourcesIn([...after.values()]);
}

/**
 * Returns the resources of a stack export or of a preview.
 *
 * @throws {Error} for anything but a stack export or a preview
 */
export function fromEngine(json: unknown): Resource[] {
  const { steps, deployment } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (steps !== undefined) return fromPreview(readDigest(json));
  if (deployment !== undefined) return fromStackExport(json);
  throw new Error("not an output of `pulumi stack export` or `pulumi preview --json`");
}
