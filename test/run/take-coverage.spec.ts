import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { temporaryFolder, writeText } from "../commands/local/fakes";

/** Passes, and kills its process when that exits: from outside, as Node.js writes coverage before it kills itself. */
const SPEC = `
const { execFileSync } = require("node:child_process");
process.on("exit", () => execFileSync("kill", ["-KILL", String(process.pid)]));
it("passes", () => undefined);
`;

describe("take coverage", () => {
  const folder = temporaryFolder();

  it("keeps the coverage of a spec whose worker is killed while it exits", () => {
    const specs = ["one.spec.cjs", "two.spec.cjs"].map((name) => folder(name));
    for (const spec of specs) writeText(spec, SPEC);
    const measured = folder("measured");
    const args = [
      require.resolve("mocha/bin/mocha.js"),
      ...["--no-config", "--parallel", "--jobs", "2"],
      ...["--require", join(__dirname, "take-coverage.mjs"), ...specs],
    ];
    const { stdout } = spawnSync(process.execPath, args, {
      cwd: folder("."),
      env: { ...process.env, NODE_V8_COVERAGE: measured },
      encoding: "utf8",
    });
    assert.match(stdout, /2 passing/);
    const written = readdirSync(measured).map((name) => readFileSync(join(measured, name), "utf8"));
    for (const spec of specs) {
      const url = JSON.stringify(pathToFileURL(spec).href);
      assert.ok(
        written.some((text) => text.includes(url)),
        `none has ${spec}`,
      );
    }
  });
});
