import assert from "node:assert/strict";
import { frontDoorOf } from "../../../commands/drill/drill";

describe("front door of a drill", () => {
  it("is the kind of the stack's entry", () => {
    assert.equal(frontDoorOf({ entry: { kind: "ecs" } }).kind, "ecs");
  });

  it("fails in front of a backend that exists", () => {
    const backend = { existing: { host: "shop.example.net" } };
    assert.throws(
      () => frontDoorOf({ entry: { kind: "haproxy" }, backend }),
      /A drill needs colours that the stack creates/,
    );
  });

  for (const sections of [{}, { entry: { kind: "accelerator" } }]) {
    it(`fails when the stack has ${JSON.stringify(sections)}, with those there are`, () => {
      assert.throws(
        () => frontDoorOf(sections),
        /a drill needs one of haproxy, nlbAlb, alb, addressPair, ecs/,
      );
    });
  }
});
