import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly private?: boolean;
  readonly repository: { readonly url: string };
  readonly engines: { readonly node: string };
  readonly publishConfig: object;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}
const manifestOf = (file: string): Manifest => JSON.parse(read(file)) as Manifest;

/** Placeholder in the package's name and addresses until it is published: see docs/library.md. */
const PLACEHOLDER = "holdfast-owner";

const program = manifestOf("package.json");

/** What can be published, by its name in the scope of its owner. */
const PACKAGES = {
  holdfast: manifestOf("components/package.json"),
  "holdfast-local": manifestOf("commands/local/package.json"),
};

for (const [name, manifest] of Object.entries(PACKAGES)) {
  describe(`the package ${name}`, () => {
    it("takes the versions that this project runs with, and newer ones below the next major", () => {
      const { dependencies, peerDependencies } = manifest;
      const ranges = Object.entries({ ...dependencies, ...peerDependencies });
      const versions = { ...program.devDependencies, ...program.dependencies };
      assert.ok(ranges.length > 5);
      for (const [one, range] of ranges) assert.equal(range, `^${versions[one]}`, one);
    });

    it("has one placeholder for its owner, and provenance", () => {
      assert.equal(manifest.name, `@${PLACEHOLDER}/${name}`);
      assert.equal(manifest.repository.url, `git+https://github.com/${PLACEHOLDER}/holdfast.git`);
      assert.deepEqual(manifest.publishConfig, { access: "public", provenance: true });
    });

    it("has the program's version, license and engines", () => {
      const { version, license, engines } = program;
      assert.deepEqual(
        { version: manifest.version, license: manifest.license, engines: manifest.engines },
        { version, license, engines },
      );
    });
  });
}

describe("components/package.json", () => {
  const library = PACKAGES.holdfast;

  it("leaves the SDK and the providers of resources that people pass in to the program", () => {
    assert.deepEqual(Object.keys(library.peerDependencies), [
      "@pulumi/aws",
      "@pulumi/awsx",
      "@pulumi/pulumi",
    ]);
  });

  it("has the placeholder that docs/library.md tells how to replace, and the program's licence", () => {
    assert.match(read("docs/library.md"), new RegExp(`\`${PLACEHOLDER}\``));
    assert.equal(program.private, true);
    assert.equal(read("components/LICENSE"), read("LICENSE"));
  });
});

describe("package-lock.json", () => {
  it("has the address of no registry: its only places are the workspaces", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { resolved?: string; link?: boolean }>;
    };
    const placed = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
    assert.deepEqual(placed, [
      [`node_modules/@${PLACEHOLDER}/holdfast`, { resolved: "components", link: true }],
      ["node_modules/holdfast-provider", { resolved: "provider", link: true }],
    ]);
  });
});
