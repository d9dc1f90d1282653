import assert from "node:assert/strict";
import { readLoad } from "../../../bench/data-path/load";

describe("what the generator says", () => {
  it("is read from its last line", () => {
    const line = '{"requests":10,"seconds":1.5,"bytes":90,"failed":0,"p50Ms":0.1,"p99Ms":0.2}';
    assert.deepEqual(readLoad(`Running 1s test\n  1 threads\n\n${line}\n`), {
      requests: 10,
      seconds: 1.5,
      bytes: 90,
      failed: 0,
      p50Ms: 0.1,
      p99Ms: 0.2,
    });
  });

  it("fails with what it said instead", () => {
    assert.throws(() => readLoad("unable to connect\n"), /printed no results[^]*unable to connect/);
  });
});
