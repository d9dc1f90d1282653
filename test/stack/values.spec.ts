import assert from "node:assert/strict";
import { knownPart, withoutMarkers } from "../../stack/values";

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

describe("withoutMarkers", () => {
  it("puts words in the place of what is unknown, whatever its kind", () => {
    const number = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
    assert.equal(withoutMarkers(`a ${UNKNOWN}, ${number}`, "(later)"), "a (later), (later)");
  });
});
