import assert from "node:assert/strict";
import { fillIn, overlay } from "../../../../commands/fleet/file/fill-in";

describe("overlay", () => {
  it("joins maps, and replaces everything else", () => {
    const under = { a: { b: 1, c: [1, 2] }, d: "x" };
    assert.deepEqual(overlay(under, { a: { c: [3] }, d: { e: 1 } }), {
      a: { b: 1, c: [3] },
      d: { e: 1 },
    });
    assert.deepEqual(under, { a: { b: 1, c: [1, 2] }, d: "x" });
  });

  it("takes out what is null, at any depth", () => {
    assert.deepEqual(overlay({ a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: null } }), {
      b: { d: 2 },
    });
    assert.deepEqual(overlay({}, { a: { b: null } }), { a: {} });
  });
});

describe("fillIn", () => {
  const values = { region: "eu-west-1", octet: 20, live: true };
  const filled = (value: unknown) => fillIn(value, values, "config").value;

  it("puts values into texts, wherever they are", () => {
    assert.deepEqual(filled({ a: ["10.{octet}.0.0/16", { b: "{region}a, {region}b" }] }), {
      a: ["10.20.0.0/16", { b: "eu-west-1a, eu-west-1b" }],
    });
  });

  it("leaves a number a number where the text is nothing else", () => {
    assert.deepEqual(filled(["{octet}", "{live}", " {octet}"]), [20, true, " 20"]);
  });

  it("leaves alone what is not a name in braces, and what belongs to a shell", () => {
    for (const text of ["${octet}", "{}", "{ octet }", "{1}", '{"a": 1}', "octet"]) {
      assert.equal(filled(text), text);
    }
  });

  it("fails when a name has no value, and says where and which there are", () => {
    const { problems } = fillIn({ "aws:region": "{regoin}", b: "{owner}" }, values, "config");
    assert.deepEqual(problems, [
      {
        path: 'config["aws:region"]',
        given: "{regoin}",
        code: "unknown-placeholder",
        data: { name: "regoin", known: ["region", "octet", "live"] },
        problem: "refers to {regoin}, but the stack has region, octet and live",
        remedy: "did you mean {region}?",
      },
      {
        path: "config.b",
        given: "{owner}",
        code: "unknown-placeholder",
        data: { name: "owner", known: ["region", "octet", "live"] },
        problem: "refers to {owner}, but the stack has region, octet and live",
        remedy: "give the stack a value owner, or remove {owner}",
      },
    ]);
  });
});
