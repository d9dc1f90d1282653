import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pulumiCli } from "../../../commands/recover/pulumi-cli";

describe("the Pulumi CLI of recovery and of drills on AWS", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-cli-"));
  after(() => rmSync(folder, { recursive: true }));

  /** A folder with a `pulumi` that runs a script. */
  function withPulumi(name: string, script: string): string {
    const bin = join(folder, name);
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "pulumi"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, "pulumi"), 0o755);
    return bin;
  }

  it("is the user's on the PATH, not the downloader that npm puts before it", async () => {
    const npm = withPulumi("node_modules/.bin", "echo downloader");
    const own = withPulumi("bin", 'echo "own $*"');
    const env = { ...process.env, PATH: [npm, own, process.env["PATH"]].join(delimiter) };
    const printed = await pulumiCli("prod", { cwd: folder, env })("stack", "export");
    assert.equal(printed, "own stack export --stack prod --non-interactive\n");
  });

  it("fails with what it prints, or when there is none", async () => {
    const broken = withPulumi(
      "broken",
      "echo \"error: no stack named 'nope' found\" >&2; exit 255",
    );
    const env = { ...process.env, PATH: [broken, process.env["PATH"]].join(delimiter) };
    await assert.rejects(pulumiCli("nope", { cwd: folder, env })("stack", "export"), {
      message: "pulumi stack export: no stack named 'nope' found",
    });
    assert.throws(() => pulumiCli("dev", { cwd: folder, env: { PATH: "" } }), /install it/);
  });
});
