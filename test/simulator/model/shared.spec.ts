import assert from "node:assert/strict";
import {
  between,
  derivedId,
  newId,
  oneOf,
  repeated,
  yesOrNo,
} from "../../../simulator/model/shared";

describe("Parts of rows", () => {
  it("make ids as EC2 does, each another", () => {
    assert.match(newId("vpc"), /^vpc-0[0-9a-f]{16}$/);
    assert.notEqual(newId("vpc"), newId("vpc"));
  });

  it("derive the same id from the same parts", () => {
    assert.equal(derivedId("r", "a", "b"), derivedId("r", "a", "b"));
    assert.notEqual(derivedId("r", "a", "b"), derivedId("r", "b", "a"));
    assert.match(derivedId("r", "a"), /^r-0[0-9a-f]{16}$/);
  });

  it("name what is allowed in the place of a wrong value", () => {
    assert.equal(oneOf("a", 1)("b"), 'expected one of a, 1, got "b"');
    assert.equal(oneOf("a", 1)(1), undefined);
  });

  it("say between what a number must be", () => {
    assert.equal(between(1, 5)(5), undefined);
    assert.equal(between(1, 5, "seconds")(6), "expected a whole number from 1 to 5 seconds, got 6");
    assert.equal(yesOrNo("true"), undefined);
    assert.notEqual(yesOrNo("yes"), undefined);
  });

  it("find what occurs more than once", () => {
    assert.deepEqual(repeated(["a", "b", "a", "a", "c", "c"]), ["a", "c"]);
  });
});
