import assert from "node:assert/strict";
import { withShares } from "../../../commands/diagram/shares";

describe("withShares", () => {
  it("gives each way its percentage of what starts at the same place", () => {
    const flows = withShares([
      { from: "name", to: "blue", weight: 45 },
      { from: "name", to: "green", weight: 5 },
    ]);
    assert.deepEqual(
      flows.map(({ share }) => share),
      [90, 10],
    );
  });

  it("says nothing of ways that share evenly, or that have everything", () => {
    const even = withShares([
      { from: "name", to: "one", weight: 1 },
      { from: "name", to: "two", weight: 1 },
      { from: "two", to: "three", weight: 7 },
    ]);
    assert.ok(even.every((flow) => !("share" in flow)));
  });

  it("marks a flow idle if it has no weight, and all flows that only idle ones reach", () => {
    const flows = withShares([
      { from: "name", to: "blue", weight: 100 },
      { from: "name", to: "green", weight: 0 },
      { from: "blue", to: "shared" },
      { from: "green", to: "shared" },
      { from: "shared", to: "end" },
    ]);
    assert.deepEqual(
      flows.map(({ idle }) => idle),
      [false, true, false, true, false],
    );
  });
});
