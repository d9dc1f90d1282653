import assert from "node:assert/strict";
import { LONGEST_COMMENT, MARKER, renderMarkdown } from "../../../commands/review/render-markdown";
import { address, advisory, mandatory, previewed, reviewOf } from "./reviews";

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A stack of which everything changes. */
const upset = (stack: string, count: number) =>
  previewed(stack, {
    addresses: { lost: many(20, (index) => address(`entry-${index}`)) },
    changes: many(count, (index) => ({
      kind: "update",
      type: "aws:ec2/vpc:Vpc",
      name: `vpc-${index}`,
      properties: [`p${index}`],
    })),
    violations: many(count, (index) => ({ ...advisory, message: `violation ${index}` })),
    outputs: many(count, (index) => ({ name: `o${index}`, before: "a", after: undefined })),
    errors: ["e".repeat(10_000)],
  });

describe("renderMarkdown", () => {
  it("begins with the marker, and has addresses before the table and the stacks", () => {
    const calm = previewed("a", { violations: [mandatory] });
    const loses = previewed("z", { addresses: { lost: [address("entry-a1")] } });
    const text = renderMarkdown(reviewOf(calm, loses));
    assert.equal(text.split("\n")[0], MARKER);
    const places = ["[!CAUTION]", "LOST: entry-a1", "| stack |", "### a", "**mandatory**"];
    const found = places.map((place) => text.indexOf(place));
    assert.ok(
      found.every((at, index) => at > (found[index - 1] ?? 0)),
      text,
    );
    assert.equal(text.split(MARKER).length, 2);
  });

  it("shouts about addresses only when there is something to do", () => {
    const fresh = previewed("a", { isNew: true, addresses: { added: [address("n")] } });
    assert.match(renderMarkdown(reviewOf(fresh)), /\[!NOTE\]/);
    assert.doesNotMatch(renderMarkdown(reviewOf(previewed("a"))), /\[!/);
  });

  it("shows replacements in the open, and updates folded", () => {
    const text = renderMarkdown(
      reviewOf(
        previewed("a", {
          changes: [
            { kind: "replace", type: "a:b:Node", name: "n", properties: ["image"] },
            { kind: "update", type: "a:b:Group", name: "g", properties: ["size"] },
          ],
        }),
      ),
    );
    assert.ok(text.indexOf("- **replace** Node `n`: image") < text.indexOf("<details>"), text);
    assert.ok(text.indexOf("- update Group `g`: size") > text.indexOf("<details>"), text);
    assert.match(text, /<summary>1 updated; 10 unchanged</);
  });

  it("is never longer than a comment may be, and keeps what is lost", () => {
    for (const [stacks, count] of [
      [1, 10],
      [3, 1_000],
      [30, 1_000],
      [100, 50],
    ] as const) {
      const text = renderMarkdown(reviewOf(...many(stacks, (index) => upset(`s${index}`, count))));
      assert.ok(text.length <= LONGEST_COMMENT, `${stacks} stacks: ${text.length}`);
      assert.match(text, /LOST: entry-0/);
    }
    const text = renderMarkdown(reviewOf(...many(2_000, (index) => upset(`s${index}`, 1))));
    assert.ok(text.length <= LONGEST_COMMENT);
    assert.match(text, /2000 stacks are too many for a comment/);
  });

  it("says how much it leaves out", () => {
    const text = renderMarkdown(reviewOf(upset("a", 1_000)));
    assert.match(text, /^- and \d+ more$/m);
  });

  it("says why a stack could not be reviewed, and what a removed configuration leaves", () => {
    const text = renderMarkdown(
      reviewOf(
        { kind: "failed", stack: "a", problem: "no zone @everyone" },
        { kind: "removed", stack: "b" },
      ),
    );
    assert.match(text, /```\nno zone @everyone\n```/);
    assert.match(text, /`Pulumi\.b\.yaml` is removed: the deployed resources stay/);
  });
});
