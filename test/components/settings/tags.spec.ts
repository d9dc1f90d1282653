import assert from "node:assert/strict";
import { validateTags } from "../../../components/settings/tags";

const found = (tags: Record<string, string>) => validateTags(tags).map(({ path }) => path);
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, ""]));

describe("validateTags", () => {
  it("accepts up to 40 tags, with all characters that AWS takes, up to its lengths", () => {
    assert.deepEqual(found(many(40)), []);
    assert.deepEqual(found({ "team:cost_center/é 1": "+-=._:/@ ok", name: "", NAME: "" }), []);
    assert.deepEqual(found({ ["k".repeat(128)]: "v".repeat(256) }), []);
  });

  it("fails when there are more than 40", () => {
    assert.deepEqual(found(many(41)), ["tags"]);
  });

  it("fails when a key is reserved, in any case", () => {
    assert.deepEqual(found({ "AWS:x": "", "Holdfast:x": "", Name: "" }), [
      'tags["AWS:x"]',
      'tags["Holdfast:x"]',
      "tags.Name",
    ]);
  });

  it("fails when a key is empty or something has characters that AWS does not take", () => {
    assert.deepEqual(found({ "": "x", "a&b": "", c: "<" }), ['tags[""]', 'tags["a&b"]', "tags.c"]);
    assert.equal(validateTags({ "": "x" })[0]!.code, "tag-key-empty");
  });

  it("fails with each problem of one tag", () => {
    assert.deepEqual(found({ "aws:x": "v".repeat(257) }), ['tags["aws:x"]', 'tags["aws:x"]']);
  });
});
