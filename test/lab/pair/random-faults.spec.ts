import assert from "node:assert/strict";
import { quantile } from "../../../bench/measure";
import { ADVERT_SECONDS } from "../../../components/front-door/proxy/keepalived-config";
import { figure } from "../../support/lab-figures";
import { slowness } from "../../support/slowness";
import { Breaker, faultSequences, titleOf } from "./random-faults";
import { usePair } from "./use-pair";

/** From the last fault until the correct owner serves all clients; on an idle machine. */
const BOUND_MS = 12_000;

describe("pair under random faults", () => {
  const use = usePair({ failover: "route", advertSeconds: ADVERT_SECONDS, checkMs: 1_000 }, "once");
  let breaker: Breaker;
  const times: number[] = [];
  before(() => (breaker = new Breaker(use.lab)));

  faultSequences(50, 7).forEach((sequence, index) => {
    it(`has a living owner with a healthy HAProxy after: ${titleOf(sequence)} (${index})`, async () => {
      await breaker.run(sequence, index % 2 === 0 ? "a" : "b");
      const since = Date.now();
      await breaker.recovered();
      const ms = Date.now() - since;
      times.push(ms);
      assert.ok(ms < BOUND_MS * slowness(), `${ms} ms\n${use.lab.log}`);
    });
  });

  after(() =>
    figure(
      `Pair: ${times.length} random fault sequences`,
      `right after ${seconds(quantile(times, 0.5))} s in the median, ${seconds(Math.max(...times))} s at worst`,
    ),
  );
});

const seconds = (ms: number): string => (ms / 1000).toFixed(2);
