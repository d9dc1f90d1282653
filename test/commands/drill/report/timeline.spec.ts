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
