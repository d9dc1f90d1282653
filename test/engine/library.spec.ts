import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../commands/local/session";
import { publicSurface } from "../support/public-surface";
import { TestStack } from "../support/test-stack";

const run = promisify(execFile);

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

/** Installs the package into a folder: what it declares, and nothing else, is there for it. */
async function installPackage(project: string): Promise<void> {
  const modules = join(project, "node_modules");
  mkdirSync(modules);
  // Its prepack script builds it; some set-ups of npm run none without being told to.
  await run("npm", ["pack", "--ignore-scripts=false", "--pack-destination", project], {
    cwd: ROOT,
  });
  const { version } = readManifest(ROOT);
  await run("tar", ["xzf", `holdfast-${version}.tgz`], { cwd: project });
  renameSync(join(project, "package"), join(modules, "holdfast"));
  const declared = Object.keys(readManifest(join(modules, "holdfast")).dependencies);
  for (const name of [...declared, "typescript", "@types/node"]) link(name, modules);
}

function link(name: string, modules: string): void {
  const place = join(modules, name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", name), place);
}

/** The newest Node.js of a major version, from its npm package; an error where that is not to be had. */
async function fetchNode(major: number): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(ROOT, "node_modules", ".cache", "holdfast-node", `${major}`);
  const binary = join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    await run("npm", ["install", "--no-save", "--ignore-scripts", `${name}@${major}`], {
      cwd: folder,
      timeout: 120_000,
    });
  }
  return binary;
}

/** Pulumi formats a stack trace for each promise that it tracks, which takes most of the time. */
const QUICK_PROGRAM = ["--stack-trace-limit=0", "program.mjs"];

/** Runs a gate without target groups, where there is no simulated AWS. */
const runGate = ({ command, environment }: Report["gate"], cwd: string) =>
  run("/bin/sh", ["-c", command], {
    cwd,
    env: { PATH: process.env["PATH"], ...environment, GATE_TARGET_GROUPS: "{}" },
  });

/** What test/support/library-program.mjs prints. */
interface Report {
  readonly node: string;
  readonly exports: readonly string[];
  readonly resources: number;
  readonly boots: boolean;
  readonly followerBytes: number;
  readonly gate: { readonly command: string; readonly environment: NodeJS.ProcessEnv };
}

describe("holdfast/components as a package", () => {
  let project = "";
  let stack: TestStack;
  before(async () => {
    project = mkdtempSync(join(tmpdir(), "holdfast-library-"));
    cpSync(join(ROOT, "examples/two-components"), project, { recursive: true });
    cpSync(join(ROOT, "test/support/library-program.mjs"), join(project, "program.mjs"));
    await installPackage(project);
    stack = await TestStack.open({});
  });
  after(async () => {
    await stack?.close();
    rmSync(project, { recursive: true });
  });

  it("has types for the example program", async () => {
    await run(join(ROOT, "node_modules/.bin/tsc"), ["--noEmit", "-p", project]);
  });

  it("exports what test/golden/public-surface.txt has (UPDATE_GOLDEN=1 writes it)", () => {
    const golden = join(ROOT, "test/golden/public-surface.txt");
    const types = join(project, "node_modules/holdfast/dist/components/index.d.ts");
    const surface = publicSurface(types);
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, surface);
    assert.equal(surface, readFileSync(golden, "utf8"), "docs/library.md says what follows");
  });

  it("shows the example's resources in a preview", async () => {
    const { pulumi, env } = stack.session;
    const engine = (...args: string[]) => run(pulumi, args, { cwd: project, env });
    await engine("stack", "init", "dev");
    await engine("config", "set", "aws:region", "us-east-1", "--stack", "dev");
    const { stdout } = await engine("preview", "--json", "--non-interactive", "--stack", "dev");
    const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
    const created = steps.filter(({ op }) => op === "create").map(({ urn }) => urn);
    const count = (type: string) => created.filter((urn) => urn.includes(type)).length;
    assert.equal(count("holdfast:addresses:StaticAddresses$aws:ec2/eip:Eip"), 2);
    assert.equal(count("holdfast:network:Vpc$aws:ec2/natGateway:NatGateway"), 2);
    assert.equal(count("holdfast:network:Vpc$aws:ec2/subnet:Subnet"), 4);
  });

  const own = Number(process.versions.node.split(".")[0]);
  for (const major of [20, 22, 24]) {
    it(`finds all that it reads at run time, on Node.js ${major}`, async function () {
      let node = process.execPath;
      try {
        if (major !== own) node = await fetchNode(major);
      } catch (error) {
        const reason = (error as Error).message.split("\n").find((line) => line.includes("error"));
        console.log(`  Left out: npm has no Node.js ${major} for this machine: ${reason}`);
        return this.skip();
      }
      const { stdout } = await run(node, QUICK_PROGRAM, { cwd: project });
      const { gate, followerBytes, ...report } = JSON.parse(stdout) as Report;
      assert.equal(report.node.split(".")[0], `${major}`);
      assert.ok(report.boots, "the nodes' scripts are in the user data");
      assert.ok(followerBytes > 100_000, `the function has ${followerBytes} bytes`);
      // Elsewhere it fails, and says where it looked.
      await assert.rejects(runGate(gate, tmpdir()), /is not in .*node_modules\/holdfast\/dist/);
      await runGate(gate, project);
      assert.ok(report.exports.includes("ProxyTier") && report.resources > 90);
    });
  }
});
