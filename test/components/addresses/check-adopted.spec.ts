import assert from "node:assert/strict";
import { validateAdopted } from "../../../components/addresses/check-adopted";
import type { AccountAddress } from "../../../components/addresses/facts";

const REGION = "us-west-1";

describe("validateAdopted", () => {
  const STACK = "holdfast/dev";
  const check = (address: Partial<AccountAddress>) =>
    validateAdopted(
      [
        {
          key: "egress-a",
          allocationId: "eipalloc-11111111",
          address: { value: { publicIp: "203.0.113.7", domain: "vpc", tags: {}, ...address } },
        },
      ],
      STACK,
      REGION,
    ).map(({ problem }) => problem);
  const ours = { "holdfast:stack": STACK, "holdfast:key": "egress-a" };

  it("accepts an address that is free, or in use by this stack under the same key", () => {
    assert.deepEqual(check({ tags: { owner: "me" } }), []);
    assert.deepEqual(check({ tags: ours, associatedWith: "eni-1" }), []);
  });

  it("accepts an address whose tags this stack had no time to complete", () => {
    assert.deepEqual(check({ tags: { "holdfast:stack": STACK } }), []);
  });

  it("fails when another stack has tagged the address, used or not", () => {
    const tags = { ...ours, "holdfast:stack": "holdfast/prod" };
    for (const use of [{}, { associatedWith: "eni-1" }]) {
      assert.deepEqual(check({ tags, ...use }), [
        "(203.0.113.7) belongs to the stack holdfast/prod",
      ]);
    }
  });
});
