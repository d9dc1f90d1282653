import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { CASES } from "./cases";
import { lacks, problemsIn } from "./compare";
import { programCalls } from "./program-calls";
import { renderResults } from "./render-table";
import { type OpenWorld, openSimulator } from "./worlds";

const PAGE = join(__dirname, "../../docs/conformance.md");
const ACTIONS = [...new Set(CASES.map(({ action }) => action))];

describe("Conformance of the simulator", () => {
  let simulator: OpenWorld;
  before(async () => (simulator = await openSimulator()));
  after(() => simulator.close());

  for (const action of ACTIONS.filter((action) => !lacks("simulator", action))) {
    it(`${action} answers as AWS's documents say`, async () => {
      const cases = CASES.filter((one) => one.action === action);
      assert.deepEqual(await problemsIn(simulator.world, cases, (one) => one.simulator), []);
    });
  }

  it("has cases of every call that our programs make", () => {
    assert.deepEqual(
      programCalls().filter((action) => !ACTIONS.includes(action)),
      [],
    );
  });

  it("has each case once", () => {
    const names = CASES.map(({ action, before }) => `${action}, ${before}`);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("is what docs/conformance.md says", async () => {
    const text = readFileSync(PAGE, "utf8");
    const results = await format(renderResults(CASES), { parser: "markdown" });
    const wanted = text.slice(0, text.indexOf("## Results")) + results;
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(PAGE, wanted);
    else assert.equal(text, wanted, "UPDATE_GOLDEN=1 writes it anew");
  });
});
