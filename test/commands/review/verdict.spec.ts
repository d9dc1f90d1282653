import assert from "node:assert/strict";
import { exitCodeOf, objectionsTo } from "../../../commands/review/verdict";
import { address, advisory, mandatory, previewed, reviewOf } from "./reviews";

const failed = { kind: "failed", stack: "b", problem: "no zone" } as const;

describe("verdict", () => {
  it("is 0 without objections, whatever changes", () => {
    const lets = previewed("a", {
      violations: [advisory],
      addresses: { released: [address("x")] },
    });
    const still = [
      { kind: "unchanged", stack: "c" },
      { kind: "removed", stack: "d" },
    ] as const;
    assert.equal(exitCodeOf(reviewOf(lets, ...still)), 0);
    assert.equal(exitCodeOf(reviewOf()), 0);
  });

  it("is 1 when a stack could not be reviewed, or its program ends with an error", () => {
    assert.equal(exitCodeOf(reviewOf(previewed("a"), failed)), 1);
    assert.equal(exitCodeOf(reviewOf(previewed("a", { errors: ["no zone"] }))), 1);
  });

  it("is 2 when an address would be lost or a mandatory policy is violated, whatever failed", () => {
    const loses = previewed("a", { addresses: { lost: [address("x")] }, errors: ["refused"] });
    assert.equal(exitCodeOf(reviewOf(failed, loses)), 2);
    assert.equal(exitCodeOf(reviewOf(previewed("a", { violations: [mandatory] }))), 2);
  });

  it("has addresses before policies", () => {
    const both = previewed("a", { addresses: { lost: [address("x")] }, violations: [mandatory] });
    assert.deepEqual(objectionsTo(both), [
      "address x would be lost",
      "aws-x: the port should be closed",
    ]);
  });
});
