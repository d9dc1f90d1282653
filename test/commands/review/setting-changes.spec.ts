import assert from "node:assert/strict";
import { headlineOf, settingChanges } from "../../../commands/review/setting-changes";

const BEFORE = {
  "aws:region": "us-east-1",
  "holdfast:backend": { live: "blue", blue: { cidr: "10.30.0.0/16" } },
  "holdfast:addresses": { allowRelease: ["egress-a"] },
};

describe("changed settings", () => {
  it("are none where only the form differs", () => {
    const backend = '{ "live": "blue", "blue": { "cidr": "10.30.0.0/16" } }';
    assert.deepEqual(settingChanges(BEFORE, { ...BEFORE, "holdfast:backend": backend }), []);
  });

  it("have a path, the former value and the new one, by path", () => {
    const after = {
      "aws:region": "eu-west-1",
      "holdfast:backend": { weights: { blue: 90, green: 10 }, blue: { cidr: "10.30.0.0/16" } },
      "holdfast:addresses": { allowRelease: [] },
      "holdfast:budget": { monthlyUsd: 400 },
    };
    assert.deepEqual(
      settingChanges(BEFORE, after).map(({ path, before, after }) => [path, before, after]),
      [
        ["addresses.allowRelease", '["egress-a"]', "[]"],
        ["aws:region", "us-east-1", "eu-west-1"],
        ["backend.live", "blue", undefined],
        ["backend.weights.blue", undefined, "90"],
        ["backend.weights.green", undefined, "10"],
        ["budget.monthlyUsd", undefined, "400"],
      ],
    );
  });

  it("are a line with the first three and the number of the others", () => {
    const change = (path: string) => ({ path, before: "blue", after: undefined });
    assert.equal(headlineOf([]), "");
    assert.equal(
      headlineOf([{ path: "backend.live", before: "blue", after: "green" }]),
      "backend.live blue → green",
    );
    assert.equal(
      headlineOf(["a", "b", "c", "d", "e"].map(change)),
      "a blue → not set, b blue → not set, c blue → not set, and 2 more",
    );
  });
});
