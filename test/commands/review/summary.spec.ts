import assert from "node:assert/strict";
import { renderMarkdown } from "../../../commands/review/render-markdown";
import { renderText } from "../../../commands/review/render-text";
import { ageOfPrices, conclusionOf, summaryRow } from "../../../commands/review/summary";
import { plain } from "../../../commands/shared/output-styles";
import { costChange } from "../../../cost/change";
import type { Resource } from "../../../stack/resource";
import { EIP, UNPRICED_FLEET, resource, several } from "../../cost/resources";
import { address, advisory, mandatory, previewed, reviewOf } from "./reviews";

const change = (kind: "replace" | "create") =>
  ({ kind, type: "a:b:C", name: "n", properties: [] }) as const;

describe("summary", () => {
  it("has what happens to a stack in one row", () => {
    const row = summaryRow(
      previewed("a", {
        addresses: { lost: [address("x")], kept: [address("y"), address("z")] },
        changes: [change("replace"), change("create"), change("create")],
        violations: [mandatory, advisory],
      }),
    );
    assert.deepEqual(row, [
      "a",
      "OBJECTION",
      "1 LOST, 2 kept",
      "1 replaced, 2 created",
      "1 MANDATORY, 1 advisory",
      ...["", ""],
    ]);
  });

  it("says that a cost is the least, and a change not known, while something has no price", () => {
    const cost = (before: readonly Resource[], after: readonly Resource[]) =>
      summaryRow(
        previewed("a", { cost: costChange({ before, after, region: "us-east-1" }) }),
      ).slice(-2);
    const address = several(EIP, ["a"]);
    const more = [...address, ...UNPRICED_FLEET];
    assert.deepEqual(cost(address, more), ["at least 39.65", "not known"]);
    assert.deepEqual(cost(more, more), ["at least 39.65", "none"]);
    assert.deepEqual(cost(address, address), ["39.65", "none"]);
  });

  it("has the age of the oldest price of all stacks once", () => {
    const cost = (region: string) => {
      const after = [resource("aws:lb/loadBalancer:LoadBalancer", "alb", { internal: true })];
      return costChange({ before: [], after, region, today: new Date("2026-11-21T12:00:00Z") });
    };
    const reviews = [
      previewed("a", { cost: cost("us-east-1") }),
      previewed("b", { cost: cost("eu-west-1") }),
      previewed("c"),
    ];
    assert.deepEqual(ageOfPrices(reviews), [
      "Oldest price: 113 days; to refresh: npm run prices -- --region eu-west-1",
    ]);
    assert.deepEqual(ageOfPrices([previewed("c")]), []);
    for (const text of [
      renderText(reviewOf(...reviews), plain),
      renderMarkdown(reviewOf(...reviews)),
    ]) {
      assert.equal(text.match(/Oldest price/g)?.length, 1);
    }
  });

  it("has a verdict for everything else", () => {
    const verdicts = [
      previewed("a"),
      previewed("a", { changes: [change("create")] }),
      previewed("a", { isNew: true, changes: [change("create")] }),
      previewed("a", { errors: ["no"] }),
      { kind: "unchanged", stack: "a" } as const,
      { kind: "removed", stack: "a" } as const,
      { kind: "failed", stack: "a", problem: "no" } as const,
    ].map((review) => summaryRow(review)[1]);
    assert.deepEqual(verdicts, [
      ...["no resource changes", "no objection", "new stack", "FAILED"],
      ...["nothing changed", "configuration removed", "FAILED"],
    ]);
  });

  it("concludes with the worst, and whom it is about", () => {
    const failed = { kind: "failed", stack: "f", problem: "no" } as const;
    const quiet = { kind: "unchanged", stack: "q" } as const;
    const bad = previewed("b", { violations: [mandatory] });
    assert.equal(conclusionOf([quiet, failed, bad]), "objection to b");
    assert.equal(conclusionOf([quiet, failed]), "no review of f");
    assert.equal(conclusionOf([quiet, previewed("a")]), "no objection");
    assert.equal(conclusionOf([quiet]), "nothing changed");
  });
});
