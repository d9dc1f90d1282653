import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder, writeEngine, writeScript, writeText } from "./fakes";

const ROOT = join(__dirname, "../../..");
const PROJECT = ["package.json", "package-lock.json", "Pulumi.yaml", "Pulumi.dev.yaml"];

/** A fake engine: prints its arguments, and has a stack with one protected resource after its creation. */
const ENGINE = `
case "$*" in
version) echo v3.250.0; exit ;;
"stack init "*) mkdir -p "$STACKS"; echo '{"checkpoint": {}}' > "$STACKS/$3.json" ;;
"stack export") echo '{"deployment": {"resources": [{"type": "t", "protect": true}]}}' ;;
esac
echo "$PULUMI_STACK $PWD $*" >> "$CALLS"
echo "[$AWS_PROFILE$PULUMI_ACCESS_TOKEN]" >> "$CALLS"
echo "[$HOLDFAST_CONFIG_FILE]" >> "$CALLS"
case "$1" in
up) exit 5 ;;
refresh) trap "" INT; kill -INT $PPID; sleep 1; exit 1 ;;
esac
`;

describe("main", () => {
  const folder = temporaryFolder();
  beforeEach(() => {
    for (const name of [
      ...PROJECT,
      "commands",
      "cost",
      "policy",
      "simulator",
      "stack",
      "components/settings",
    ]) {
      cpSync(join(ROOT, name), folder("project", name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), folder("project", "node_modules"));
    writeEngine(folder("bin"));
    writeScript(folder("bin", "pulumi"), ENGINE);
  });

  const run = (...args: string[]): { stdout: string; stderr: string; status: number | null } =>
    spawnSync(process.execPath, [folder("project/commands/local/start.mjs"), ...args], {
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
    const settings =
      "config:\n  aws:region: us-east-1\n  holdfast:network: { cidr: 10.20.0.0/16 }\n";
    writeText(folder("project/Pulumi.prod.yaml"), settings);
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
    // This project has neither a program nor components.
    assert.match(stdout, /^\nCost is unknown: Cannot find module '\.\.\/\.\.\/components\//);
    assert.equal(run("preview", "--json").stdout, "");
  });

  it("destroys all but what is protected, and says what is left", () => {
    const { status, stdout } = run("destroy");
    assert.equal(status, 0);
    assert.match(calls().find((line) => line.includes(" destroy ")) ?? "", / --exclude-protected$/);
    assert.equal(stdout, "\nStack dev has no resources left in simulated AWS.\n");
  });

  it("leaves standard output to commands whose output is data", () => {
    const { status, stdout } = run("stack", "export");
    assert.equal(status, 0);
    assert.doesNotThrow(() => JSON.parse(stdout) as unknown, stdout);
  });

  it("takes the config from another file, also for a stack that has no other", () => {
    writeText(folder("project/x.yaml"), "config:\n  aws:region: us-east-1\n");
    const { status, stderr } = run("preview", "--stack", "x", "--config-file", "x.yaml");
    assert.equal(status, 0, stderr);
    assert.ok(calls().includes("[x.yaml]"), calls().join("\n"));
    assert.equal(run("stack", "export", "--stack", "x").status, 0);
    assert.equal(run("preview", "--stack", "x").status, 1);
  });

  it("looks up what a killed update had under way in the region of that file", () => {
    writeText(folder("project/x.yaml"), "config:\n  aws:region: us-west-2\n");
    writeText(
      folder("project/.holdfast/backend/.pulumi/stacks/holdfast/x.json"),
      '{"checkpoint": {"latest": {"pending_operations": [{}]}}}',
    );
    const { status, stderr } = run("preview", "--stack", "x", "--config-file", "x.yaml");
    assert.equal(status, 0, stderr);
    assert.match(stderr, /The last update was killed/);
    assert.ok(!calls().some((line) => line.includes("config get")));
  });

  it("has what to do as its last word after an interruption", () => {
    const { status, stderr } = run("refresh");
    assert.equal(status, 1);
    assert.match(stderr, /\ninterrupted: run the same command again\..*\n$/);
  });

  it("refuses the name of a stack without --stack, before it asks the engine for anything", () => {
    writeText(folder("calls"), "");
    const { status, stderr } = run("up", "dev");
    assert.equal(status, 1);
    assert.equal(stderr, 'error: up takes flags only (got "dev"). Did you mean --stack dev?\n');
    assert.deepEqual(calls(), [""]);
  });

  it("adds to the engine's help what local runs have", () => {
    const { stdout } = run("--help");
    assert.match(stdout, /--stack NAME .*--no-policies .*\.holdfast\//s);
    assert.ok(calls().some((line) => line.endsWith(" --help")));
    assert.equal(run("up", "--help").stdout, "");
  });

  it("fails when a stack has no config, before it asks the engine for anything", () => {
    writeText(folder("calls"), "");
    const { status, stderr } = run("preview", "--stack", "prod");
    assert.equal(status, 1);
    assert.match(stderr, /^error: stack "prod" has no Pulumi\.prod\.yaml; stacks .*: dev\./m);
    assert.deepEqual(calls(), [""]);
  });
});
