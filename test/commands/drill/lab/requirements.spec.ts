import assert from "node:assert/strict";
import { prepareMachine } from "../../../../commands/drill/lab/requirements";

describe("what a lab needs", () => {
  it("is named with all that is missing, and how to get it", async () => {
    const missing = ["holdfast-missing-one", "holdfast-missing-two"];
    await assert.rejects(prepareMachine(missing), (error: Error) => {
      assert.match(error.message, /^this machine cannot run the lab:\n/);
      for (const name of missing)
        assert.match(error.message, new RegExp(`^ {2}- ${name}: .+$`, "m"));
      assert.match(error.message, /`npm test` installs the programs$/);
      return true;
    });
  });
});
