import assert from "node:assert/strict";
import { USAGE_MEANINGS, resolveUsage } from "../../cost/usage";

describe("resolveUsage", () => {
  it("fills in the defaults", () => {
    const usage = resolveUsage({ natGb: 7 });
    assert.equal(usage.natGb, 7);
    assert.equal(usage.lambdaRequests, 43_800);
    assert.deepEqual(Object.keys(usage), Object.keys(USAGE_MEANINGS));
  });

  it("says what each number means", () => {
    assert.deepEqual(
      Object.entries(USAGE_MEANINGS).filter(([, meaning]) => meaning === ""),
      [],
    );
  });

  it("fails when it is no map of numbers", () => {
    assert.throws(() => resolveUsage({ natGb: "7" }), {
      message: 'usage.natGb: must be a number, got "7"',
    });
  });
});
