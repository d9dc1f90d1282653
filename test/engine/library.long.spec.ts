import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { WAYS, bringUp } from "../support/library/bring-up";
import { fetchNode, makePackage, run, writeProject } from "../support/library/package";

/**
 * The package as npm installs it: with the oldest SDK that it takes and with the newest, on each Node.js that the SDK
 * takes. Long, since it installs some hundred megabytes and brings ten stacks up.
 */
const COMBINATIONS = { "3.248.0": [20, 22, 24], "3.276.0": [22, 24] };

describe("the package of the library, installed by npm", function () {
  this.timeout(1_200_000);

  let folder = "";
  let project = "";
  let tarball = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-library-"));
    ({ tarball } = await makePackage(folder));
    project = writeProject(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  const install = (...packages: string[]) =>
    run("npm", ["install", "--ignore-scripts", "--loglevel=error", ...packages], { cwd: project });

  /** Where the project has a package, from its own folder. */
  const copiesOf = async (name: string): Promise<string[]> => {
    const args = [project, "-path", `*/node_modules/${name}/package.json`];
    const { stdout } = await run("find", args);
    const files = stdout.split("\n").filter((file) => file !== "");
    return files.map((file) => relative(project, dirname(file)));
  };

  it("is the same, built in another folder", async () => {
    const other = await makePackage(folder);
    assert.ok(readFileSync(other.tarball).equals(readFileSync(tarball)));
  });

  for (const [sdk, majors] of Object.entries(COMBINATIONS)) {
    describe(`with @pulumi/pulumi ${sdk}`, () => {
      before(async () => {
        await install(tarball, `@pulumi/pulumi@${sdk}`, "@pulumi/aws@7.48.0");
      });

      it("shares the program's copy of it, and brings no @pulumi/awsx", async () => {
        assert.deepEqual(await copiesOf("@pulumi/pulumi"), ["node_modules/@pulumi/pulumi"]);
        assert.deepEqual(await copiesOf("@pulumi/aws"), ["node_modules/@pulumi/aws"]);
        assert.deepEqual(await copiesOf("@pulumi/awsx"), []);
      });

      for (const major of majors) {
        for (const [name, way] of Object.entries(WAYS)) {
          it(`is brought up and destroyed by ${name} on Node.js ${major}`, async () => {
            const node = await fetchNode(major);
            const { allowList, ...versions } = await bringUp(project, node, way);
            assert.ok(allowList.length > 0);
            assert.equal(versions.sdk, sdk);
            assert.equal(versions.node.split(".")[0], `${major}`);
          });
        }
      }
    });
  }
});
