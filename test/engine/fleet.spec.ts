import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FleetSummary } from "../../commands/fleet/show/render";
import type { StackOutcome } from "../../commands/fleet/run/result";
import type { FleetRun } from "../../commands/fleet/run/run-fleet";
import { writeText } from "../commands/local/fakes";

const PROGRAM = join(__dirname, "../support/fleet-main.ts");

/** Networks without egress, except one with NAT gateways and their addresses. */
const BASE = `config:
  aws:region: us-east-1
  holdfast:network: { cidr: 10.0.0.0/16, egress: { kind: none } }
  holdfast:addresses: { protect: false }
`;
const NAT = "holdfast:network: { egress: { kind: nat } }";
/** No such address is in the account. */
const ADOPTED = "holdfast:addresses: { adopt: { egress-a: eipalloc-0123456789abcdef0 } }";
const fleet = (third: string) => `
base: base.yaml
config: { holdfast:network: { cidr: "10.{octet}.0.0/16" }, holdfast:tags: { environment: "{stack}" } }
matrix: { name: "s{octet}", axes: { octet: [1, 2, 3, 4] } }
stacks: { s3: { config: { ${third} } } }
waves: [[s1, s2], [s3], [s4]]
`;

interface Ended extends FleetRun {
  readonly code: number | null;
  readonly said: string;
  readonly summary: FleetSummary;
}

describe("a fleet of four stacks", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-fleet-"));
  const file = join(folder, "fleet.yaml");
  /** The outcome of the third stack. */
  let third: StackOutcome | undefined;
  let child: ChildProcess | undefined;
  before(() => void writeText(join(folder, "base.yaml"), BASE));
  afterEach(() => {
    if (child?.exitCode === null) child.kill("SIGKILL");
  });
  after(() => rmSync(folder, { recursive: true }));

  /**
   * Runs the command as a terminal does, in a process group of its own, and sends it Ctrl-C when it says
   * something.
   */
  async function run(args: readonly string[], interruptAt?: string): Promise<Ended> {
    const tsx = ["--import", pathToFileURL(require.resolve("tsx")).href];
    const all = [...tsx, PROGRAM, join(folder, "home"), ...args, "--file", file, "--json"];
    child = spawn(process.execPath, all, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let [out, said] = ["", ""];
    let interrupted = false;
    child.stdout!.on("data", (data: Buffer) => (out += data.toString()));
    child.stderr!.on("data", (data: Buffer) => {
      said += data.toString();
      if (interrupted || interruptAt === undefined || !said.includes(interruptAt)) return;
      interrupted = true;
      process.kill(-child!.pid!, "SIGINT");
    });
    const [code] = (await once(child, "close")) as [number | null];
    assert.notEqual(out, "", said);
    return { ...(JSON.parse(out) as Ended), code, said };
  }

  const withoutTime = ({ result }: StackOutcome) => ({ ...result!, seconds: undefined });
  const states = ({ outcomes }: FleetRun) =>
    Object.fromEntries(outcomes.map(({ stack, state }) => [stack, state]));

  it("stops after a stack that fails, and says what the program said", async () => {
    writeText(file, fleet(`${NAT}, ${ADOPTED}`));
    const ended = await run(["up"]);
    assert.equal(ended.code, 1);
    assert.equal(ended.ended, "errors");
    assert.deepEqual(states(ended), { s1: "done", s2: "done", s3: "failed", s4: "notStarted" });
    const { error } = ended.outcomes.find(({ stack }) => stack === "s3")!;
    assert.match(error!, /^Pulumi\.s3\.yaml has 1 problem; nothing was changed/);
    assert.match(error!, /eipalloc-0123456789abcdef0/);
  });

  it("continues from there, and finishes the running stack on Ctrl-C", async () => {
    writeText(file, fleet(NAT));
    const ended = await run(["up", "--resume"], "s3: started");
    assert.match(ended.said, /^Stopping: finishing the running stacks/m);
    assert.equal(ended.code, 130);
    assert.deepEqual(states(ended), {
      s1: "doneBefore",
      s2: "doneBefore",
      s3: "done",
      s4: "notStarted",
    });
  });

  it("does what is left, and has cost and addresses of all", async () => {
    const ended = await run(["up", "--resume"]);
    assert.equal(ended.code, 0, ended.said);
    assert.deepEqual(ended.summary.counts, { done: 1, doneBefore: 3, failed: 0, notStarted: 0 });
    assert.equal(ended.summary.allowList.length, 2);
    assert.deepEqual(ended.summary.unpriced, []);
    const costs = ended.outcomes.map(({ result }) => Number(result!.monthlyUsd));
    assert.equal(
      Number(ended.summary.monthlyUsd),
      costs.reduce((sum, one) => sum + one),
    );
    assert.ok(costs[2]! > costs[3]!, "NAT gateways cost");
    third = ended.outcomes[2];
  });

  it("shows in a preview that nothing is to change, at the same cost", async () => {
    const { outcomes } = await run(["preview", "--only", "s3"]);
    assert.deepEqual(withoutTime(outcomes[0]!), { ...withoutTime(third!), changes: {} });
  });

  it("is destroyed, the last wave first", async () => {
    const ended = await run(["destroy"]);
    assert.equal(ended.code, 0, ended.said);
    const order = [...ended.said.matchAll(/^(s\d): started$/gm)].map(([, name]) => name);
    assert.deepEqual(order.slice(0, 2), ["s4", "s3"]);
    assert.deepEqual([ended.summary.monthlyUsd, ended.summary.allowList], ["0", []]);
  });
});
