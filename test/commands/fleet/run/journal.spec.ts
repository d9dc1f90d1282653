import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { FleetJournal } from "../../../../commands/fleet/run/journal";
import { temporaryFolder } from "../../local/fakes";

const CONFIG = { "aws:region": "us-east-1" };
const RESULT = {
  changes: { create: 3 },
  monthlyUsd: "46",
  allowList: ["203.0.113.1/32"],
  notices: [],
  seconds: 3,
};

describe("Journal", () => {
  const at = temporaryFolder();
  const open = (resume: boolean, command = "up") =>
    FleetJournal.open(at("fleet", "small.jsonl"), command, resume);

  it("knows what is done when a run is resumed, with what it came to", () => {
    open(false).note("a", CONFIG, RESULT);
    const resumed = open(true);
    assert.deepEqual(resumed.resultOf("a", CONFIG), RESULT);
    assert.equal(resumed.resultOf("b", CONFIG), undefined);
  });

  it("does not take a stack as done whose configuration has changed", () => {
    open(false).note("a", CONFIG, RESULT);
    assert.equal(open(true).resultOf("a", { "aws:region": "eu-west-1" }), undefined);
  });

  it("keeps what earlier runs have done when it is resumed again", () => {
    open(false).note("a", CONFIG, RESULT);
    open(true).note("b", CONFIG, RESULT);
    const third = open(true);
    assert.ok(third.resultOf("a", CONFIG) && third.resultOf("b", CONFIG));
  });

  it("begins anew without being resumed", () => {
    open(false).note("a", CONFIG, RESULT);
    open(false);
    assert.equal(open(true).resultOf("a", CONFIG), undefined);
  });

  it("reads a file whose last line was cut short at any byte", () => {
    const journal = open(false);
    journal.note("a", CONFIG, RESULT);
    const whole = readFileSync(at("fleet", "small.jsonl"), "utf8");
    journal.note("b", CONFIG, RESULT);
    const longer = readFileSync(at("fleet", "small.jsonl"), "utf8");
    for (let length = whole.length; length < longer.length; length++) {
      writeFileSync(at("fleet", "small.jsonl"), longer.slice(0, length));
      const resumed = open(true);
      assert.deepEqual(resumed.resultOf("a", CONFIG), RESULT);
      assert.equal(resumed.resultOf("b", CONFIG), undefined);
      resumed.note("c", CONFIG, RESULT);
      const again = open(true);
      assert.ok(again.resultOf("a", CONFIG) && again.resultOf("c", CONFIG), `cut at ${length}`);
    }
  });

  it("fails when there is nothing to resume, or the run was of another command", () => {
    assert.throws(() => open(true), /no run to resume: .* Leave out --resume/);
    open(false, "preview");
    assert.throws(
      () => open(true, "up"),
      /the last run was `preview` and cannot be resumed as `up`/,
    );
  });
});
