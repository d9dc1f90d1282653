import assert from "node:assert/strict";
import { costSummary } from "../../../commands/local/cost-summary";
import { NAT, several } from "../../cost/resources";

describe("costSummary", () => {
  it("is text for a terminal, and the same as data", () => {
    const { text, json } = costSummary(
      {
        before: several(NAT, ["a"]),
        after: several(NAT, ["a", "b"]),
        region: "us-east-1",
        usage: { natGb: 0, egressGb: 0 },
        budget: { monthlyUsd: 50, allowUnpriced: [] },
      },
      { heading: (line) => `[${line}]`, faint: (line) => line, warning: (line) => `!${line}` },
    );
    assert.match(text, /^\[Cost\]\n {2}USD 65\.70 a month [^]*; \+32\.85 [^]*\n! {2}131\.4 % of/);
    assert.deepEqual(JSON.parse(JSON.stringify(json)), json);
    assert.deepEqual([json.change, json.budget?.over], ["32.85", "15.7"]);
  });

  it("fails when the usage is not valid", () => {
    const options = { before: [], after: [], region: "us-east-1", usage: { natGb: -1 } };
    assert.throws(() => costSummary(options), /^Error: usage\.natGb: must be 0 or more, got -1$/);
  });
});
