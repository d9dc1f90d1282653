import assert from "node:assert/strict";
import { wrap } from "../../../commands/shared/wrap";

describe("wrapped text", () => {
  it("has lines that are no wider than that, the first of which is not indented", () => {
    assert.deepEqual(wrap("one two three four", 9, "  "), ["one two", "  three", "  four"]);
  });

  it("leaves a word whole that is wider", () => {
    assert.deepEqual(wrap("a https://example.com b", 8), ["a", "https://example.com", "b"]);
  });

  it("is a line for nothing", () => {
    assert.deepEqual(wrap(""), [""]);
  });
});
