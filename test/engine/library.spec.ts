import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../commands/local/session";
import { WAYS, bringUp } from "../support/library/bring-up";
import {
  LIBRARY,
  importedBy,
  link,
  makePackage,
  readManifest,
  run,
  unpackLibrary,
  writeProject,
} from "../support/library/package";
import { publicSurface } from "../support/library/public-surface";

/** Both ways in, as `exports` has them. */
const ENTRIES = ["", "front-door/ecs/"];

/** The version that this project runs with. */
const SDK = readManifest(ROOT).dependencies["@pulumi/pulumi"]!;

/** Pulumi formats a stack trace for each promise that it tracks, which takes most of the time. */
const QUICK = "--stack-trace-limit=0";

/** What the package has code for, but asks for in this project only: see `bundleLambda`. */
const FROM_SOURCES = ["esbuild"];

/** What test/support/library/program/mocked.mjs prints. */
interface Report {
  readonly exports: readonly string[];
  readonly resources: number;
  readonly boots: boolean;
  readonly follower: string;
  readonly gate: { readonly command: string; readonly environment: NodeJS.ProcessEnv };
}

/** Runs a gate without target groups, where there is no simulated AWS. */
const runGate = ({ command, environment }: Report["gate"], cwd: string) =>
  run("/bin/sh", ["-c", command], {
    cwd,
    env: { PATH: process.env["PATH"], ...environment, GATE_TARGET_GROUPS: "{}" },
  });

/** Compares text with a golden file, which UPDATE_GOLDEN=1 writes. */
function assertGolden(name: string, text: string): void {
  const golden = join(ROOT, "test/golden", name);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, text);
  assert.equal(text, readFileSync(golden, "utf8"), "docs/library.md says what follows");
}

describe("the package of the library", () => {
  let folder = "";
  let copy = "";
  let tarball = "";
  let project = "";
  let place = "";
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-library-"));
    ({ copy, tarball } = await makePackage(folder));
    project = writeProject(folder);
    place = await unpackLibrary(tarball, project);
    // What it declares, and nothing else, is there for it; who installs it has no awsx.
    const { dependencies, peerDependencies } = readManifest(place);
    const names = Object.keys({ ...dependencies, ...peerDependencies });
    for (const name of names.filter((one) => one !== "@pulumi/awsx")) link(name, project);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("is the same, packed again", async () => {
    const args = ["pack", "--workspace", "components", "--pack-destination", folder];
    const { stdout } = await run("npm", args, { cwd: copy });
    assert.ok(readFileSync(join(folder, stdout.trim())).equals(readFileSync(tarball)));
  });

  it("has compiled sources, and the files of test/golden/package-files.txt (UPDATE_GOLDEN=1 writes it)", async () => {
    const { stdout } = await run("tar", ["tzf", tarball]);
    const files = stdout.trimEnd().split("\n").sort();
    const sourceOf = (file: string) => /^package\/dist\/(.*)\.(js|d\.ts)$/.exec(file)?.[1];
    const compiled = files.flatMap((file) => sourceOf(file) ?? []);
    assert.deepEqual(
      compiled.filter((source) => !existsSync(join(ROOT, `${source}.ts`))),
      [],
    );
    const others = files.filter((file) => sourceOf(file) === undefined);
    assertGolden("package-files.txt", `${others.join("\n")}\n`);
  });

  it("declares what it imports, and nothing else", async () => {
    const { stdout } = await run("find", [join(place, "dist/components"), "-type", "f"]);
    const { dependencies, peerDependencies } = readManifest(place);
    assert.deepEqual(
      importedBy(stdout.trimEnd().split("\n")),
      [...Object.keys({ ...dependencies, ...peerDependencies }), ...FROM_SOURCES].sort(),
    );
  });

  it("exports what test/golden/public-surface.txt has (UPDATE_GOLDEN=1 writes it)", () => {
    const surfaces = ENTRIES.map((entry) =>
      publicSurface(join(place, "dist/components", entry, "index.d.ts")),
    );
    assertGolden("public-surface.txt", surfaces.join("\n"));
  });

  it("has types for the example program", async () => {
    const example = join(folder, "example");
    cpSync(join(ROOT, "examples/two-components"), example, { recursive: true });
    await unpackLibrary(tarball, example);
    for (const name of ["@pulumi/aws", "@pulumi/pulumi", "@types/node"]) link(name, example);
    await run(join(ROOT, "node_modules/.bin/tsc"), ["--noEmit", "-p", example]);
  });

  it("needs @pulumi/awsx for ECS only", async () => {
    const exportsOf = async (path: string): Promise<string> => {
      const program = `import("${path}").then((all) => console.log(Object.keys(all).join()))`;
      return (await run(process.execPath, [QUICK, "--eval", program], { cwd: project })).stdout;
    };
    assert.match(await exportsOf(LIBRARY.name), /\bProxyTier\b/);
    await assert.rejects(exportsOf(`${LIBRARY.name}/ecs`), /Cannot find module '@pulumi\/awsx/);
    link("@pulumi/awsx", project);
    assert.match(await exportsOf(`${LIBRARY.name}/ecs`), /\bEcsOnFargate\b/);
  });

  it("finds all that it reads at run time", async () => {
    const { stdout } = await run(process.execPath, [QUICK, "mocked.mjs"], { cwd: project });
    const { gate, follower, boots, resources } = JSON.parse(stdout) as Report;
    assert.ok(boots, "the nodes' scripts are in the user data");
    const handler = join(place, "dist/lambda/follow-addresses/handler.mjs");
    assert.equal(follower, readFileSync(handler, "utf8"));
    // Elsewhere it fails, and says where it looked.
    await assert.rejects(runGate(gate, tmpdir()), /is not in .*\/holdfast\/dist/);
    await runGate(gate, project);
    assert.ok(resources > 90);
  });

  it("is brought up and destroyed by `pulumi`", async () => {
    const { allowList, ...versions } = await bringUp(
      project,
      process.execPath,
      WAYS["`pulumi up`"],
    );
    assert.ok(allowList.length > 0);
    assert.deepEqual(versions, { node: process.versions.node, sdk: SDK });
  });
});
