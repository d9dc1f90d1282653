import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../commands/local/program";

describe("examples/unit-tests", () => {
  it("pass as `npm test` runs them there", async () => {
    // Finds the package's sources, so that no build is needed.
    const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json") };
    const cwd = join(ROOT, "examples/unit-tests");
    const { stdout } = await promisify(execFile)("npm", ["test"], { cwd, env });
    assert.match(stdout, /3 passing/);
  });
});
