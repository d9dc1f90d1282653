import assert from "node:assert/strict";
import { TestStack } from "../support/test-stack";
import { SMALL, door, entryAddresses, lines, nlbs } from "./nlb-view";

const config = (availabilityZones: number, entry: object = {}) =>
  door({
    ...SMALL,
    network: { ...SMALL.network, availabilityZones },
    entry: { kind: "nlbAlb", ...entry },
  });

describe("an NLB and the zones that it is in", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config(2, { deletionProtection: true }));
    await stack.up();
  });
  after(() => stack.close());

  it("is not taken away before its protection from deletion is", async () => {
    stack.configure(config(2, { kind: "haproxy" }));
    await assert.rejects(stack.preview(), /takes the NLB away, which is protected/);
  });

  it("takes a third zone in place, with an address of its own", async () => {
    const before = entryAddresses(stack);
    const had = nlbs(stack);
    stack.configure(config(3));
    await stack.up();
    const { "entry-c1": added, ...others } = entryAddresses(stack);
    assert.ok(added);
    assert.deepEqual(others, before);
    assert.deepEqual(nlbs(stack), had);
  });

  it("refuses to give a zone up, and does it in the two steps that it names", async () => {
    stack.configure(config(2));
    await assert.rejects(
      stack.preview(),
      /network\.availabilityZones[^]*leaves out zone c, and would replace the NLB[^]*\(1\) add entry\.allowReplacement: true/,
    );
    const { "entry-c1": given, ...kept } = entryAddresses(stack);
    assert.ok(given);
    stack.configure(config(2, { allowReplacement: true }));
    await stack.up();
    assert.deepEqual(nlbs(stack), []);
    assert.deepEqual(entryAddresses(stack), kept);
    await stack.up();
    assert.equal(nlbs(stack).length, 1);
    assert.deepEqual(entryAddresses(stack), kept);
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
