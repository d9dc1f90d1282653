import assert from "node:assert/strict";
import { plain } from "../../../commands/shared/output-styles";
import { renderText } from "../../../commands/review/render-text";
import { address, mandatory, previewed, reviewOf } from "./reviews";

describe("renderText", () => {
  it("has addresses first, then a row for each stack, then what happens to it", () => {
    const loses = previewed("z", {
      addresses: { lost: [address("entry-a1")] },
      settings: [{ path: "backend.live", before: "blue", after: "green" }],
      violations: [mandatory],
      changes: [{ kind: "replace", type: "a:b:Node", name: "n", properties: ["image"] }],
      outputs: [{ name: "host", before: "a", after: undefined }],
    });
    const text = renderText(reviewOf({ kind: "unchanged", stack: "a" }, loses), plain);
    const lines = text.split("\n");
    assert.equal(lines[0], "Review against main (0123456): objection to z");
    assert.match(lines[3]!, /^ {2}z: LOST: entry-a1\./);
    for (const line of [
      "  mandatory: aws-x: the port should be closed",
      "  replace Node n: image",
      "  output host: a → none",
      "Stack z: backend.live blue → green",
    ]) {
      assert.ok(lines.includes(line), text);
    }
    assert.ok(!lines.includes("Stack a"));
  });

  it("says why a stack could not be reviewed, and that a configuration is removed", () => {
    const text = renderText(
      reviewOf(
        { kind: "failed", stack: "a", problem: "no zone\nat all" },
        { kind: "removed", stack: "b" },
      ),
      plain,
    );
    assert.match(text, /Stack a\n {2}no zone\n {2}at all/);
    assert.match(text, /Stack b\n {2}Pulumi\.b\.yaml is removed/);
  });
});
