import assert from "node:assert/strict";
import { problemsIn } from "../../policy/check-config";
import { ALL_POLICIES } from "../../policy/policies";

const problems = (config: Record<string, Record<string, unknown>>) =>
  problemsIn(config, ALL_POLICIES);

const BUDGET = "aws-cost-stack-require-budget";

describe("problemsIn", () => {
  it("finds none in every setting of every policy", () => {
    const all = ALL_POLICIES.map(({ name, settings }) => [
      name,
      Object.fromEntries(Object.entries(settings).map(([key, each]) => [key, each.default])),
    ]);
    const config = Object.fromEntries(all) as Record<string, Record<string, unknown>>;
    assert.deepEqual(problems({ all: {}, ...config }), []);
  });

  it("names the nearest setting", () => {
    assert.deepEqual(problems({ [BUDGET]: { monthly: 700, monthlyUSD: 700 } }), [
      `${BUDGET}.monthly: is not a setting. Did you mean monthlyUsd?`,
      `${BUDGET}.monthlyUSD: is not a setting. Did you mean monthlyUsd?`,
    ]);
  });

  it("lists the settings where none is near", () => {
    assert.deepEqual(problems({ "aws-ec2-eip-disallow-release": { addresses: [] } }), [
      "aws-ec2-eip-disallow-release.addresses: is not a setting. Write one of enforcementLevel, keep",
    ]);
  });

  it("looks into objects, as usage", () => {
    assert.deepEqual(problems({ [BUDGET]: { usage: { natGb: 3, natGB: 3 } } }), [
      `${BUDGET}.usage.natGB: is not a setting. Did you mean natGb?`,
    ]);
  });

  it("names the nearest policy, or where all are", () => {
    assert.deepEqual(problems({ "aws-ec2-eip-require-protection": {}, everything: {} }), [
      "aws-ec2-eip-require-protection: no policy has this name. Did you mean aws-ec2-eip-require-protect?",
      "everything: no policy has this name. policy/README.md lists all",
    ]);
  });

  it("takes no settings for all policies at once", () => {
    assert.deepEqual(problems({ all: { zones: 3 } }), [
      "all.zones: is not a setting. Write one of enforcementLevel",
    ]);
  });

  it("takes no name of JavaScript for a setting", () => {
    assert.equal(problems({ [BUDGET]: { constructor: 1 } }).length, 1);
  });
});
