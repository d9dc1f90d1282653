import assert from "node:assert/strict";
import { readStat } from "../../../bench/data-path/usage";

describe("usage of a process", () => {
  const rest = "S 1 2 2 0 -1 4194560 900 0 0 0 150 50 0 0 20 0 2 0 12345 100000000 256 1844";

  it("is CPU time of the process and of the kernel, and resident memory", () => {
    assert.deepEqual(readStat(`42 (haproxy) ${rest}`), {
      name: "haproxy",
      cpuSeconds: 2,
      residentBytes: 1_048_576,
    });
  });

  it("is read behind a name with spaces and parentheses", () => {
    const { name, cpuSeconds } = readStat(`42 (a ) b (c)) ${rest}`);
    assert.deepEqual([name, cpuSeconds], ["a ) b (c)", 2]);
  });
});
