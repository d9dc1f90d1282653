import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OBJECTIVES, allowedFailures } from "../../../commands/drill/objectives";
import { renderObjectives } from "../../../commands/drill/objectives-table";
import { DOORS, type Door } from "../../../commands/drill/scenario";
import { SCENARIOS } from "../../../commands/drill/scenarios";

const DOCS: Readonly<Record<Door, string>> = {
  haproxy: "drill.md",
  addressPair: "address-pair.md",
  ecs: "ecs.md",
  nlbAlb: "nlb-alb.md",
};

/** Table rows as cells, whatever their widths. */
const cellsIn = (markdown: string): string[] =>
  markdown
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .join("|"),
    );

/** A backend in which everything makes sense. */
const SECTIONS = { entry: { configSource: "s3" }, backend: { blue: {}, green: {} } };

describe("objectives", () => {
  for (const door of DOORS) {
    it(`of ${door} are there for every scenario that makes sense`, () => {
      const sensible = Object.entries(SCENARIOS)
        .filter(([, { senseless }]) => senseless?.(door, SECTIONS) === undefined)
        .map(([name]) => name);
      assert.deepEqual(Object.keys(OBJECTIVES[door]).sort(), sensible.sort());
    });

    it(`of ${door} are what its documentation states`, () => {
      const page = cellsIn(readFileSync(join(__dirname, "../../../docs", DOCS[door]), "utf8"));
      const missing = cellsIn(renderObjectives(door)).filter((row) => !page.includes(row));
      assert.deepEqual(missing, [], `docs/${DOCS[door]} should have\n${renderObjectives(door)}`);
    });
  }

  it("allow what AWS's waits are the reason for in proportion to their pace", () => {
    const objective = { aws: 60, own: 2, sees: "" };
    assert.equal(allowedFailures(objective, 50, 1), 3_100);
    assert.equal(allowedFailures(objective, 50, 10), 400);
    assert.equal(allowedFailures({ aws: 0, own: 0, sees: "" }, 50, 10), 0);
  });
});
