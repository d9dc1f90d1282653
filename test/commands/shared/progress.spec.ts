import assert from "node:assert/strict";
import { mock } from "node:test";
import { timed } from "../../../commands/shared/progress";

describe("timed", () => {
  it("says what begins and how it ended, and answers the result", async () => {
    const lines: string[] = [];
    const result = await timed(
      (line) => lines.push(line),
      "Building",
      () => Promise.resolve(5),
    );
    assert.equal(result, 5);
    assert.match(lines.join("|"), /^Building …\|Building: done in \d+ s$/);
  });

  it("says every 30 s how long it takes, and how far the work is", async () => {
    const clock = mock.timers;
    clock.enable({ apis: ["setInterval"] });
    try {
      const lines: string[] = [];
      await timed(
        (line) => lines.push(line),
        "Building",
        (tell) => {
          clock.tick(30_000);
          tell("1 of 2");
          clock.tick(30_000);
          return Promise.resolve();
        },
      );
      assert.match(lines.join("|"), /\|Building: \d+ s so far\|Building: 1 of 2, \d+ s so far\|/);
    } finally {
      clock.reset();
    }
  });

  it("passes a failure on, having said so", async () => {
    const lines: string[] = [];
    const failing = timed(
      (line) => lines.push(line),
      "Building",
      () => Promise.reject(new Error("broken")),
    );
    await assert.rejects(failing, /^Error: broken$/);
    assert.match(lines.join("|"), /^Building …\|Building: failed after \d+ s$/);
  });
});
