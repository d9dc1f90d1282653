import assert from "node:assert/strict";
import fc from "fast-check";
import { figure } from "../../support/lab-figures";
import { own } from "./own-scene";
import { play, wrongCalls } from "./play";
import { type Holder, type Plan, type Scene, claim, config, health, hold } from "./scenes";
import { spoil } from "./spoils";

/** Runs at a time: the programs wait as much as they work. */
const AT_A_TIME = 4;

type Opening = (plan: Plan) => Promise<Scene>;

const HOLDERS: readonly Holder[] = ["none", "older", "newer", "foreign"];

const PROGRAMS: Readonly<Record<string, readonly Opening[]>> = {
  "holdfast-claim": [[], ["--check"]].flatMap((args) =>
    HOLDERS.map((holder) => (plan: Plan) => claim(plan, holder, args)),
  ),
  "holdfast-own": (["route", "eip"] as const).flatMap((failover) => [
    (plan: Plan) => own(plan, failover, "MASTER"),
    (plan: Plan) => own(plan, failover, "BACKUP"),
  ]),
  "holdfast-hold": (["answers", "gone"] as const).map((task) => (plan: Plan) => hold(plan, task)),
  "holdfast-config": [config],
  "holdfast-health": [health],
};

const lastOf = (log: string): string =>
  log
    .split("\n")
    .slice(-20)
    .map((line) => line.slice(0, 300))
    .join("\n");

/** Of each answer, whether it comes as it is. Half of them do, so that programs get on. */
const plans = fc.array(fc.option(spoil, { freq: 2, nil: undefined }), {
  minLength: 2,
  maxLength: 14,
});

async function fuzz(openings: readonly Opening[], count: number, seed: number) {
  const cases = fc.sample(fc.tuple(fc.constantFrom(...openings), plans), { numRuns: count, seed });
  const ends: Record<string, number> = {};
  const faults: string[] = [];
  let spoilt = 0;
  let next = 0;
  const player = async (): Promise<void> => {
    for (let index = next++; index < count && faults.length < 3; index = next++) {
      const [open, plan] = cases[index]!;
      const scene = await open(plan);
      const { faults: found, end, log } = await play(scene);
      ends[end] = (ends[end] ?? 0) + 1;
      spoilt += scene.relay.spoilt.length;
      if (found.length === 0) continue;
      const what = plan.map((one) => one?.what ?? "-").join(", ");
      faults.push(`${index} (${what}): ${found.join("; ")}\n${lastOf(log)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, player));
  return { ends, faults, spoilt };
}

/** Runs the programs of a node with corrupted responses of metadata and AWS, a number of times each. */
export function fuzzAnswers(count: number, seed: number): void {
  for (const [place, [program, openings]] of Object.entries(PROGRAMS).entries()) {
    it(`${program} ends as documented, and calls nothing wrong: ${count} times`, async () => {
      const { ends, faults, spoilt } = await fuzz(openings, count, seed + place);
      figure(
        `Spoilt answers, ${program}`,
        `${spoilt} in ${count} runs (seed ${seed}), which ended with ${JSON.stringify(ends)}`,
      );
      assert.ok(
        faults.length === 0,
        `${faults.length} of ${count}:\n${faults.slice(0, 3).join("\n")}`,
      );
      assert.ok(spoilt >= count, `only ${spoilt} answers were spoilt`);
    });
  }

  it("finds a program that claims another node's address", async () => {
    const scene = await claim([], "none");
    const allowed = { ...scene.allowed, AssociateAddress: [{ AllocationId: "eipalloc-other" }] };
    const { faults } = await play({ ...scene, allowed });
    assert.match(faults.join(), /^ec2:AssociateAddress .*"AllocationId":"eipalloc-\w+"/);
    assert.deepEqual(wrongCalls(scene), []);
  });
}
