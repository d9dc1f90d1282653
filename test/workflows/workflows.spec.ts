import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DOWNLOAD_VERSION } from "../../commands/shared/engine/download";
import { MARKER } from "../../commands/review/render-markdown";
import { temporaryFolder, writeScript } from "../commands/local/fakes";
import { type Job, type WorkflowStep, readWorkflows } from "./read-workflows";

const GO_MODULE = join(__dirname, "module", "go.mod");

const READ = { contents: "read" };
const ROLE = { ...READ, "id-token": "write" };

/** All permissions of each job, and why it needs them. */
const PERMISSIONS = {
  "deploy.yml": { dev: ROLE, staging: ROLE, prod: ROLE },
  // The names and places of its own run's jobs, for the issue.
  "drift.yml": { drift: ROLE, report: { actions: "read", issues: "write" } },
  "nightly.yml": { test: READ },
  "pulumi.yml": { pulumi: ROLE },
  "release.yml": { publish: ROLE, release: { contents: "write" } },
  "review.yml": { review: READ, comment: { "pull-requests": "write" }, preview: ROLE },
  "test.yml": { test: READ },
};

const workflows = readWorkflows();
const jobs: [string, Job][] = workflows.flatMap(({ file, jobs }) =>
  Object.entries(jobs).map(([name, job]): [string, Job] => [`${file} ${name}`, job]),
);
const steps: [string, WorkflowStep][] = jobs.flatMap(([name, job]) =>
  (job.steps ?? []).map((step): [string, WorkflowStep] => [name, step]),
);
const jobOf = (file: string, name: string): Job =>
  workflows.find((workflow) => workflow.file === file)!.jobs[name]!;
const stepOf = (file: string, job: string, name: string): WorkflowStep =>
  jobOf(file, job).steps!.find((step) => step.name === name)!;

