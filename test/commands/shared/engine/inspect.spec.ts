import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { findOnPath, inspectEngine } from "../../../../commands/shared/engine/inspect";
import { temporaryFolder, writeEngine, writeScript, writeText } from "../../local/fakes";

describe("engine inspection", () => {
  const folder = temporaryFolder();

  it("finds the first executable on the PATH", () => {
    writeText(folder("text", "pulumi"), "not executable");
    writeText(folder("folder", "pulumi", "file"), "");
    const first = writeEngine(folder("first"));
    writeEngine(folder("second"));
    const path = ["text", "folder", "none", "first", "second"].map((name) => folder(name));
    assert.equal(findOnPath("pulumi", ["", ...path].join(":")), first);
    assert.equal(findOnPath("pulumi", folder("text")), undefined);
  });

  it("does not take the npm downloader for an engine, wherever it is linked from", () => {
    const downloader = writeEngine(folder("lib", "node_modules", "pulumi"));
    writeText(folder("bin", "other"), "");
    symlinkSync(downloader, folder("bin", "pulumi"));
    assert.equal(findOnPath("pulumi", folder("bin")), undefined);
  });

  it("tells the version of a fit engine, with its host beside it or on the PATH", async () => {
    assert.equal(await inspectEngine(writeEngine(folder("whole")), ""), "3.250.0");
    const alone = writeEngine(folder("alone"), "3.200.0", { host: false });
    assert.equal(await inspectEngine(alone, folder("whole")), "3.200.0");
  });

  it("keeps a linked engine's host, which is beside the target", async () => {
    writeText(folder("bin", "other"), "");
    symlinkSync(writeEngine(folder("whole")), folder("bin", "pulumi"));
    assert.equal(await inspectEngine(folder("bin", "pulumi"), ""), "3.250.0");
  });

  it("gives it a home that is not the user's", async () => {
    const engine = writeEngine(folder("bin"));
    writeScript(
      engine,
      `echo $PULUMI_HOME > ${folder("asked")}; [ -d "$PULUMI_HOME" ] && echo v3.250.0`,
    );
    assert.equal(await inspectEngine(engine, ""), "3.250.0");
  });

  it("fails when it is too old", async () => {
    const old = writeEngine(folder("bin"), "3.199.0");
    await assert.rejects(inspectEngine(old, ""), {
      message: `${old} is version 3.199.0, older than 3.200.0`,
    });
  });

  it("fails when there is no host for Node.js programs", async () => {
    const alone = writeEngine(folder("bin"), "3.250.0", { host: false });
    await assert.rejects(inspectEngine(alone, ""), /lacks pulumi-language-nodejs/);
  });

  it("fails when it does not run or says something else", async () => {
    const file = folder("bin", "pulumi");
    for (const body of ["exit 1", "echo hello", "kill -9 $$"]) {
      writeScript(file, body);
      await assert.rejects(inspectEngine(file, ""), /pulumi does not report its version: /, body);
    }
  });
});
