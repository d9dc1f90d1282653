import assert from "node:assert/strict";
import { conclusionOf, summaryRow } from "../../../commands/review/summary";
import { address, advisory, mandatory, previewed } from "./reviews";

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
