import { ALL_DOORS } from "../support/front-door-moves";
import { walkOverAllPairs } from "../support/walk";
import { testWalk } from "../support/walk-front-doors";

// Not in every run, for its 47 operations: `npm test` has the programs of all pairs, and one cycle in the engine.
describe("all moves from one front door to another", () => {
  testWalk(walkOverAllPairs(ALL_DOORS), ALL_DOORS);
});
