import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { ROOT } from "../../commands/local/session";
import { LOCAL, installPackage, makeLocalPackage } from "../support/library/local-package";
import {
  LIBRARY,
  importedBy,
  link,
  makePackage,
  readManifest,
  run,
} from "../support/library/package";
import { newProject } from "../support/template-project";

/** What the engine prints of the packed policies when none is violated, and what it names a violation by. */
const CHECKED = /Policies:\s+(✅|.*holdfast)/;

/** `pulumi new`, then packed packages: as a person who starts a project. */
describe("template/", () => {
  let folder = "";
  let project = "";
  let place = "";
  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-template-")));
    project = await newProject(folder);
    const { tarball } = await makePackage(folder);
    await installPackage(tarball, project, LIBRARY.name);
    place = await installPackage(await makeLocalPackage(folder), project, LOCAL.name);
    const { devDependencies = {} } = readManifest(project);
    for (const name of Object.keys(devDependencies)) link(name, project);
  });
  after(() => rmSync(folder, { recursive: true, maxRetries: 20 }));

  const read = (file: string): string => readFileSync(join(project, file), "utf8");

  /** Runs the project's own script. */
  const local = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, NO_COLOR: "1" };
    const settings = { cwd: project, env, maxBuffer: Infinity };
    return (await run("npm", ["run", "--silent", "local", "--", ...args], settings)).stdout;
  };

  it("is filled in by `pulumi new`, with its config, and installed by npm", () => {
    const files = readdirSync(project).filter((name) => name !== "node_modules");
    assert.deepEqual(files.sort(), [
      ...[".gitignore", "Pulumi.dev.yaml", "Pulumi.yaml", "README.md", "index.ts"],
      ...["package.json", "tsconfig.json"],
    ]);
    for (const file of files) assert.doesNotMatch(read(file), /\$\{(PROJECT|DESCRIPTION)\}/, file);
    const { name, description, template } = load(read("Pulumi.yaml")) as Record<string, unknown>;
    assert.deepEqual(
      [name, description, template],
      ["shop-front", "Addresses of the shop", undefined],
    );
    const { config } = load(read("Pulumi.dev.yaml")) as { config: object };
    assert.deepEqual(config, {
      "aws:region": "us-east-1",
      "frontDoor:backendHost": "shop.example.net",
      "frontDoor:protectAddresses": "false",
    });
    assert.match(readFileSync(join(folder, "npm.log"), "utf8"), /^install\b/m);
  });

  it("asks for what its own stack has, with the same defaults", () => {
    const { template } = load(readFileSync(join(ROOT, "template/Pulumi.yaml"), "utf8")) as {
      template: { config: Record<string, { default: string }> };
    };
    const stack = load(readFileSync(join(ROOT, "template/Pulumi.dev.yaml"), "utf8")) as {
      config: Record<string, string>;
    };
    const asked = Object.entries(template.config).map(([key, one]) => [key, one.default]);
    assert.ok(asked.length > 0);
    assert.deepEqual({ ...stack.config, ...Object.fromEntries(asked) }, stack.config);
  });

  it("depends on both packages in the versions that are here, and on what they need", () => {
    const { dependencies, devDependencies = {} } = readManifest(project);
    const ranges = { ...dependencies, ...devDependencies };
    const own = { [LIBRARY.name]: `^${LIBRARY.version}`, [LOCAL.name]: `^${LOCAL.version}` };
    assert.deepEqual({ ...ranges, ...own }, ranges);
    const { peerDependencies, peerDependenciesMeta = {} } = LIBRARY;
    const peers = Object.entries(peerDependencies);
    const needed = peers.filter(([name]) => peerDependenciesMeta[name]?.optional !== true);
    assert.deepEqual({ ...ranges, ...Object.fromEntries(needed) }, ranges);
    const { "@pulumi/aws": aws, ...imported } = dependencies;
    assert.ok(aws);
    const names = [...read("index.ts").matchAll(/ from "(.*)"/g)].map(([, name]) => name!);
    assert.deepEqual(names.sort(), Object.keys(imported).sort());
  });

  it("has the package of the commands declare what it imports, and nothing else", () => {
    const { dependencies, peerDependencies } = readManifest(place);
    assert.deepEqual(
      importedBy([join(place, "commands/local/main.cjs")]),
      Object.keys({ ...dependencies, ...peerDependencies }).sort(),
    );
  });

  it("has the right types, and is brought up by its own command, with all state in the project", async () => {
    // Which checks the types, too.
    await local("up");
    const outputs = JSON.parse(await local("stack", "output", "--json")) as {
      allowList: string[];
      entryAddresses: Record<string, string>;
    };
    assert.deepEqual(Object.keys(outputs.entryAddresses).sort(), ["entry-a1", "entry-b1"]);
    assert.ok(outputs.allowList.length > 0);
    assert.ok(existsSync(join(project, ".holdfast")));
    assert.ok(!existsSync(join(place, ".holdfast")));
  });

  it("is checked by the policies of the same package", async () => {
    const pack = `node_modules/${LOCAL.name}/policy`;
    assert.match(await local("preview", "--policy-pack", pack), CHECKED);
  });

  it("is destroyed, with its addresses, because they are not protected in dev", async () => {
    assert.match(await local("destroy"), /aws:ec2:Eip addresses-entry-a1 deleted/);
    assert.deepEqual(JSON.parse(await local("stack", "output", "--json")), {});
  });
});
