import assert from "node:assert/strict";
import type { PairLab } from "../../../bench/labs/pair/pair-lab";
import { quantile } from "../../../bench/measure";
import { ADVERT_SECONDS } from "../../../components/front-door/proxy/keepalived-config";
import { figure } from "../../support/lab-figures";
import { keepBusy, withPairs } from "./many-pairs";
import { Breaker, faultSequences } from "./random-faults";
import { stalls } from "./stalls";

const PAIRS = 8;
const COUNT = 500;
const seconds = (ms: number): string => (ms / 1000).toFixed(2);

describe("pair under many faults", () => {
  it(`has one living owner with a healthy HAProxy after each of ${COUNT} sequences, on a busy machine`, async function () {
    this.timeout(3_600_000);
    const times: number[] = [];
    const breakers = new Map<PairLab, Breaker>();
    const settings = { failover: "route", advertSeconds: ADVERT_SECONDS, checkMs: 1_000 } as const;
    const rest = keepBusy();
    try {
      await withPairs(PAIRS, settings, faultSequences(COUNT, 1), async (lab, sequence, index) => {
        const breaker = breakers.get(lab) ?? new Breaker(lab);
        breakers.set(lab, breaker);
        await breaker.run(sequence, index % 2 === 0 ? "a" : "b");
        const since = Date.now();
        await breaker.recovered();
        times.push(Date.now() - since);
      });
    } finally {
      rest();
    }
    const worst = seconds(Math.max(...times));
    figure(
      `Pair: ${times.length} fault sequences, ${PAIRS} pairs at a time`,
      `right after ${seconds(quantile(times, 0.5))} s in the median, ${worst} s at worst`,
    );
    assert.equal(times.length, COUNT);
  });

  stalls(COUNT, 1, PAIRS);
});
