import assert from "node:assert/strict";
import type { FleetStack } from "../../../../commands/fleet/file/read-fleet";
import { FleetJournal } from "../../../../commands/fleet/run/journal";
import type { FleetCommand } from "../../../../commands/fleet/run/operation";
import type { StackResult } from "../../../../commands/fleet/run/result";
import { inWaves, runFleet } from "../../../../commands/fleet/run/run-fleet";
import { temporaryFolder } from "../../local/fakes";

const RESULT: StackResult = { changes: {}, allowList: [], notices: [], seconds: 1 };
const stack = (name: string, wave = 1): FleetStack => ({ name, wave, config: { name } });
const STACKS = [stack("a"), stack("b"), stack("c", 2), stack("d", 2)];

describe("runFleet", () => {
  const at = temporaryFolder();

  /** Runs the stacks one at a time; some fail, and a stop comes while one is under way. */
  async function run(options: {
    command?: FleetCommand;
    resume?: boolean;
    failing?: string;
    stopAt?: string;
  }) {
    const { command = "up", resume = false, failing, stopAt } = options;
    const stop = new AbortController();
    const carriedOut: string[] = [];
    const told: string[] = [];
    const done = await runFleet(
      { stacks: STACKS, errorBudget: 0 },
      {
        command,
        parallel: 1,
        stop: stop.signal,
        journal: FleetJournal.open(at("journal.jsonl"), command, resume),
        operate: (one, onStep) => {
          carriedOut.push(one.name);
          onStep(1);
          if (one.name === stopAt) stop.abort();
          return one.name === failing
            ? Promise.reject(new Error("broken"))
            : Promise.resolve(RESULT);
        },
        tell: (progress) => void told.push(`${progress.stack.name} ${progress.kind}`),
      },
    );
    return { ...done, carriedOut, told, states: done.outcomes.map(({ state }) => state) };
  }

  it("carries the command out on all stacks, wave by wave, and tells of each", async () => {
    const { states, told, ended } = await run({});
    assert.deepEqual(states, ["done", "done", "done", "done"]);
    assert.equal(ended, undefined);
    assert.deepEqual(told.slice(0, 4), ["a started", "a step", "a ended", "b started"]);
  });

  it("destroys the last wave first", async () => {
    assert.deepEqual((await run({ command: "destroy" })).carriedOut, ["c", "d", "a", "b"]);
  });

  it("says of a stack that failed why, and of the others that they were not started", async () => {
    const { states, outcomes, ended } = await run({ failing: "b" });
    assert.deepEqual(states, ["done", "failed", "notStarted", "notStarted"]);
    assert.equal(outcomes[1]!.error, "broken");
    assert.equal(ended, "errors");
  });

  it("continues after a failure with the remaining stacks, and keeps the results of the others", async () => {
    await run({ failing: "c" });
    const { states, carriedOut, outcomes } = await run({ resume: true });
    assert.deepEqual(states, ["doneBefore", "doneBefore", "done", "done"]);
    assert.deepEqual(carriedOut, ["c", "d"]);
    assert.deepEqual(outcomes[0]!.result, RESULT);
  });

  it("finishes the running stack when it is stopped, and continues from there", async () => {
    const first = await run({ stopAt: "b" });
    assert.deepEqual(first.states, ["done", "done", "notStarted", "notStarted"]);
    assert.equal(first.ended, "stopped");
    assert.deepEqual((await run({ resume: true })).carriedOut, ["c", "d"]);
  });
});

describe("inWaves", () => {
  it("has the stacks of each wave, in order, whatever is left of them", () => {
    const waves = inWaves([stack("x", 3), stack("y", 1), stack("z", 3)]);
    assert.deepEqual(
      waves.map((wave) => wave.map(({ name }) => name)),
      [["y"], ["x", "z"]],
    );
  });
});
