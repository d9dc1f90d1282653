import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../commands/review/command";
import type { Review, StackReview } from "../../commands/review/stack-review";
import { runWith } from "../commands/cost/run-with";
import { GitProject } from "../../bench/labs/git-project";

const ROOT = join(__dirname, "..", "..");

const DEV = readFileSync(join(ROOT, "Pulumi.dev.yaml"), "utf8");

/** An existing resource of the account: in the simulated one, the review creates it. */
const ADOPTED = `  holdfast:addresses: { adopt: { egress-a: eipalloc-0123456789abcdef0 } }\n`;

/** A VPC with a NAT gateway in each zone; its addresses are protected, and policies mandatory. */
const PROTECTED = `config:
  aws:region: us-east-1
  holdfast:network: { cidr: 10.20.0.0/16, egress: { kind: nat, gateways: perAz } }
  holdfast:tags: { environment: test }
`;

type Previewed = Extract<StackReview, { kind: "previewed" }>;

describe("review in the engine", () => {
  let project: GitProject;
  let found: Review & { exitCode: number };
  let run: { out: string; err: string; code: number };
  let comment: string;
  before(async () => {
    const deployed = {
      dev: DEV,
      partner: PROTECTED + ADOPTED,
      thrifty: PROTECTED,
      wider: PROTECTED,
      quiet: PROTECTED,
    };
    project = new GitProject(
      Object.fromEntries(
        Object.entries(deployed).map(([stack, text]) => [`Pulumi.${stack}.yaml`, text]),
      ),
    );
    project.edit("Pulumi.dev.yaml", "live: blue", "live: green");
    project.edit("Pulumi.partner.yaml", "gateways: perAz", "gateways: single");
    project.edit("Pulumi.wider.yaml", "10.20.0.0/16", "10.0.0.0/16");
    project.commit("a change");
    // Not committed: the head is the working tree.
    project.edit(
      "Pulumi.thrifty.yaml",
      "config:",
      "config:\n  holdfast:budget: { monthlyUsd: 50 }",
    );
    const markdown = join(project.root, ".holdfast.md");
    const stacks = Object.keys(deployed).flatMap((name) => ["--stack", name]);
    const args = ["--base", "main", ...stacks, "--json", "--markdown", markdown];
    run = await runWith((argv, terminal) => main(argv, terminal, project.root), args);
    found = JSON.parse(run.out) as typeof found;
    comment = readFileSync(markdown, "utf8");
  });
  after(() => project.remove());

  const stack = (name: string): Previewed => {
    const one = found.stacks.find((review) => review.stack === name);
    assert.equal(one?.kind, "previewed", JSON.stringify(one));
    return one;
  };

  it("shows a change of the live colour as the gate and two records, without objection", () => {
    const { changes, addresses, violations, errors, cost, isNew } = stack("dev");
    assert.deepEqual(
      changes.map(({ kind, name }) => [kind, name]),
      [
        ["update", "backend-live-blue"],
        ["update", "backend-live-green"],
        ["update", "backend-gate"],
      ],
    );
    assert.deepEqual(changes[0]?.properties, ["weightedRoutingPolicies"]);
    assert.equal(addresses.kept.length, 6);
    assert.deepEqual([...addresses.lost, ...addresses.moved, ...addresses.added], []);
    assert.deepEqual([violations, errors, isNew], [[], [], false]);
    assert.equal(cost?.change, "0");
    assert.ok(Number(cost.after.total) > 100);
  });

  it("refuses what loses an address, with exit code 2, and says so before anything else", () => {
    const { addresses, changes } = stack("partner");
    assert.deepEqual(
      addresses.lost.map(({ key }) => key),
      ["egress-b"],
    );
    assert.deepEqual(changes, []);
    assert.equal(run.code, 2);
    assert.equal(found.exitCode, 2);
    const loud = comment.indexOf("LOST: egress-b");
    assert.ok(loud > 0 && loud < comment.indexOf("| stack |"), comment);
  });

  it("refuses what violates a mandatory policy, though no resource changes", () => {
    const { violations, changes, addresses } = stack("thrifty");
    const mandatory = violations.filter(({ level }) => level === "mandatory");
    assert.deepEqual(
      mandatory.map(({ policy }) => policy),
      ["aws-cost-stack-require-budget"],
    );
    assert.match(mandatory[0]!.message, /^the stack should cost at most \$50\.00 a month, got/);
    assert.deepEqual(changes, []);
    assert.equal(addresses.kept.length, 2);
  });

  it("fails for a stack that would leave its VPC, with the steps", () => {
    const { changes, errors } = stack("wider");
    assert.deepEqual(changes, []);
    assert.match(
      errors.join(),
      /would replace the VPC 10\.20\.0\.0\/16.*\n.*`pulumi destroy --target/,
    );
  });

  it("does not run a stack that nothing changed", () => {
    const quiet = found.stacks.find((review) => review.stack === "quiet");
    assert.deepEqual(quiet, { kind: "unchanged", stack: "quiet" });
    assert.match(run.err, /^nothing changed: .*\bquiet$/m);
  });

  it("writes the comment that the documents show", () => {
    const sample = join(ROOT, "docs", "review-comment.md");
    const text = comment
      .replaceAll(/Compared with [0-9a-f]{7}/g, "Compared with 1a2b3c4")
      .replaceAll(/Oldest price: \d+ days/g, "Oldest price: 50 days");
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(sample, text);
    assert.equal(text, readFileSync(sample, "utf8"));
  });

  it("leaves nothing behind", () => {
    assert.deepEqual(readdirSync(join(project.root, ".holdfast")), []);
    assert.equal(project.git("worktree", "list").split("\n").length, 1);
    assert.ok(!existsSync(join(project.root, "Pulumi.test.yaml")));
  });
});
