import { ALL_MODES } from "../support/egress-modes";
import { walkOverAllPairs } from "../support/walk";
import { testWalk } from "../support/walk-egress-modes";

// Not in every run, for its 46 operations: `npm test` has the programs of all changes, and one cycle in the engine.
describe("all changes of the egress mode", () => {
  testWalk(walkOverAllPairs(ALL_MODES));
});
