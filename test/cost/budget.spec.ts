import assert from "node:assert/strict";
import { resolveBudget } from "../../cost/budget";

describe("budget", () => {
  it("is a number of USD a month with what may have no price, or not given", () => {
    assert.deepEqual(resolveBudget({ monthlyUsd: 412.5 }), {
      monthlyUsd: 412.5,
      allowUnpriced: [],
    });
    const budget = { monthlyUsd: 1, allowUnpriced: ["c7g.4xlarge"] };
    assert.deepEqual(resolveBudget(budget), budget);
    assert.equal(resolveBudget(undefined), undefined);
  });

  for (const given of [
    ...[0, { monthlyUsd: 0 }, { monthlyUsd: "500" }, {}, { monthlyUsd: 1, x: 1 }],
    { monthlyUsd: 1, allowUnpriced: "c7g.4xlarge" },
  ]) {
    it(`fails when it is ${JSON.stringify(given)}`, () => {
      assert.throws(() => resolveBudget(given), {
        message: `holdfast:budget must be { monthlyUsd: USD above 0, allowUnpriced: [names] (optional) }, got ${JSON.stringify(given)}`,
      });
    });
  }
});
