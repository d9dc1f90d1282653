import { testWalk } from "../support/walk-egress-modes";

// Each mode is destroyed in zones.spec.ts. All changes: by their programs in
// test/components/network/egress-changes.spec.ts, and by the engine in egress-modes.long.spec.ts.
describe("a cycle through all egress modes", () => {
  // With both changes that move an address to a gateway of another kind.
  testWalk(["perAz", "regional", "single", "privatelink", "none", "perAz"]);
});
