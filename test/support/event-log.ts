import { existsSync, readFileSync, rmSync } from "node:fs";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** The operation on one resource. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly name: string;
}

/** The result of an operation. */
export interface Outcome {
  readonly steps: Step[];
  /** Outputs of the stack, by name; secrets are masked. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The engine's output. */
  readonly printed: string;
}

export interface EventLog {
  /** Runs an operation with an event log, and reads its events. */
  outcomeOf(operation: (flags: readonly string[]) => Promise<string>): Promise<Outcome>;
}

/** The log of the engine's events, in one file for one operation after another. */
export const openEventLog = (file: string): EventLog => ({
  outcomeOf: async (operation) => {
    rmSync(file, { force: true });
    const printed = await operation(["--event-log", file]);
    return { ...readEvents(existsSync(file) ? readFileSync(file, "utf8") : ""), printed };
  },
});

/** Steps and outputs in the log of an operation: one event as JSON on each line. */
export function readEvents(log: string): Omit<Outcome, "printed"> {
  const steps: Step[] = [];
  let outputs: Record<string, unknown> = {};
  for (const line of log.split("\n").filter(Boolean)) {
    const { resourcePreEvent, resOutputsEvent } = JSON.parse(line) as EngineEvent;
    if (resourcePreEvent) steps.push(stepOf(resourcePreEvent.metadata));
    const done = resOutputsEvent?.metadata;
    if (done?.type === "pulumi:pulumi:Stack") outputs = { ...done.new?.outputs };
  }
  return { steps, outputs };
}

const stepOf = ({ op, type, urn }: StepEventMetadata): Step => ({
  op,
  type,
  name: urn.slice(urn.lastIndexOf("::") + 2),
});
