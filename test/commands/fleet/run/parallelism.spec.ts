import assert from "node:assert/strict";
import { defaultParallelism } from "../../../../commands/fleet/run/parallelism";

describe("defaultParallelism", () => {
  const GB = 1e9;

  it("is a stack for each processor in the simulated AWS, and four in AWS", () => {
    const machine = { processors: 4, freeBytes: 64 * GB };
    assert.equal(defaultParallelism("simulated", machine), 4);
    assert.equal(defaultParallelism("aws", machine), 16);
  });

  it("is no more than free memory allows, and at least one", () => {
    assert.equal(defaultParallelism("aws", { processors: 4, freeBytes: 4 * GB }), 5);
    assert.equal(defaultParallelism("aws", { processors: 4, freeBytes: 0.1 * GB }), 1);
  });

  it("is of this machine by default", () => {
    assert.ok(defaultParallelism("simulated") >= 1);
  });
});
