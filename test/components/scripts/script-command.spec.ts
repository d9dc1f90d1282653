import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createGate } from "../../../components/backend/guards";
import { scriptCommand } from "../../../components/scripts/script-command";
import { record } from "../../support/recorder";
import { temporaryFolder, writeText } from "../../commands/local/fakes";

describe("scriptCommand", () => {
  const folder = temporaryFolder();
  const command = scriptCommand("a/script.mjs", "--all");
  let environment: Record<string, string> = {};
  before(async () => {
    const args = { targetGroupArns: {}, region: "us-east-1", timeoutSeconds: 1 };
    const recording = await record(() => void createGate("gate", args, {}));
    environment = recording.find("gate").inputs["environment"] as Record<string, string>;
  });
  const run = (cwd: string, more: object = {}): SpawnSyncReturns<string> => {
    const env = { PATH: process.env["PATH"], ...environment, ...more };
    return spawnSync(command, { shell: true, cwd, env, encoding: "utf8" });
  };
  const writeScript = (...path: string[]) =>
    writeText(folder(...path), `console.log("${path[0]}", process.argv.slice(2).join());\n`);

  it("has no path of this checkout", () => {
    const inputs = JSON.stringify({ command, environment });
    assert.ok(!inputs.includes(process.cwd()), inputs);
  });

  it("runs the script below the folder that it is run in, with its arguments", () => {
    writeScript("here", "components", "a", "script.mjs");
    writeScript("there", "a", "script.mjs");
    const { stdout } = run(folder("here"), { HOLDFAST_SCRIPTS: folder("there") });
    assert.equal(stdout, "here --all\n");
  });

  it("finds the script by the environment where the engine runs in another folder", () => {
    writeScript("there", "a", "script.mjs");
    const { stdout } = run(folder(), { HOLDFAST_SCRIPTS: folder("there") });
    assert.equal(stdout, "there --all\n");
  });

  it("gives its folder to the engine of an inline program, which inherits this environment", () => {
    assert.equal(process.env["HOLDFAST_SCRIPTS"], join(process.cwd(), "components"));
  });

  it("fails where it finds none, and says what to set", () => {
    const { status, stderr } = run(folder());
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^holdfast's script a\/script.mjs is not in .*\/components\. Set HOLDFAST_SCRIPTS /,
    );
  });
});
