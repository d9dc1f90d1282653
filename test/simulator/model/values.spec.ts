import assert from "node:assert/strict";
import {
  UNKNOWN,
  hasUnknown,
  isGiven,
  isKnown,
  objects,
  text,
  texts,
  withoutEmpty,
} from "../../../simulator/model/values";

describe("Values", () => {
  it("are unknown when anything in them is", () => {
    assert.ok(hasUnknown({ a: [{ b: UNKNOWN }] }));
    assert.ok(!hasUnknown({ a: [{ b: "x" }] }));
  });

  it("are given when they are unknown, but not known", () => {
    assert.ok(isGiven(UNKNOWN) && !isKnown(UNKNOWN));
    assert.ok(!isGiven(null) && !isKnown(undefined));
    assert.ok(isKnown(false) && isKnown(0));
  });

  it("are read as what is expected of them", () => {
    assert.equal(text(5), "");
    assert.deepEqual(texts(["a", 5]), ["a", ""]);
    assert.deepEqual(objects([{ a: 1 }, "b", null]), [{ a: 1 }]);
    assert.deepEqual(withoutEmpty({ a: undefined, b: null, c: false }), { c: false });
  });
});
