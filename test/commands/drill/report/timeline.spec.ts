import assert from "node:assert/strict";
import { renderTimeline, slices } from "../../../../commands/drill/report/timeline";
import { drilled } from "./drilled";

describe("timeline of a rehearsal", () => {
  it("counts the requests of each second by what came of them", () => {
    const { seconds, counts } = slices(drilled());
    assert.equal(seconds, 1);
    assert.equal(counts.length, 20);
    assert.deepEqual(counts[0], { blue: 10, green: 0, other: 0, failed: 0 });
    assert.deepEqual(counts[6], { blue: 5, green: 0, other: 0, failed: 5 });
    assert.deepEqual(counts[15], { blue: 0, green: 10, other: 0, failed: 0 });
  });

  it("draws the first and the last second as wide as they have requests, and no less high", () => {
    const all = drilled();
    const { samples, startedAt } = all.rehearsed;
    const cut = samples.filter(({ at }) => at >= startedAt + 500 && at < startedAt + 6_400);
    const few = { ...all, rehearsed: { ...all.rehearsed, samples: cut } };
    const { counts, spans } = slices(few);
    assert.equal(counts.length, 7);
    assert.deepEqual(spans[0], { from: 0.5, to: 1 });
    assert.deepEqual(spans[3], { from: 3, to: 4 });
    assert.ok(Math.abs(spans[6]!.to - 6.4) < 0.01, JSON.stringify(spans[6]));
    const heights = [...renderTimeline(few).matchAll(/<g class="slice">(.*?)<\/g>/g)].map(
      ([, bar]) =>
        [...bar!.matchAll(/ height="([\d.]+)"/g)].reduce(
          (sum, [, height]) => sum + Number(height),
          0,
        ),
    );
    assert.equal(heights.length, 7);
    for (const height of heights) assert.ok(height > 150, heights.join(" "));
  });

  it("takes longer slices for a long one, and loses no request", () => {
    const long = drilled({ every: 2_000 });
    const { seconds, counts } = slices(long);
    const total = counts.flatMap((one) => Object.values(one)).reduce((sum, one) => sum + one, 0);
    assert.ok(seconds > 1 && counts.length <= 241, `${counts.length} slices of ${seconds} s`);
    assert.equal(total, long.rehearsed.samples.length);
  });

  it("has a line for everything that happened, without anything that a browser would take for markup", () => {
    const svg = renderTimeline(drilled());
    assert.equal(svg.match(/<line [^>]*stroke-width/g)?.length, 3);
    assert.match(svg, /a1 &lt;gone&gt;/);
    assert.doesNotMatch(svg, /<gone>/);
  });
});
