import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";

const ROOT = join(__dirname, "../..");

interface Manifest {
  readonly version: string;
  readonly files: readonly string[];
  readonly dependencies?: object;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), "utf8")) as Manifest;

describe("package of the policies", () => {
  const { files, dependencies, peerDependencies } = read("policy/package.json");

  it("takes Pulumi's packages from who installs it, in the versions of the tests and others", () => {
    assert.equal(dependencies, undefined);
    // The policies need no SDK; the engine starts a folder of them by @pulumi/pulumi.
    assert.deepEqual(Object.keys(peerDependencies), ["@pulumi/pulumi"]);
    for (const [name, range] of Object.entries(peerDependencies)) {
      const { version } = read(`node_modules/${name}/package.json`);
      assert.ok(semver.satisfies(version, range), `${name}@${version} is not ${range}`);
      assert.ok(!semver.valid(range), `${name} should be a range, got ${range}`);
    }
  });

  it("has files that exist, beside the bundle that packing makes", () => {
    const missing = files.filter((file) => !existsSync(join(ROOT, "policy", file)));
    assert.deepEqual(missing, ["index.cjs"]);
  });
});
