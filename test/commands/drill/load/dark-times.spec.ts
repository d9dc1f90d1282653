import assert from "node:assert/strict";
import { allDark, darkTimes, longestSeconds } from "../../../../commands/drill/load/dark-times";
import { parseSample, type Sample } from "../../../../commands/drill/load/load";

/** Ten requests a second: `+` is answered, `-` is not. */
const samplesOf = (requests: string): Sample[] =>
  [...requests].map((one, index) => {
    const timestamp = new Date(index * 100).toISOString();
    const code = one === "+" ? 200 : 0;
    return parseSample(JSON.stringify({ timestamp, latency: 1, code, error: "EOF", body: null }));
  });
const dark = (requests: string) => darkTimes(samplesOf(requests));

describe("the times in which an address is dark", () => {
  it("begin with the first of ten failures in a row, and end with the next answer", () => {
    assert.deepEqual(dark(`++${"-".repeat(10)}+`), [{ from: 200, to: 1200 }]);
  });

  it("do not count fewer failures", () => assert.deepEqual(dark(`+${"-".repeat(9)}+`), []));

  it("end with the last failure if no answer follows", () => {
    assert.deepEqual(dark(`+${"-".repeat(11)}`), [{ from: 100, to: 1100 }]);
  });

  it("have a longest one", () => {
    assert.equal(longestSeconds(dark(`${"-".repeat(10)}+${"-".repeat(15)}+`)), 1.5);
    assert.equal(longestSeconds([]), 0);
  });

  it("are common to all addresses only where each is dark", () => {
    const early = dark(`${"-".repeat(20)}${"+".repeat(20)}`);
    const late = dark(`${"+".repeat(20)}${"-".repeat(20)}`);
    const middle = dark(`${"+".repeat(10)}${"-".repeat(20)}${"+".repeat(10)}`);
    assert.deepEqual(allDark([early, late]), []);
    assert.deepEqual(allDark([early, middle]), [{ from: 1000, to: 2000 }]);
    assert.deepEqual(allDark([early, middle, late]), []);
  });
});
