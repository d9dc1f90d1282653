import assert from "node:assert/strict";
import { planNlbZones } from "../../../../components/front-door/nlb/nlb-claims";

const [A, B, C] = ["us-east-1a", "us-east-1b", "us-east-1c"] as const;
const ZONES = [A, B, C];
const keys = ["entry-a1", "entry-b1", "entry-c1"];

describe("planNlbZones", () => {
  it("frees the address of the first zone when all are in use", () => {
    const plan = planNlbZones(ZONES, keys);
    assert.deepEqual(plan, { first: [A], freed: A, claimed: ZONES });
  });

  it("begins with the zones that the NLB has, and frees nothing", () => {
    const plan = planNlbZones(ZONES, keys.slice(1));
    assert.deepEqual(plan, { first: [A], freed: undefined, claimed: [B, C] });
  });

  it("begins in a zone that is new", () => {
    const plan = planNlbZones(ZONES, keys.slice(0, 2));
    assert.deepEqual(plan, { first: [C], freed: undefined, claimed: [A, B] });
  });

  it("has all zones when nothing is claimed", () => {
    assert.deepEqual(planNlbZones(ZONES, []).first, ZONES);
  });
});
