import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { collectEvents } from "../../../../commands/fleet/run/events";

const event = (one: object): EngineEvent => ({ sequence: 1, timestamp: 1, ...one });
const outputs = (op: string) => event({ resOutputsEvent: { metadata: { op } } });
const said = (severity: string, message: string, more = {}) =>
  event({ diagnosticEvent: { severity, message, color: "never", ...more } });

describe("collectEvents", () => {
  const collect = (...events: EngineEvent[]) => {
    const steps: number[] = [];
    const { summary, onEvent } = collectEvents((count) => void steps.push(count));
    events.forEach(onEvent);
    return { summary, steps };
  };

  it("counts the steps that change something", () => {
    assert.deepEqual(collect(outputs("create"), outputs("same"), outputs("update")).steps, [1, 2]);
  });

  it("keeps the changes of the summary, without what stays", () => {
    const summaryEvent = { resourceChanges: { create: 3, same: 40, delete: 0 } };
    assert.deepEqual(collect(event({ summaryEvent })).summary.changes, { create: 3 });
  });

  it("keeps warnings and errors as people read them, and nothing that is passing", () => {
    const { summary } = collect(
      said("warning", "<{%fg 3%}>entry-a1 moves<{%reset%}>\n"),
      said("error", "it is <{%reset%}>wrong\n"),
      said("info", "hello"),
      said("error", "soon gone", { ephemeral: true }),
    );
    assert.deepEqual(summary.notices, ["entry-a1 moves"]);
    assert.deepEqual(summary.errors, ["it is wrong"]);
  });

  it("takes a mandatory policy's word for an error, and no other's", () => {
    const policy = (enforcementLevel: string) =>
      event({ policyEvent: { policyName: "aws-x", message: "no", enforcementLevel } });
    assert.deepEqual(collect(policy("mandatory"), policy("warning")).summary.errors, ["aws-x: no"]);
  });
});
