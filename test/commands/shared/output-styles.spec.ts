import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { hasColors } from "../../../commands/shared/output-styles";

describe("output styles", () => {
  it("have colours at a terminal only", () => {
    assert.equal(hasColors(undefined, {}, true), true);
    assert.equal(hasColors(undefined, { CI: "1" }, false), false);
    assert.equal(hasColors(undefined, { TERM: "dumb" }, true), false);
  });

  it("follow NO_COLOR and FORCE_COLOR", () => {
    assert.equal(hasColors(undefined, { NO_COLOR: "1" }, true), false);
    assert.equal(hasColors(undefined, { NO_COLOR: "1", FORCE_COLOR: "1" }, true), false);
    assert.equal(hasColors(undefined, { NO_COLOR: "" }, true), true);
    assert.equal(hasColors(undefined, { FORCE_COLOR: "1" }, false), true);
    assert.equal(hasColors(undefined, { FORCE_COLOR: "0" }, true), false);
  });

  it("follow --color before anything else", () => {
    assert.equal(hasColors("never", { FORCE_COLOR: "1" }, true), false);
    assert.equal(hasColors("raw", {}, true), false);
    assert.equal(hasColors("always", { NO_COLOR: "1" }, false), true);
    assert.equal(hasColors("auto", {}, true), true);
    assert.equal(hasColors("auto", {}, false), false);
  });

  it("are plain in a file, in CI and with --color among the arguments, too", () => {
    const styles = JSON.stringify(join(__dirname, "../../../commands/shared/output-styles"));
    const program = `
      const { outputStyles } = require(${styles});
      process.stdout.write(outputStyles().heading("a") + outputStyles("always").heading("b"));`;
    const { stdout } = spawnSync(
      process.execPath,
      ["--require", require.resolve("tsx/cjs"), "--eval", program, "--", "--color", "never"],
      { env: { PATH: process.env["PATH"], CI: "1" }, encoding: "utf8" },
    );
    assert.equal(stdout, "a\u001b[1mb\u001b[22m");
  });
});
