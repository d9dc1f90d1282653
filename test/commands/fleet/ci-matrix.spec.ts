import assert from "node:assert/strict";
import { ciMatrices } from "../../../commands/fleet/ci-matrix";

const stacks = (count: number, wave: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `s${wave}-${index}`, wave, config: {} }));

describe("ciMatrices", () => {
  it("has a matrix for each wave, with a job for each stack", () => {
    assert.deepEqual(ciMatrices({ stacks: [...stacks(1, 1), ...stacks(2, 2)] }), [
      { include: [{ stack: "s1-0", wave: 1 }] },
      {
        include: [
          { stack: "s2-0", wave: 2 },
          { stack: "s2-1", wave: 2 },
        ],
      },
    ]);
  });

  it("fails for a wave of more stacks than a matrix has jobs", () => {
    assert.equal(ciMatrices({ stacks: stacks(256, 1) })[0]!.include.length, 256);
    assert.throws(() => ciMatrices({ stacks: stacks(257, 1) }), /wave 1 has 257 stacks/);
  });
});
