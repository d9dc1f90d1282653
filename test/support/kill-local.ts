import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../commands/drill/lab/eventually";
import { LocalProject, type LocalRun } from "./local-project";

/** Creations of an `up` of the stack below, roughly. */
const CREATIONS = 28;

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Kills only the command itself, after a number of changes in AWS and some further time. */
async function killAfter(
  project: LocalProject,
  { process: command, ended, said }: LocalRun,
  changes: number,
  laterMs: number,
): Promise<void> {
  // The first line is all that was there before.
  const made = (): number =>
    existsSync(project.accountFile)
      ? readFileSync(project.accountFile, "utf8").split("\n").length - 2
      : 0;
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (made() < changes && !isOver) await sleep(5);
  await sleep(laterMs);
  command.kill("SIGKILL");
  assert.equal(await ended, null, `the command ended before it could be killed:\n${said()}`);
}

/** Kills `npm run local` a number of times, at random moments that are determined by the seed. */
export function testKillsOfLocal(kills: number, seed: number): void {
  let project: LocalProject;
  before(function () {
    // Processes are looked for in /proc.
    if (process.platform !== "linux") this.skip();
    project = new LocalProject({
      network: {
        cidr: "10.20.0.0/16",
        egress: { kind: "nat", gatewayEndpoints: ["s3"] },
        flowLogs: { retentionDays: 7 },
      },
      addresses: { protect: false },
    });
  });
  after(() => project?.remove());

  const next = random(seed);
  for (let kill = 0; kill < kills; kill++) {
    const changes = Math.floor(next() * CREATIONS);
    const laterMs = Math.floor(next() * 100);
    const latency = kill % 3 === 1 ? "2500" : "0";
    const moment = `${changes} changes and ${laterMs} ms, each answered after ${latency} ms`;

    it(`leaves nothing behind that the next up does not import, after ${moment}`, async () => {
      const killed = project.start(["up"], { HOLDFAST_LOCAL_LATENCY_MS: latency });
      await killAfter(project, killed, changes, laterMs);
      const addresses = project.addresses();

      const up = project.start(["up"]);
      assert.equal(await up.ended, 0, up.said());
      await eventually(
        () => Promise.resolve([killed, up].every((run) => run.processes().length === 0)),
        () => `left behind: ${[...killed.processes(), ...up.processes()].join(", ")}`,
      );
      assert.deepEqual(project.known(), await project.existing());
      const now = project.addresses();
      assert.equal(now.length, 2, "an address was made twice");
      for (const id of addresses) assert.ok(now.includes(id), `${id} was lost`);

      await project.run("destroy");
      assert.deepEqual(await project.existing(), []);
    });
  }
}
