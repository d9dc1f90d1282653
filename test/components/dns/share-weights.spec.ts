import assert from "node:assert/strict";
import { shareWeight } from "../../../components/dns/share-weights";

describe("shareWeight", () => {
  it("divides a weight as evenly as whole numbers can, and gives all of it away", () => {
    for (let weight = 0; weight <= 100; weight++) {
      for (let records = 1; records <= 9; records++) {
        const weights = shareWeight(weight, records);
        assert.equal(weights.length, records);
        assert.equal(
          weights.reduce((sum, one) => sum + one),
          weight,
        );
        assert.ok(Math.max(...weights) - Math.min(...weights) <= 1);
      }
    }
  });

  it("gives the larger parts to the first records", () => {
    assert.deepEqual(shareWeight(50, 4), [13, 13, 12, 12]);
    assert.deepEqual(shareWeight(1, 4), [1, 0, 0, 0]);
  });
});
