import type { EngineEvent, OpMap } from "@pulumi/pulumi/automation";

/** A summary of the events of one operation. */
interface OperationSummary {
  /** Completed steps. */
  steps: number;
  changes: Record<string, number>;
  notices: string[];
  errors: string[];
}

/** Summarizes an operation from the engine's events. */
export function collectEvents(onStep: (steps: number) => void): {
  summary: OperationSummary;
  onEvent: (event: EngineEvent) => void;
} {
  const summary: OperationSummary = { steps: 0, changes: {}, notices: [], errors: [] };
  const onEvent = (event: EngineEvent): void => {
    const { resOutputsEvent, diagnosticEvent, policyEvent, summaryEvent } = event;
    if (resOutputsEvent && resOutputsEvent.metadata.op !== "same") onStep(++summary.steps);
    if (summaryEvent) summary.changes = changesOf(summaryEvent.resourceChanges);
    if (diagnosticEvent && !diagnosticEvent.ephemeral) {
      const { severity, message } = diagnosticEvent;
      if (severity === "error") summary.errors.push(plain(message));
      if (severity === "warning") summary.notices.push(plain(message));
    }
    if (policyEvent?.enforcementLevel === "mandatory") {
      summary.errors.push(`${policyEvent.policyName}: ${plain(policyEvent.message)}`);
    }
  };
  return { summary, onEvent };
}

function changesOf(counts: OpMap): Record<string, number> {
  const changed = Object.entries(counts).filter(
    ([op, count]) => op !== "same" && Number(count) > 0,
  );
  return Object.fromEntries(changed.map(([op, count]) => [op, Number(count)]));
}

/** Removes the engine's colour directives, such as `<{%reset%}>`. */
const plain = (message: string): string => message.replace(/<\{%.*?%\}>/g, "").trim();
