import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { runWaves } from "../../../../commands/fleet/run/run-waves";

interface Stack {
  readonly wave: number;
  /** Turns of the event loop that it takes. */
  readonly turns: number;
  readonly fails: boolean;
}

/** Runs stacks, stops when `stopAfter` of them have begun, and returns the observations. */
async function watch(
  waves: readonly (readonly Stack[])[],
  { parallel, errorBudget, stopAfter = Infinity }: Record<string, number>,
) {
  const stop = new AbortController();
  const begun: Stack[] = [];
  const ended = new Set<Stack>();
  const seen = { most: 0, waveOverlap: false, begunAfterStop: 0, begunOverBudget: 0 };
  const reason = await runWaves(
    waves,
    { parallel: parallel!, errorBudget: errorBudget!, stop: stop.signal },
    async (stack) => {
      if (stop.signal.aborted) seen.begunAfterStop++;
      if ([...ended].filter(({ fails }) => fails).length > errorBudget!) seen.begunOverBudget++;
      const earlier = waves.slice(0, stack.wave).flat();
      if (earlier.some((one) => !ended.has(one))) seen.waveOverlap = true;
      begun.push(stack);
      seen.most = Math.max(seen.most, begun.length - ended.size);
      if (begun.length === stopAfter) stop.abort();
      for (let left = stack.turns; left > 0; left--) await turn();
      ended.add(stack);
      return !stack.fails;
    },
  );
  return { begun, ended, seen, reason };
}

const wavesArbitrary = fc
  .array(
    fc.array(fc.record({ turns: fc.integer({ min: 1, max: 5 }), fails: fc.boolean() }), {
      minLength: 1,
      maxLength: 6,
    }),
    { maxLength: 4 },
  )
  .map((waves) => waves.map((wave, index) => wave.map((one) => ({ ...one, wave: index }))));

describe("runWaves", () => {
  it("keeps to waves, to the number at a time, to the budget and to a stop, and ends what it began", async () => {
    await fc.assert(
      fc.asyncProperty(
        wavesArbitrary,
        fc.record({
          parallel: fc.integer({ min: 1, max: 5 }),
          errorBudget: fc.nat(4),
          stopAfter: fc.integer({ min: 1, max: 30 }),
        }),
        async (waves, options) => {
          const all = waves.flat();
          const { begun, ended, seen, reason } = await watch(waves, options);
          assert.equal(ended.size, begun.length, "all that began has ended");
          assert.equal(new Set(begun).size, begun.length, "nothing began twice");
          assert.ok(seen.most <= options.parallel);
          assert.deepEqual(
            [seen.waveOverlap, seen.begunAfterStop, seen.begunOverBudget],
            [false, 0, 0],
          );
          const failures = begun.filter(({ fails }) => fails).length;
          if (reason === undefined) assert.equal(begun.length, all.length);
          else assert.ok(begun.length < all.length);
          if (reason === "errors") assert.ok(failures > options.errorBudget);
          if (reason === "stopped") assert.ok(begun.length >= options.stopAfter);
        },
      ),
    );
  });

  it("has as many under way as it may, and begins the next as soon as one ends", async () => {
    const wave = [5, 1, 1, 1, 1].map((turns) => ({ wave: 0, turns, fails: false }));
    const { seen, begun } = await watch([wave], { parallel: 2, errorBudget: 0 });
    assert.equal(seen.most, 2);
    assert.deepEqual(begun, wave);
  });

  it("begins no other after the first failure without a budget", async () => {
    const wave = [true, false, false].map((fails) => ({ wave: 0, turns: 1, fails }));
    const { begun, reason } = await watch([wave], { parallel: 1, errorBudget: 0 });
    assert.equal(begun.length, 1);
    assert.equal(reason, "errors");
  });

  it("continues with the next wave while the budget lasts", async () => {
    const waves = [0, 1, 2].map((wave) => [{ wave, turns: 1, fails: true }]);
    const { begun, reason } = await watch(waves, { parallel: 1, errorBudget: 1 });
    assert.equal(begun.length, 2);
    assert.equal(reason, "errors");
  });
});