describe("workflows", () => {
  it("have no permissions but those that a job needs", () => {
    for (const { file, permissions } of workflows) assert.deepEqual(permissions, {}, file);
    const found = workflows.map(({ file, jobs }) => [
      file,
      Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions])),
    ]);
    assert.deepEqual(Object.fromEntries(found), PERMISSIONS);
  });

  it("pin each action to a full commit, with its version, the same everywhere", () => {
    const pins = new Map<string, string>();
    for (const { file, text } of workflows) {
      for (const [line, used] of text.matchAll(/^.*\buses: (.*)$/gm)) {
        if (used!.startsWith("./")) continue;
        const [, action, pin] =
          /^([\w.-]+\/[\w.-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$/.exec(used!) ?? [];
        assert.ok(action && pin, `${file}: ${line}`);
        assert.equal(pins.get(action) ?? pin, pin, action);
        pins.set(action, pin);
      }
    }
    assert.equal(pins.size, 7);
  });

  it("put no expression into a script: what a stranger writes stays data", () => {
    const scripts = steps.flatMap(([name, { run }]) => (run === undefined ? [] : [[name, run]]));
    assert.ok(scripts.length >= 6);
    for (const [name, run] of scripts) assert.doesNotMatch(run!, /\$\{\{/, name);
  });

  it("have no secrets, and never run a stranger's code with more than leave to read", () => {
    for (const { file, on, text } of workflows) {
      assert.doesNotMatch(text, /\bsecrets\b/, file);
      assert.ok(!("pull_request_target" in on) && !("workflow_run" in on), file);
    }
    const own = "github.event.pull_request.head.repo.full_name == github.repository";
    const forStrangers = workflows.filter(({ on }) => "pull_request" in on);
    assert.ok(forStrangers.length >= 2);
    for (const [name, job] of forStrangers.flatMap(({ jobs }) => Object.entries(jobs))) {
      const mayWrite = Object.values(job.permissions ?? {}).includes("write");
      assert.equal(job.if?.includes(own) === true, mayWrite, name);
    }
  });

  it("run nothing of the repository where they may write to it", () => {
    for (const [name, { permissions = {}, steps = [] }] of jobs) {
      const writes = Object.entries(permissions).filter(([, level]) => level === "write");
      if (writes.every(([scope]) => scope === "id-token")) continue;
      const code = steps.filter(
        ({ uses, run }) => /checkout/.test(uses ?? "") || /npm/.test(run ?? ""),
      );
      assert.deepEqual(code, [], name);
    }
  });

  it("leave no credentials in a checkout", () => {
    const checkouts = steps.filter(([, { uses }]) => uses?.startsWith("actions/checkout@"));
    assert.equal(checkouts.length, 5);
    for (const [name, step] of checkouts)
      assert.equal(step.with?.["persist-credentials"], false, name);
  });

  it("end every job after a while", () => {
    for (const [name, job] of jobs) assert.ok(job.uses ?? job["timeout-minutes"], name);
  });

  it("have credentials for as long as a job may take", () => {
    const withRole = jobs.flatMap(([name, job]) =>
      (job.steps ?? [])
        .filter(({ uses }) => uses?.startsWith("aws-actions/configure-aws-credentials@"))
        .map((step) => ({ name, step, minutes: job["timeout-minutes"]! })),
    );
    assert.equal(withRole.length, 1);
    for (const { name, step, minutes } of withRole) {
      const seconds = Number(step.with?.["role-duration-seconds"] ?? 3600);
      assert.ok(seconds >= minutes * 60, `${name}: ${seconds} s in a job of ${minutes} minutes`);
    }
  });

  it("bring one environment up after another", () => {
    assert.deepEqual(jobOf("deploy.yml", "staging").needs, "dev");
    assert.deepEqual(jobOf("deploy.yml", "prod").needs, ["dev", "staging"]);
  });

  it("install the engine that local runs have", () => {
    const install = steps.find(([, { uses }]) => uses?.startsWith("pulumi/actions@"));
    assert.equal(install?.[1].with?.["pulumi-version"], DOWNLOAD_VERSION);
  });
});

/** A fake that records its calls, and returns the test's results. */
const GH = `
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
*"/jobs --jq "*) echo "- [drift prod](https://example.com/1)" ;;
*" --jq "*) cat "$EXISTING" ;;
esac
`;

describe("workflows that run tests", () => {
  const testing = ["nightly.yml", "test.yml"].map((file) => jobOf(file, "test"));

  it("run where the tests can install what they need, and make namespaces", () => {
    for (const { container } of testing) {
      assert.match(container?.image ?? "", /^debian:\d+$/);
      assert.equal(container?.options, "--privileged");
    }
  });

  it("have the Go that the modules ask for", () => {
    for (const { steps = [] } of testing) {
      const go = steps.find(({ uses }) => uses?.startsWith("actions/setup-go@"));
      const wanted = /^go (\d+\.\d+)/m.exec(readFileSync(GO_MODULE, "utf8"))?.[1];
      assert.equal(go?.with?.["go-version"], wanted);
    }
  });
});

describe("scripts of the workflows", () => {
  const folder = temporaryFolder();

  /** Runs a script as a runner does, with a gh that says what exists; answers the writing calls. */
  const run = (script: string, existing: string, variables: Record<string, string> = {}) => {
    writeScript(folder("bin", "gh"), GH);
    writeFileSync(folder("existing"), existing);
    writeFileSync(folder("calls"), "");
    const { status, stderr } = spawnSync("bash", ["-e", "-c", script], {
      cwd: folder(),
      env: {
        PATH: `${folder("bin")}:/usr/bin:/bin`,
        CALLS: folder("calls"),
        EXISTING: folder("existing"),
        REPOSITORY: "owner/repo",
        NUMBER: "7",
        RUN: "https://example.com/run",
        JOBS: "repos/owner/repo/actions/runs/5/jobs",
        ...variables,
      },
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    const calls = readFileSync(folder("calls"), "utf8").trim().split("\n");
    return calls.filter((call) => call.includes("--method"));
  };

  const comment = stepOf("review.yml", "comment", "Write the comment, or update it").run!;
  const report = stepOf("drift.yml", "report", "Open, update or close the issue").run!;

  it("write one comment, and update it from then on", () => {
    assert.ok(comment.includes(`startswith("${MARKER}")`));
    const body = "--field body=@review.md";
    assert.deepEqual(run(comment, ""), [
      `api --silent --method POST repos/owner/repo/issues/7/comments ${body}`,
    ]);
    assert.deepEqual(run(comment, "42\n43\n"), [
      `api --silent --method PATCH repos/owner/repo/issues/comments/42 ${body}`,
    ]);
  });

  it("open one issue when there is drift, update it, and close it when there is none", () => {
    const drift = { RESULT: "failure" };
    const [opened] = run(report, "", drift);
    assert.match(opened!, /--method POST repos\/owner\/repo\/issues --field title=Drift/);
    const body = readFileSync(folder("issue.md"), "utf8");
    assert.ok(body.startsWith("<!-- holdfast drift -->\n"));
    assert.match(body, /^- \[drift prod\]\(https:\/\/example\.com\/1\)$/m);
    assert.match(run(report, "9\n", drift)[0]!, /--method PATCH repos\/owner\/repo\/issues\/9 /);
    const closing = run(report, "9\n", { RESULT: "success" });
    assert.match(
      closing.at(-1)!,
      /--method PATCH repos\/owner\/repo\/issues\/9 --field state=closed/,
    );
    assert.deepEqual(run(report, "", { RESULT: "success" }), []);
  });
});
