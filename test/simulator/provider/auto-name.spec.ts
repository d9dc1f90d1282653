import assert from "node:assert/strict";
import { LOG_GROUP, ROLE, VPC } from "../../../simulator/model/tokens";
import { type Values, text } from "../../../simulator/model/values";
import { withName } from "../../../simulator/provider/auto-name";

const vpc = { cidrBlock: "10.0.0.0/16" };

describe("Names", () => {
  const seed = new Uint8Array([1, 2, 3]);
  const name = (inputs: Values, olds: Values = {}, from = seed) =>
    withName(LOG_GROUP, "dev-flow", inputs, olds, from)["name"];

  it("are made up from the logical name when left out, the same for the same seed", () => {
    assert.match(text(name({})), /^dev-flow-[0-9a-f]{7}$/);
    assert.equal(name({}), name({}));
    assert.notEqual(name({}), name({}, {}, new Uint8Array([4])));
  });

  it("are kept once they are made up, and made up anew in the place of one that was given", () => {
    assert.equal(name({}, { name: "dev-flow-0123abc" }), "dev-flow-0123abc");
    assert.notEqual(name({}, { name: "chosen" }), "chosen");
  });

  it("are left alone when they are given, and where a type has none", () => {
    assert.equal(name({ name: "chosen" }), "chosen");
    assert.deepEqual(withName(VPC, "v", vpc, {}, seed), vpc);
  });

  it("fail when they are longer than AWS allows", () => {
    const role = (length: number) => withName(ROLE, "r".repeat(length), {}, {}, seed)["name"];
    assert.equal(text(role(56)).length, 64);
    assert.throws(() => role(57), {
      message: `could not make instance of 'aws:iam/role:Role': name '${"r".repeat(57)}-' plus 7 random chars is longer than maximum length 64`,
    });
  });
});
