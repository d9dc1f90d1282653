import assert from "node:assert/strict";
import { ADVERT_SECONDS } from "../../../components/front-door/proxy/keepalived-config";
import { figure } from "../../support/lab-figures";
import { keepBusy, withPairs } from "./many-pairs";
import { Breaker, stallSequences, titleOf } from "./random-faults";

/** keepalived's log lines when it claims or releases the address. */
const MOVES = /Entering (MASTER|BACKUP|FAULT) STATE/;

/** Nodes that get no processor for up to half a second, on a machine that is busy as well. */
export function stalls(count: number, seed: number, pairs: number): void {
  it(`keeps the address where it is through ${count} sequences of stalls, on a busy machine`, async function () {
    this.timeout(1_800_000);
    const moved: string[] = [];
    const settings = { failover: "route", advertSeconds: ADVERT_SECONDS } as const;
    const rest = keepBusy();
    try {
      await withPairs(
        pairs,
        settings,
        stallSequences(count, seed),
        async (lab, sequence, index) => {
          const { owner } = lab;
          await new Breaker(lab).run(sequence, "a");
          await lab.settled();
          if (lab.owner !== owner || MOVES.test(lab.log))
            moved.push(`${index}: ${titleOf(sequence)}`);
        },
      );
    } finally {
      rest();
    }
    figure(`Pair: ${count} sequences of stalls (seed ${seed})`, `moved after ${moved.length}`);
    assert.deepEqual(moved, []);
  });
}
