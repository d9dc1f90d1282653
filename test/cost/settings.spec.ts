import assert from "node:assert/strict";
import * as v from "valibot";
import { sections } from "../../components/config/sections";
import { resolveBudget } from "../../cost/budget";
import { resolveUsage } from "../../cost/usage";

describe("schema of budget and usage", () => {
  it("gives an example that estimates take, too", () => {
    const [budget] = v.getExamples(sections.budget);
    assert.deepEqual(resolveBudget(budget), { ...(budget as object), allowUnpriced: [] });
  });

  it("leaves nothing of the usage to be written", () => {
    assert.deepEqual(v.parse(sections.usage, {}), resolveUsage());
  });
});
