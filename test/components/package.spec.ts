import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly repository: { readonly url: string };
  readonly engines: { readonly node: string };
  readonly publishConfig: object;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}
const manifestOf = (file: string): Manifest => JSON.parse(read(file)) as Manifest;

/** Placeholder in the package's name and addresses until it is published: see docs/library.md. */
const PLACEHOLDER = "holdfast-owner";

describe("components/package.json", () => {
  const library = manifestOf("components/package.json");
  const program = manifestOf("package.json");

  it("takes the versions that this project runs with, and newer ones below the next major", () => {
    const { dependencies, peerDependencies } = library;
    const ranges = Object.entries({ ...dependencies, ...peerDependencies });
    assert.ok(ranges.length > 5);
    for (const [name, range] of ranges) assert.equal(range, `^${program.dependencies[name]}`, name);
  });

  it("leaves the SDK and the providers of resources that people pass in to the program", () => {
    assert.deepEqual(Object.keys(library.peerDependencies), [
      "@pulumi/aws",
      "@pulumi/awsx",
      "@pulumi/pulumi",
    ]);
  });

  it("has one placeholder for its owner, and provenance", () => {
    assert.equal(library.name, `@${PLACEHOLDER}/holdfast`);
    assert.equal(library.repository.url, `git+https://github.com/${PLACEHOLDER}/holdfast.git`);
    assert.deepEqual(library.publishConfig, { access: "public", provenance: true });
    assert.match(read("docs/library.md"), new RegExp(`\`${PLACEHOLDER}\``));
  });

  it("is the only package that can be published, by the program's license and engines", () => {
    assert.equal(program.private, true);
    assert.equal(library.private, undefined);
    assert.deepEqual([library.version, library.engines], [program.version, program.engines]);
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
