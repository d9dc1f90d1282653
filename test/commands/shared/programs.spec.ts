import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { locate, locateAll, programsFolder, useLocated } from "../../../commands/shared/programs";
import { restoreVariables, temporaryFolder, writeScript } from "../local/fakes";

describe("programs of this computer", () => {
  const folder = temporaryFolder();
  restoreVariables("PATH", "HOLDFAST_PROGRAMS");

  it("are found at the first place of the PATH that has them", async () => {
    const first = writeScript(folder("one", "zz-tool"), "");
    writeScript(folder("two", "zz-tool"), "");
    const found = await locate("zz-tool", `${folder("none")}:${folder("one")}:${folder("two")}`);
    assert.deepEqual(found, { command: "zz-tool", file: first });
  });

  it("are asked for their version, without the caller's home and PATH", async () => {
    const file = writeScript(
      folder("one", "zz-tool"),
      `[ "$*" = --version ] && [ "$HOME" != "${process.env["HOME"]}" ] && [ "$PATH" = /usr/bin:/bin:/usr/sbin:/sbin ]`,
    );
    assert.deepEqual(await locate("zz-tool", folder("one")), { command: "zz-tool", file });
  });

  it("are missing when they do not run, with their message", async () => {
    const file = writeScript(folder("one", "zz-tool"), "echo cannot load libzz >&2; exit 127");
    const [found, absent] = await locateAll(["zz-tool", "zz-none"], folder("one"));
    assert.deepEqual(found, {
      command: "zz-tool",
      problem: `${file} does not run: cannot load libzz`,
    });
    assert.deepEqual(absent, { command: "zz-none", problem: "not found on the PATH" });
  });

  it("are run by their own path through launchers, which come first on the PATH", () => {
    const file = writeScript(folder("it's here", "zz-tool"), 'echo "$0 $*"');
    useLocated([{ command: "zz-tool", file }, { command: "zz-none" }], folder("launchers"));
    assert.equal(programsFolder(), folder("launchers"));
    assert.equal(execFileSync("zz-tool", ["a b"], { encoding: "utf8" }), `${file} a b\n`);
    assert.ok(process.env["PATH"]?.startsWith(`${folder("launchers")}:`));
  });

  it("fail with what to do when none were looked up", () => {
    delete process.env["HOLDFAST_PROGRAMS"];
    assert.throws(() => programsFolder(), /run this test with "npm test -- <file>"/);
  });
});
