import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder, writeScript, writeText } from "./fakes";

const LOCAL = join(__dirname, "../../../commands/local");

describe("start", () => {
  const folder = temporaryFolder();
  beforeEach(() => {
    mkdirSync(folder("commands/local"), { recursive: true });
    for (const file of ["start.mjs", "dependencies.mjs"]) {
      copyFileSync(join(LOCAL, file), folder("commands/local", file));
    }
    writeText(folder("package-lock.json"), JSON.stringify({ packages: {} }));
  });

  const start = (...args: string[]): { stdout: string; stderr: string; status: number | null } =>
    spawnSync(process.execPath, [folder("commands/local/start.mjs"), ...args], {
      env: { PATH: folder("bin") },
      encoding: "utf8",
    });

  it("installs the dependencies, then hands the arguments to main", () => {
    writeText(folder("package.json"), JSON.stringify({ engines: { node: ">=20.19" } }));
    writeText(
      folder("commands/local/main.ts"),
      "exports.main = async (args) => { console.log(args.join()); process.exitCode = 3; };",
    );
    // Simulates tsx, which npm would install.
    const loader =
      'exports.register = () => { require.extensions[".ts"] = require.extensions[".js"]; };';
    writeText(folder("tsx", "cjs", "api.js"), loader);
    writeText(folder("tsx", "package.json"), '{"exports": {"./cjs/api": "./cjs/api.js"}}');
    writeScript(
      folder("bin", "npm"),
      `PATH=/usr/bin:/bin; mkdir node_modules; mv tsx node_modules
       echo '{"packages": {}}' > node_modules/.package-lock.json`,
    );
    const { stdout, stderr, status } = start("stack", "export");
    assert.equal(stdout, "stack,export\n", stderr);
    assert.equal(status, 3);
  });

  it("fails when Node.js is too old, before anything else", () => {
    writeText(folder("package.json"), JSON.stringify({ engines: { node: ">=99.1" } }));
    const { stdout, stderr, status } = start();
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^error: Node\.js 99\.1 or newer is required \(got \d+\.\d+\.\d+\)\. Install it from https/,
    );
  });
});
