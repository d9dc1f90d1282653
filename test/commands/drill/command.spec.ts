import assert from "node:assert/strict";
import { main } from "../../../commands/drill/command";
import { runWith } from "../cost/run-with";

describe("npm run drill", () => {
  it("prints its help", async () => {
    const { code, out } = await runWith(main, ["--help"]);
    assert.equal(code, 0);
    assert.match(out, /--speed NUMBER/);
  });

  it("fails with every problem of its arguments, before it builds anything", async () => {
    const { code, err } = await runWith(main, ["--rate", "9999", "--minutes", "0"]);
    assert.equal(code, 1);
    assert.match(err, /--rate 9999: must be a number from 1 to 500/);
    assert.match(err, /--minutes 0: must be a number/);
  });
});
