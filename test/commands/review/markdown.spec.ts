import assert from "node:assert/strict";
import { block, code, folded, literal } from "../../../commands/review/markdown";

describe("markdown", () => {
  it("shows text as it is: no markup, no mention, no link, one line", () => {
    assert.equal(
      literal("a <b>\n*c* [d](e) `f`|g"),
      "a &lt;b>\\*c\\* \\[d\\](e) \\`f\\`\\|g".replace(">", "> "),
    );
    assert.doesNotMatch(literal("ask @everyone at https://example.com"), /@everyone|https:\/\//);
    assert.doesNotMatch(literal("<!-- x -->"), /<!--/);
  });

  it("shows names as code, which nothing in them ends", () => {
    assert.equal(code("a`b\nc"), "`a'b c`");
  });

  it("shows lines in a block that nothing in them ends", () => {
    assert.deepEqual(block("a\n````\n<b>"), ["`````", "a\n````\n<b>", "`````"]);
    assert.deepEqual(block("a"), ["```", "a", "```"]);
  });

  it("folds lines under a title", () => {
    assert.equal(
      folded("2 more", ["- a", "- b"]).join("\n"),
      "<details><summary>2 more</summary>\n\n- a\n- b\n\n</details>",
    );
  });
});
