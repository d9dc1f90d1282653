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

/** What `pulumi preview --json` prints. */
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
 * Reads what `pulumi preview --json` prints; one that ended with errors may have no steps.
 *
 * @throws {Error} for anything else
 */
export function readDigest(json: unknown): PreviewDigest {
  const { steps = [] } = (json ?? {}) as Partial<PreviewDigest>;
  if (typeof json !== "object" || !Array.isArray(steps)) {
    throw new Error("this is not what `pulumi preview --json` prints: no list of steps");
  }
  return { steps };
}

/** The events in an engine's event log. */
export const readEvents = (log: string): EngineEvent[] =>
  log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent);

/** The resources that there will be after an update, from the steps of a preview. */
export function fromPreview({ steps }: PreviewDigest): Resource[] {
  // A replacement is told in several steps, of which each has the state that there will be.
  const after = new Map<string, StateResource>();
  for (const { urn, newState } of steps) if (newState) after.set(urn, { ...newState, urn });
  return resourcesIn([...after.values()]);
}

/**
 * The resources in what the engine printed, whichever of the two it is.
 *
 * @throws {Error} for anything but a stack export or a preview
 */
export function fromEngine(json: unknown): Resource[] {
  const { steps, deployment } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (steps !== undefined) return fromPreview(readDigest(json));
  if (deployment !== undefined) return fromStackExport(json);
  throw new Error(
    "this is neither what `pulumi stack export` prints nor what `pulumi preview --json` does",
  );
}
