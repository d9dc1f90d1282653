import assert from "node:assert/strict";
import { allPairs, cycleOver, walkOverAllPairs } from "./walk";

const NAMES = ["a", "b", "c", "d", "e"];

const stepsOf = (walk: readonly string[]): string[] =>
  walk.slice(1).map((to, index) => `${walk[index]}${to}`);

describe("walks", () => {
  it("over all pairs take each pair once, and come back", () => {
    const walk = walkOverAllPairs(NAMES);
    const pairs = allPairs(NAMES).map(([from, to]) => `${from}${to}`);
    assert.equal(pairs.length, 20);
    assert.deepEqual(stepsOf(walk).sort(), pairs.sort());
    assert.equal(walk[0], walk.at(-1));
  });

  it("in a cycle come to each name once, and back", () => {
    assert.deepEqual(stepsOf(cycleOver(NAMES)), ["ab", "bc", "cd", "de", "ea"]);
  });
});
