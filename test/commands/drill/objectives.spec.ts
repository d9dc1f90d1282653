import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FRONT_DOOR_KINDS } from "../../../components/front-door/kinds";
import { allowedFailures } from "../../../commands/drill/objectives";
import { renderObjectives } from "../../../commands/drill/objectives-table";
import { SCENARIOS } from "../../../commands/drill/scenarios";

const DOCS: Readonly<Record<string, string>> = {
  haproxy: "drill.md",
  addressPair: "address-pair.md",
  ecs: "ecs.md",
  nlbAlb: "nlb-alb.md",
  alb: "alb.md",
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

/** A backend to which all scenarios apply. */
const SECTIONS = { entry: { configSource: "s3" }, backend: { blue: {}, green: {} } };

describe("objectives", () => {
  for (const [kind, { drill: traits }] of FRONT_DOOR_KINDS) {
    const { objectives } = traits;
    if (!objectives) continue;

    it(`of ${kind} are there for every scenario that makes sense`, () => {
      const sensible = Object.entries(SCENARIOS)
        .filter(([, { obstacle }]) => obstacle?.(traits, SECTIONS) === undefined)
        .map(([name]) => name);
      assert.deepEqual(Object.keys(objectives).sort(), sensible.sort());
    });

    it(`of ${kind} are what its documentation states`, () => {
      const file = DOCS[kind]!;
      const page = cellsIn(readFileSync(join(__dirname, "../../../docs", file), "utf8"));
      const missing = cellsIn(renderObjectives(objectives)).filter((row) => !page.includes(row));
      assert.deepEqual(missing, [], `docs/${file} should have\n${renderObjectives(objectives)}`);
    });
  }

  it("allow what AWS's waits are the reason for in proportion to their pace", () => {
    const objective = { aws: 60, own: 2, sees: "" };
    assert.equal(allowedFailures(objective, 50, 1), 3_100);
    assert.equal(allowedFailures(objective, 50, 10), 400);
    assert.equal(allowedFailures({ aws: 0, own: 0, sees: "" }, 50, 10), 0);
  });
});
