import assert from "node:assert/strict";
import { timed } from "../../local/progress";

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
