import assert from "node:assert/strict";
import { choose, inOrder, suiteOf } from "./suites";

const SPECS = [
  "cost/estimate.spec.ts",
  "engine/moves.long.spec.ts",
  "engine/zones.spec.ts",
  "lab/health.spec.ts",
];

describe("choice of tests", () => {
  it("takes all but the long ones", () => {
    assert.deepEqual(choose(SPECS, [], false), [SPECS[2], SPECS[3], SPECS[0]]);
  });

  it("takes the long ones as well where all are asked for", () => {
    assert.deepEqual(choose(SPECS, [], true), [SPECS[1], SPECS[2], SPECS[3], SPECS[0]]);
  });

  it("takes a suite by its name, without its long specs", () => {
    assert.deepEqual(choose(SPECS, ["engine"], false), [SPECS[2]]);
    assert.deepEqual(choose(SPECS, ["unit"], false), [SPECS[0]]);
  });

  it("takes files and folders by their paths, each once, the long ones too", () => {
    const asked = ["test/engine/moves.long.spec.ts", "./test/engine/", "lab/health.spec.ts"];
    assert.deepEqual(choose(SPECS, asked, false), [SPECS[1], SPECS[2], SPECS[3]]);
  });

  it("fails when a word fits nothing, and names all of these", () => {
    assert.throws(
      () => choose(SPECS, ["lap", "lab", "test/none/"], false),
      /^Error: no test is at lap, test\/none\/: name a suite \(recovery, .*unit\), a spec file or/,
    );
  });

  it("starts the longest suites first", () => {
    assert.deepEqual(inOrder(["x.spec.ts", "lab/b.spec.ts", "lab/a.spec.ts", "engine/z.spec.ts"]), [
      ...["engine/z.spec.ts", "lab/a.spec.ts", "lab/b.spec.ts", "x.spec.ts"],
    ]);
  });

  it("counts a spec to the first suite that has it", () => {
    assert.equal(suiteOf("commands/cost/command.spec.ts"), "programs");
    assert.equal(suiteOf("cost/estimate.spec.ts"), "unit");
  });
});
