import assert from "node:assert/strict";
import { resolveBudget } from "../../cost/budget";

describe("budget", () => {
  it("is a number of USD a month, or not given", () => {
    assert.equal(resolveBudget({ monthlyUsd: 412.5 }), 412.5);
    assert.equal(resolveBudget(undefined), undefined);
  });

  for (const given of [0, { monthlyUsd: 0 }, { monthlyUsd: "500" }, {}, { monthlyUsd: 1, x: 1 }]) {
    it(`fails when it is ${JSON.stringify(given)}`, () => {
      assert.throws(() => resolveBudget(given), {
        message: `holdfast:budget must be { monthlyUsd: USD above 0 }, got ${JSON.stringify(given)}`,
      });
    });
  }
});
