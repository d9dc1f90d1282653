import assert from "node:assert/strict";
import { FRONT_DOORS } from "../../commands/compare/designs";
import { read } from "./pages";

const HEADINGS = [
  "What is created",
  "What it costs",
  "What fails, and what clients see",
  "Limits",
  "How to move away",
];

/** The page of each kind. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  haproxy: "docs/haproxy.md",
  nlbAlb: "docs/nlb-alb.md",
  alb: "docs/alb.md",
  addressPair: "docs/address-pair.md",
  accelerator: "docs/accelerator.md",
  ecs: "docs/ecs.md",
};

const DOORS = FRONT_DOORS.map(({ title }) => title).filter((title) => title !== "none");

/** What docs/cost.md has by hand for a front door, which its own spec computes; in USD a month. */
function costOf(title: string): string {
  const [, section] = read("docs/cost.md").split(`\n### ${title}\n`);
  const [, total] = /\*\*total\*\*.*\*\*([\d.]+)\*\*/.exec(section!)!;
  return Number(total).toFixed(2);
}

/** The rows of the table by which a front door is chosen: the page that each links to, and its cells. */
function decisionTable(): { page: string; cells: string[] }[] {
  const [, section] = read("README.md").split("\n## Which front door\n");
  const rows = section!.split("\n").filter((line) => line.startsWith("| ["));
  return rows
    .map((row) => ({
      page: /\]\(([^)]+)\)/.exec(row)![1]!,
      cells: row.split("|").map((cell) => cell.trim()),
    }))
    .filter(({ page }) => Object.values(DOCUMENTS).includes(page));
}

describe("documents of the front doors", () => {
  it("are there for every kind", () => {
    const kinds = new Set(DOORS.map((title) => title.split(" ")[0]!));
    assert.deepEqual(Object.keys(DOCUMENTS).sort(), [...kinds].sort());
  });

  for (const [kind, page] of Object.entries(DOCUMENTS)) {
    it(`say of ${kind} what is created, what it costs, what fails, its limits and how to leave it`, () => {
      const text = read(page);
      const missing = HEADINGS.filter((heading) => !text.includes(`\n## ${heading}\n`));
      assert.deepEqual(missing, []);
      assert.match(text, /^```\n[^`]*[│┌]/m, "a picture");
      for (const title of DOORS.filter((door) => door.split(" ")[0] === kind)) {
        assert.ok(text.includes(`$${costOf(title)}`), `$${costOf(title)}, of ${title}`);
      }
    });
  }

  it("are chosen among by the README's table, with what the whole stack costs", () => {
    const rows = decisionTable();
    assert.equal(rows.length, DOORS.length);
    for (const title of DOORS) {
      const [kind, mode = ""] = title.split(" ");
      const row = rows.find(
        ({ page, cells }) => page === DOCUMENTS[kind!] && cells[1]!.includes(mode && `: ${mode}\``),
      );
      assert.ok(row, title);
      assert.ok(row.cells.includes(costOf(title)), `${title}: ${costOf(title)}`);
    }
  });
});
