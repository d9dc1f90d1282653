import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { temporaryFolder, writeScript, writeText } from "./fakes";

interface Dependencies {
  nodeProblem(root: string, version: string): string | undefined;
  dependencyProblem(root: string): string | undefined;
}

const FILE = join(__dirname, "../../../commands/local/dependencies.mjs");

const LOCKED = {
  "": { name: "project" },
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/fast": { version: "2.0.0", integrity: "sha512-f", optional: true },
};
const INSTALLED = { "node_modules/a": LOCKED["node_modules/a"] };

describe("dependencies", () => {
  const folder = temporaryFolder();
  let dependencies: Dependencies;
  before(async () => {
    dependencies = (await import(pathToFileURL(FILE).href)) as Dependencies;
  });
  beforeEach(() => {
    writeText(folder("package.json"), JSON.stringify({ engines: { node: ">=20.19" } }));
    writeText(folder("package-lock.json"), JSON.stringify({ packages: LOCKED }));
  });

  const install = (packages: object): string =>
    writeText(folder("node_modules", ".package-lock.json"), JSON.stringify({ packages }));

  it("accepts the oldest Node.js that package.json allows and all newer ones", () => {
    for (const version of ["20.19.0", "20.20.2", "22.0.0"]) {
      assert.equal(dependencies.nodeProblem(folder(), version), undefined, version);
    }
  });

  it("names the version that is needed when Node.js is older", () => {
    for (const version of ["20.18.3", "18.20.0"]) {
      const problem = dependencies.nodeProblem(folder(), version) ?? "";
      assert.ok(problem.startsWith(`Node.js 20.19 or newer is required (got ${version})`), problem);
    }
  });

  it("finds nothing to do when what is installed is what is locked, less what is optional", () => {
    install(INSTALLED);
    assert.equal(dependencies.dependencyProblem(folder()), undefined);
  });

  it("finds a missing and an interrupted installation", () => {
    const problem = "node_modules is missing or incomplete";
    assert.equal(dependencies.dependencyProblem(folder()), problem);
    writeText(folder("node_modules", "a", "package.json"), "{}");
    assert.equal(dependencies.dependencyProblem(folder()), problem);
    writeText(folder("node_modules", ".package-lock.json"), '{"packages": {"node_mod');
    assert.equal(dependencies.dependencyProblem(folder()), problem);
  });

  it("finds a package of another version, of other content, and one too few", () => {
    const problem = "node_modules differs from package-lock.json";
    for (const packages of [
      { "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } },
      { "node_modules/a": { version: "1.0.0", integrity: "sha512-b" } },
      { "node_modules/fast": LOCKED["node_modules/fast"] },
    ]) {
      install(packages);
      assert.equal(dependencies.dependencyProblem(folder()), problem);
    }
  });

  describe("installation", () => {
    const ensure = (
      path = `${folder("bin")}:/usr/bin:/bin`,
    ): { stdout: string; stderr: string; status: number | null } =>
      spawnSync(
        process.execPath,
        [
          ...["--input-type=module", "--eval"],
          `import { ensureDependencies } from ${JSON.stringify(pathToFileURL(FILE).href)};
           try { ensureDependencies(process.argv[1]); }
           catch (error) { console.error("error: " + error.message); process.exit(1); }`,
          folder(),
        ],
        { env: { PATH: path }, encoding: "utf8" },
      );

    it("runs npm ci once, with development dependencies, and keeps stdout free", () => {
      writeText(folder("installed.json"), JSON.stringify({ packages: INSTALLED }));
      writeScript(
        folder("bin", "npm"),
        `echo "$@" >> ${folder("calls")}; echo added
         mkdir -p node_modules; cp installed.json node_modules/.package-lock.json`,
      );
      const first = ensure();
      assert.equal(first.status, 0, first.stderr);
      assert.equal(first.stdout, "");
      assert.match(first.stderr, /missing or incomplete; running npm ci[^]*added[^]*installed in/);
      assert.equal(ensure().stderr, "");
      assert.equal(readFileSync(folder("calls"), "utf8"), "ci --include=dev --loglevel=error\n");
    });

    it("leaves nothing behind that looks whole when npm is interrupted", () => {
      install({});
      writeScript(folder("bin", "npm"), "kill -9 $$");
      const { status, stderr } = ensure();
      assert.equal(status, 1);
      assert.match(stderr, /error: npm ci failed \(exit code none, it was interrupted\)/);
      assert.equal(existsSync(folder("node_modules", ".package-lock.json")), false);
    });

    it("fails when npm fails and when there is no npm", () => {
      writeScript(folder("bin", "npm"), "echo no network >&2; exit 7");
      assert.match(ensure().stderr, /no network\nerror: npm ci failed \(exit code 7\)/);
      rmSync(folder("bin", "npm"));
      assert.match(ensure(folder("bin")).stderr, /npm ci failed \(spawnSync npm ENOENT\)/);
    });
  });
});
