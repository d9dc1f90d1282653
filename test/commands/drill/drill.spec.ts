import assert from "node:assert/strict";
import { doorOf } from "../../../commands/drill/drill";

describe("front door of a drill", () => {
  it("is the kind of the stack's entry", () => {
    assert.equal(doorOf({ entry: { kind: "ecs" } }), "ecs");
  });

  for (const sections of [{}, { entry: { kind: "accelerator" } }]) {
    it(`fails when the stack has ${JSON.stringify(sections)}, with those there are`, () => {
      assert.throws(
        () => doorOf(sections),
        /a drill needs one of haproxy, addressPair, ecs, nlbAlb/,
      );
    });
  }
});
