import assert from "node:assert/strict";
import { judge } from "../../../lambda/check-pool/judge";

const POOL = {
  blocks: ["203.0.113.8/29", "198.51.100.4/30"],
  allocated: ["203.0.113.8/32", "203.0.113.9/32", "198.51.100.4/32"],
};

describe("judge", () => {
  it("finds addresses in every block of the pool, and counts what is free", () => {
    const addresses = ["203.0.113.9", "203.0.113.15", "198.51.100.4"];
    assert.deepEqual(judge({ ...POOL, addresses }), { outside: [], free: 9 });
  });

  it("finds addresses outside, those next to a block too", () => {
    const addresses = ["203.0.113.7", "203.0.113.8", "203.0.113.16", "3.5.7.9"];
    assert.deepEqual(judge({ ...POOL, addresses }).outside, [
      "203.0.113.7",
      "203.0.113.16",
      "3.5.7.9",
    ]);
  });

  it("counts a pool without addresses left, and one without blocks", () => {
    const addresses = ["203.0.113.9"];
    assert.equal(judge({ ...POOL, allocated: POOL.blocks, addresses }).free, 0);
    const none = judge({ blocks: [], allocated: [], addresses });
    assert.deepEqual(none, { outside: addresses, free: 0 });
  });
});
