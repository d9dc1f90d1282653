import assert from "node:assert/strict";
import { knownPart, nameIn, outermost, typeIn } from "../../stack/resource";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("knownPart", () => {
  it("leaves out what is unknown or secret, at any depth, and keeps its place", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    assert.deepEqual(knownPart({ a: UNKNOWN, b: [UNKNOWN, 1], c: { d: secret, e: null } }), {
      a: undefined,
      b: [undefined, 1],
      c: { d: undefined, e: undefined },
    });
  });

  it("leaves out what refuses to be read", () => {
    const refusing = {
      known: 1,
      get unknown(): never {
        throw new Error("not known yet");
      },
    };
    assert.deepEqual(knownPart(refusing), { known: 1, unknown: undefined });
  });
});

describe("a URN", () => {
  const urn = "urn:pulumi:dev::p::acme:net:Thing$aws:ec2/eip:Eip::a::b";

  it("holds type and name", () => {
    assert.deepEqual([typeIn(urn), nameIn(urn)], ["aws:ec2/eip:Eip", "a::b"]);
  });

  it("leads to the outermost component, as far as its ancestors are known", () => {
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
