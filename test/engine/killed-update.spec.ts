import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  NETWORK,
  killUpAfter,
  testKills,
  testKillsOfFrontDoor,
  withStack,
} from "../support/kill-update";
import { changes } from "../support/test-stack";

// At more moments: killed-update.long.spec.ts.
describe("an update that is killed", () => {
  testKills([1, 19, 28]);

  it("is brought right by `npm run recover` as well", async () => {
    await withStack(NETWORK, async (stack) => {
      await killUpAfter(stack, 12);
      await stack.run("cancel", "--yes", "--stack", "test");
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [
          "--import",
          pathToFileURL(require.resolve("tsx")).href,
          join(__dirname, "../../commands/recover/main.ts"),
          "--stack",
          "test",
        ],
        { cwd: stack.session.project, env: stack.session.env },
      );
      assert.match(stdout, /: exists in AWS; imported into the state$/m);
      await stack.up();
      assert.deepEqual(changes(await stack.preview()), []);
    });
  });
});

describe("an update of a whole front door that is killed", () => testKillsOfFrontDoor([90]));
