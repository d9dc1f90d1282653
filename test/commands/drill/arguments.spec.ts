import assert from "node:assert/strict";
import { HELP, readDrillArguments } from "../../../commands/drill/arguments";
import { SCENARIOS } from "../../../commands/drill/scenarios";

describe("arguments of npm run drill", () => {
  it("stand for all scenarios but the soak, at AWS's own pace", () => {
    const { scenarios, speed, stack, ratePerSecond } = readDrillArguments([]);
    assert.deepEqual([...scenarios, "soak"].sort(), Object.keys(SCENARIOS).sort());
    assert.deepEqual([speed, stack, ratePerSecond], [1, "dev", 20]);
  });

  it("name scenarios with commas between", () => {
    const { scenarios } = readDrillArguments(["--scenario", "switch,soak"]);
    assert.deepEqual(scenarios, ["switch", "soak"]);
  });

  it("change settings of the stack, as often as one likes", () => {
    const { config } = readDrillArguments(["--config", "backend.live=green", "--config", "image="]);
    assert.deepEqual(config, ["backend.live=green", "image="]);
  });

  it("fails with all problems at once", () => {
    assert.throws(
      () =>
        readDrillArguments([
          "--scenario",
          "flood",
          "--rate",
          "0",
          "--speed",
          "fast",
          "--config",
          "backend",
        ]),
      (error: Error) =>
        [
          "flood",
          "--rate 0",
          "--speed fast",
          "from 1 to 500",
          "node-gone",
          "--config backend",
        ].every((part) => error.message.includes(part)),
    );
  });

  it("are told by the help, with every scenario and every front door that can be rehearsed", () => {
    for (const name of Object.keys(SCENARIOS)) assert.ok(HELP.includes(name), name);
    assert.match(HELP, /is one of haproxy, nlbAlb, alb, addressPair, ecs\./);
  });
});
