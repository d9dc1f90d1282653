import assert from "node:assert/strict";
import { validateTagArgs } from "../../../components/settings/check-args";
import { validateTags } from "../../../components/settings/tags";

const found = (tags: Record<string, string>) => validateTags(tags).map(({ path }) => path);
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, ""]));

describe("validateTags", () => {
  it("accepts up to 8 tags, with all characters that AWS takes, up to its lengths", () => {
    assert.deepEqual(found(many(8)), []);
    assert.deepEqual(found({ "team:cost_center/é 1": "+-=._:/@ ok", names: "" }), []);
    assert.deepEqual(found({ ["k".repeat(128)]: "v".repeat(256) }), []);
  });

  it("fails when there are more than 8", () => {
    assert.deepEqual(found(many(9)), ["tags"]);
  });

  it("fails when keys differ in case only, from each other or from what the program sets", () => {
    assert.deepEqual(found({ NAME: "", Team: "", team: "", TEAM: "" }), [
      "tags.NAME",
      "tags.team",
      "tags.TEAM",
    ]);
  });

  it("leaves components room for what AWS allows on their resources", () => {
    const room = (count: number, hasTen: boolean, own = {}) =>
      validateTagArgs({ ...many(count), ...own }, hasTen).length === 0;
    assert.ok(room(40, false) && !room(41, false));
    assert.ok(room(9, true) && !room(10, true));
    const stack = { "holdfast:stack": "p/dev" };
    assert.ok(room(8, true, stack) && !room(9, true, stack));
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
