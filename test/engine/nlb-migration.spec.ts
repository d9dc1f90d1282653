import assert from "node:assert/strict";
import { TestStack } from "../support/test-stack";
import { SMALL, door, lines, publicRecords } from "./nlb-view";

/** The public name at a step of the migration; without a step at its end. */
const at = (percent?: number) =>
  door({
    ...SMALL,
    dns: {
      zone: "holdfast-demo.net",
      createZone: true,
      ...(percent !== undefined && { migration: { from: "old.example.net", percent } }),
    },
  });

describe("a migration from an old name to an NLB", () => {
  let stack: TestStack;
  before(async () => (stack = await TestStack.open(at(0))));
  after(() => stack.close());

  it("goes in steps, and back, and to its end", async () => {
    const shares: unknown[] = [];
    for (const percent of [0, 50, 10, 100]) {
      stack.configure(at(percent));
      await stack.up();
      shares.push(publicRecords(stack));
    }
    assert.deepEqual(shares, [
      { "holdfast/test": ["CNAME", 0], "holdfast/test/old": ["CNAME", 100] },
      { "holdfast/test": ["CNAME", 50], "holdfast/test/old": ["CNAME", 50] },
      { "holdfast/test": ["CNAME", 10], "holdfast/test/old": ["CNAME", 90] },
      { "holdfast/test": ["CNAME", 100] },
    ]);
  });

  it("ends with an alias, and changes nothing else", async () => {
    stack.configure(at());
    assert.deepEqual(lines((await stack.up()).steps), ["update dns"]);
    assert.deepEqual(publicRecords(stack), { "holdfast/test": ["A", 100] });
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
