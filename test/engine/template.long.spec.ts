import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeLocalPackage } from "../support/library/local-package";
import { makePackage, run } from "../support/library/package";
import { newProject } from "../support/template-project";

/** The template's project as npm installs it. Long, since it installs some hundred megabytes. */
describe("template/, installed by npm", function () {
  this.timeout(1_200_000);

  let folder = "";
  before(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-template-")))));
  after(() => rmSync(folder, { recursive: true, maxRetries: 20 }));

  it("is brought up and destroyed with what the packages declare", async () => {
    const cwd = await newProject(folder);
    const { tarball } = await makePackage(folder);
    const files = [tarball, await makeLocalPackage(folder)];
    await run("npm", ["install", "--ignore-scripts", "--loglevel=error", ...files], { cwd });
    const local = (...args: string[]) =>
      run("npm", ["run", "--silent", "local", "--", ...args], { cwd, maxBuffer: Infinity });
    await local("up");
    const { stdout } = await local("stack", "output", "--json");
    assert.ok((JSON.parse(stdout) as { allowList: string[] }).allowList.length > 0);
    await local("destroy");
  });
});
