import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder, writeEngine, writeScript, writeText } from "./fakes";

const ROOT = join(__dirname, "..", "..");
const PROJECT = ["package.json", "package-lock.json", "Pulumi.yaml", "Pulumi.dev.yaml"];

/** Says what it is asked, and has a stack with one protected resource once that was made. */
const ENGINE = `
case "$*" in
version) echo v3.250.0; exit ;;
"stack init "*) mkdir -p "$STACKS"; echo '{"checkpoint": {}}' > "$STACKS/$3.json" ;;
"stack export") echo '{"deployment": {"resources": [{"type": "t", "protect": true}]}}' ;;
esac
echo "$PULUMI_STACK $PWD $*" >> "$CALLS"
echo "[$AWS_PROFILE$PULUMI_ACCESS_TOKEN]" >> "$CALLS"
case "$1" in up) exit 5 ;; esac
`;

describe("main", () => {
  const folder = temporaryFolder();
  beforeEach(() => {
    for (const name of [...PROJECT, "cost", "local", "policy", "recover"]) {
      cpSync(join(ROOT, name), folder("project", name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), folder("project", "node_modules"));
    writeEngine(folder("bin"));
    writeScript(folder("bin", "pulumi"), ENGINE);
  });

  const run = (...args: string[]): { stdout: string; stderr: string; status: number | null } =>
    spawnSync(process.execPath, [folder("project", "local", "start.mjs"), ...args], {
      cwd: folder("project"),
      env: {
        PATH: `${folder("bin")}:/usr/bin:/bin`,
        HOME: folder("home"),
        CALLS: folder("calls"),
        STACKS: folder("project/.holdfast/backend/.pulumi/stacks/holdfast"),
        AWS_PROFILE: "production",
        PULUMI_ACCESS_TOKEN: "pul-1",
      },
      encoding: "utf8",
    });

  const calls = (): string[] =>
    readFileSync(folder("calls"), "utf8")
      .trimEnd()
      .split("\n")
      .filter((line) => {
        assert.doesNotMatch(line, /production|pul-1/);
        return line !== "[]";
      });

  it("makes the stack, runs the engine on it and passes its exit code on", () => {
    const { status, stdout, stderr } = run("up", "--diff");
    const local = folder("project/.holdfast/project");
    assert.equal(status, 5, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /^AWS is simulated on this machine/m);
    assert.deepEqual(calls(), [
      `dev ${local} stack init dev --no-select`,
      `dev ${folder("project")} up --diff --yes --config-file ${local}/Pulumi.dev.yaml ` +
        `--policy-pack ${folder("project/policy")} ` +
        `--policy-pack-config ${folder("project/.holdfast/policies/dev.json")}`,
    ]);
  });

  const updates = (): string[] => calls().filter((line) => line.includes(" up "));

  it("skips the preview when nothing else is asked for and no policy could refuse", () => {
    run();
    assert.match(updates()[0] ?? "", / --policy-pack .* --skip-preview$/);
  });

  it("does not skip the preview where policies may refuse, unless without them", () => {
    writeText(folder("project/Pulumi.prod.yaml"), "config:\n  aws:region: us-east-1\n");
    run("--stack", "prod");
    run("--stack", "prod", "--no-policies");
    const [judged = "", unjudged = ""] = updates();
    assert.match(judged, / --policy-pack /);
    assert.doesNotMatch(judged, /--skip-preview/);
    assert.match(unjudged, / up --suppress-outputs --stack prod --yes .*--skip-preview$/);
    assert.doesNotMatch(unjudged, /polic(y|ies)/);
  });

  it("tells the cost after a preview, or why it cannot", () => {
    const { status, stdout, stderr } = run("preview");
    assert.equal(status, 0, stderr);
    // This project has no program.
    assert.match(stdout, /^\nCost is not known: Cannot find module '\.\.\/\.\.\/index'/);
    assert.equal(run("preview", "--json").stdout, "");
  });

  it("destroys all but what is protected, and says what is left", () => {
    const { status, stdout } = run("destroy");
    assert.equal(status, 0);
    assert.match(calls().find((line) => line.includes(" destroy ")) ?? "", / --exclude-protected$/);
    assert.equal(stdout, "\nNothing is left of stack dev in simulated AWS.\n");
  });

  it("leaves standard output to commands whose output is data", () => {
    const { status, stdout } = run("stack", "export");
    assert.equal(status, 0);
    assert.doesNotThrow(() => JSON.parse(stdout) as unknown, stdout);
  });

  it("fails when a stack has no config, before it asks the engine for anything", () => {
    writeText(folder("calls"), "");
    const { status, stderr } = run("preview", "--stack", "prod");
    assert.equal(status, 1);
    assert.match(stderr, /^error: stack "prod" has no Pulumi\.prod\.yaml; stacks .*: dev\./m);
    assert.deepEqual(calls(), [""]);
  });
});
