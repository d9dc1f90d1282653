import assert from "node:assert/strict";
import { breakEven } from "../../../commands/compare/break-even";
import { builtInBook } from "../../../cost/price-book";

describe("breakEven", () => {
  it("has NAT in two zones cost what five services do", () => {
    const { nat, natWithAddresses, endpoint, services } = breakEven("us-east-1")!;
    assert.deepEqual(
      { nat, natWithAddresses, endpoint, services },
      { nat: "65.7", natWithAddresses: "73", endpoint: "14.6", services: "5" },
    );
  });

  it("tells from how many GB a month on endpoints are cheaper", () => {
    assert.deepEqual(breakEven("us-east-1")!.rows, [
      { services: 1, endpoints: "14.6", gb: "0" },
      { services: 4, endpoints: "58.4", gb: "0" },
      { services: 5, endpoints: "73", gb: "0" },
      { services: 7, endpoints: "102.2", gb: "834.29" },
      { services: 15, endpoints: "219", gb: "4171.43" },
    ]);
  });

  it("has the prices of the region", () => {
    const { nat, endpoint } = breakEven("eu-west-1")!;
    assert.deepEqual({ nat, endpoint }, { nat: "70.08", endpoint: "16.06" });
  });

  it("is not known when the book has no prices of the region", () => {
    assert.equal(breakEven("ap-south-1", builtInBook), undefined);
  });
});
