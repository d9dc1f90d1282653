import { ALL_DOORS } from "../support/front-door-moves";
import { cycleOver } from "../support/walk";
import { testWalk } from "../support/walk-front-doors";

// All pairs: by their programs in test/components/addresses/front-door-moves.spec.ts, and by the engine in
// front-door-moves.long.spec.ts.
describe("a cycle of moves through all front doors", () => {
  testWalk(cycleOver(ALL_DOORS), ["nlbAlb to an ALB", "haproxy"]);
});
