import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programsFolder } from "../../commands/shared/programs";
import { obtainActionlint } from "./obtain-actionlint";

const WORKFLOWS = join(__dirname, "..", "..", ".github", "workflows");

/** An untrusted value in a script, and a missing job. */
const FAULTY = `on: pull_request
jobs:
  one:
    needs: missing
    runs-on: ubuntu-24.04
    steps:
      - run: echo "\${{ github.event.pull_request.title }}"
`;

describe("actionlint", () => {
  let actionlint: string;
  before(async function () {
    this.timeout(600_000);
    actionlint = await obtainActionlint();
  });

  const lint = (files: readonly string[]) => {
    // With shellcheck, it looks into the scripts too.
    const shellcheck = join(programsFolder(), "shellcheck");
    const args = ["-no-color", "-pyflakes=", `-shellcheck=${shellcheck}`, ...files];
    return spawnSync(actionlint, args, { encoding: "utf8" });
  };

  it("finds nothing in the workflows", () => {
    const files = readdirSync(WORKFLOWS).map((name) => join(WORKFLOWS, name));
    assert.ok(files.length >= 4);
    const { stdout, stderr, status } = lint(files);
    assert.equal(stdout + stderr, "");
    assert.equal(status, 0);
  });

  it("finds what is planted", () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-actionlint-"));
    try {
      const file = join(folder, "faulty.yml");
      writeFileSync(file, FAULTY);
      const { stdout, status } = lint([file]);
      assert.equal(status, 1);
      assert.match(stdout, /github\.event\.pull_request\.title" is potentially untrusted/);
      assert.match(stdout, /needs job "missing" which does not exist/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
