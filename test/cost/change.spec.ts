import assert from "node:assert/strict";
import Big from "big.js";
import fc from "fast-check";
import { type CostChangeOptions, costChange } from "../../cost/change";
import { EIP, NAT, UNPRICED_FLEET, resource, several } from "./resources";

const change = (options: Pick<CostChangeOptions, "before" | "after" | "budget">) =>
  costChange({
    region: "us-east-1",
    usage: { natGb: 0, egressGb: 0 },
    today: new Date("2026-11-21T00:00:00Z"),
    ...options,
  });

const COMPONENT = "urn:pulumi:dev::p::acme:net:Network::network";
const nat = (name: string) => resource(NAT, name, {}, { parent: COMPONENT });

describe("costChange", () => {
  it("is signed, in all and by part", () => {
    const { change: all, parts } = change({
      before: [nat("a"), nat("b"), ...several(EIP, ["one"])],
      after: [nat("a"), ...several(EIP, ["one", "two"])],
    });
    assert.equal(all, "-29.2");
    assert.deepEqual(parts, [
      { part: "network", before: "65.7", after: "32.85", change: "-32.85" },
      { part: "others", before: "3.65", after: "7.3", change: "3.65" },
    ]);
  });

  it("has parts that are new, and parts that go", () => {
    const { parts } = change({ before: several(EIP, ["one"]), after: [nat("a")] });
    assert.deepEqual(parts, [
      { part: "network", before: "0", after: "32.85", change: "32.85" },
      { part: "others", before: "3.65", after: "0", change: "-3.65" },
    ]);
  });

  it("has no estimate of before when nothing was deployed", () => {
    const { before, change: all } = change({ before: [], after: [nat("a")] });
    assert.deepEqual({ before, all }, { before: undefined, all: "32.85" });
  });

  it("is the whole cost, negative, when everything goes", () => {
    assert.equal(change({ before: [nat("a")], after: [] }).change, "-32.85");
  });

  it("tells how much of the budget is used, and what is over", () => {
    const after = [nat("a"), nat("b")];
    const use = (monthlyUsd: number) =>
      change({ before: [], after, budget: { monthlyUsd, allowUnpriced: [] } }).budget;
    assert.deepEqual(use(100), { monthlyUsd: "100", usedPercent: "65.7", over: "0", open: [] });
    assert.deepEqual(use(65.7), { monthlyUsd: "65.7", usedPercent: "100.0", over: "0", open: [] });
    assert.deepEqual(use(50), { monthlyUsd: "50", usedPercent: "131.4", over: "15.7", open: [] });
    assert.equal(change({ before: [], after }).budget, undefined);
  });

  it("cannot tell how much of the budget is used while a price is missing", () => {
    const use = (...allowUnpriced: string[]) =>
      change({
        before: [],
        after: UNPRICED_FLEET,
        budget: { monthlyUsd: 20, allowUnpriced },
      }).budget!;
    const { open, usedPercent } = use("gp3-gb-month", "r7g.8xlarge");
    assert.deepEqual(open, [{ name: "c7g.4xlarge", region: "us-east-2", count: 18 }]);
    assert.equal(usedPercent, undefined);
    const all = use("gp3-gb-month", "r7g.8xlarge", "c7g.4xlarge");
    assert.deepEqual(all, { monthlyUsd: "20", over: "0", open: [] });
  });

  it("is whole where the same has no price before and after", () => {
    const wholes = [
      { before: UNPRICED_FLEET, after: [...UNPRICED_FLEET, nat("a")] },
      { before: [nat("a")], after: [...UNPRICED_FLEET, nat("a")] },
    ].map((options) => change(options).isWhole);
    assert.deepEqual(wholes, [true, false]);
  });

  it("adds up: parts to the whole, and back to nothing when the change is undone", () => {
    const names = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 6 });
    const stack = fc
      .tuple(names, names)
      .map(([nats, eips]) => [...nats.map(nat), ...several(EIP, eips)]);
    fc.assert(
      fc.property(stack, stack, (before, after) => {
        const there = change({ before, after });
        const back = change({ before: after, after: before });
        const sum = there.parts.reduce((all, part) => all.plus(part.change), Big(0));
        assert.equal(sum.toFixed(), there.change);
        assert.equal(Big(there.change).plus(back.change).toFixed(), "0");
      }),
      { numRuns: 50 },
    );
  });
});
