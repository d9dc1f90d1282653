import assert from "node:assert/strict";
import { nameIn, outermost, typeIn } from "../../stack/resource";

describe("a URN", () => {
  const urn = "urn:pulumi:dev::p::acme:net:Thing$aws:ec2/eip:Eip::a::b";

  it("holds type and name", () => {
    assert.deepEqual([typeIn(urn), nameIn(urn)], ["aws:ec2/eip:Eip", "a::b"]);
  });

  it("is the outermost component, as far as its ancestors are known", () => {
    const stack = "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev";
    const parents: Record<string, { parent?: string }> = {
      b: { parent: "a" },
      a: { parent: stack },
    };
    assert.equal(
      outermost({ parent: "b" }, (one) => parents[one]),
      "a",
    );
    assert.equal(
      outermost({ parent: "b" }, () => undefined),
      "b",
    );
    assert.equal(
      outermost({ parent: stack }, () => undefined),
      undefined,
    );
    assert.equal(
      outermost({}, () => undefined),
      undefined,
    );
  });
});
