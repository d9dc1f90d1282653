import assert from "node:assert/strict";
import type { AwsSample } from "../../../../commands/drill/aws/load";
import { outcomeOf, renderOutcome } from "../../../../commands/drill/aws/report";

const SETTINGS = {
  frontDoor: "haproxy",
  scenario: "az-blocked",
  title: "a zone is cut off",
  experiment: "completed",
  ratePerSecond: 10,
  faultAt: 1_000,
};
const good = (at: number, milliseconds = 20): AwsSample => ({
  at,
  milliseconds,
  status: 200,
  error: "",
});
const lost = (at: number): AwsSample => ({
  at,
  milliseconds: 3_000,
  status: 0,
  error: "ECONNRESET",
});

describe("the outcome of a rehearsal on AWS", () => {
  it("counts what failed, and how long after the fault the last one did", () => {
    const samples = [good(0), good(900, 250), lost(2_000), lost(5_500), good(9_000)];
    const outcome = outcomeOf(samples, SETTINGS);
    assert.equal(outcome.requests, 5);
    assert.equal(outcome.failed, 2);
    assert.deepEqual(outcome.errors, { ECONNRESET: 2 });
    assert.equal(outcome.lostSeconds, 0.2);
    assert.equal(outcome.slowestSeconds, 0.25);
    assert.equal(outcome.recoverSeconds, 7.5);
  });

  it("is well at once when nothing failed", () => {
    const { failed, recoverSeconds } = outcomeOf([good(2_000)], SETTINGS);
    assert.deepEqual([failed, recoverSeconds], [0, 0]);
  });

  it("is a table, with what was wrong below it", () => {
    assert.equal(
      renderOutcome(outcomeOf([good(0), lost(2_000)], SETTINGS)),
      [
        "front door  scenario           requests  failed  lost s  slowest s  recovered s  experiment",
        "haproxy     a zone is cut off         2       1     0.1       0.02          4.0  completed",
        "  1 x ECONNRESET",
      ].join("\n"),
    );
  });
});
