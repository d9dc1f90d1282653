import assert from "node:assert/strict";
import { outputChanges } from "../../../commands/review/output-changes";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("outputChanges", () => {
  it("tells what differs, down to the part that does", () => {
    const before = { host: "a", same: [1], nodes: { a: "1", b: "2" } };
    const after = { host: "b", same: [1], nodes: { a: "1", c: "3" } };
    assert.deepEqual(outputChanges(before, after), [
      { name: "host", before: "a", after: "b" },
      { name: "nodes.b", before: "2", after: undefined },
      { name: "nodes.c", before: undefined, after: "3" },
    ]);
  });

  it("says what is known after the update only", () => {
    const [vpc, list] = outputChanges({ a: "vpc-1", b: ["x"] }, { a: UNKNOWN, b: ["x", UNKNOWN] });
    assert.equal(vpc?.after, "(known after the update)");
    assert.deepEqual([list?.before, list?.after], ["x", "x, (known after the update)"]);
  });

  it("tells long values by their beginning, in one line", () => {
    const [one] = outputChanges({}, { text: "line\n".repeat(100) });
    assert.ok(one!.after!.startsWith("line line"));
    assert.equal(one!.after!.length, 120);
  });

  it("knows of none when the program came to no outputs", () => {
    assert.deepEqual(outputChanges({ a: 1 }, undefined), []);
  });
});
