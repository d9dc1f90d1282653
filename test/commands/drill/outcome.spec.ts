import assert from "node:assert/strict";
import { type DrillOutcomeSettings, outcomeOf } from "../../../commands/drill/outcome";
import type { Rehearsed } from "../../../commands/drill/rehearsal";
import type { Sample } from "../../../commands/drill/load/load";

const good = (at: number, milliseconds = 10): Sample => ({
  at,
  milliseconds,
  status: 200,
  error: "",
  color: "blue",
  node: "10.0.0.5",
});
const bad = (at: number, milliseconds = 10, error = "connection refused"): Sample => ({
  at,
  milliseconds,
  status: 0,
  error,
  color: "",
  node: "",
});

const SETTINGS: DrillOutcomeSettings = {
  ...({ frontDoor: "haproxy", scenario: "node-gone", title: "a node is gone" } as const),
  ratePerSecond: 10,
  speed: 1,
  objective: { aws: 0, own: 0.2, sees: "" },
};

const rehearsed = (more: Partial<Rehearsed> = {}): Rehearsed => ({
  samples: [
    good(0),
    good(500, 800),
    bad(1_100),
    bad(3_000, 2_000, "no answer in time"),
    good(6_000),
  ],
  events: [
    { at: 900, kind: "detect", text: "something earlier" },
    { at: 1_000, kind: "fault", text: "a1 is gone" },
    { at: 2_500, kind: "detect", text: "Route 53" },
  ],
  startedAt: 0,
  before: { "203.0.113.3": "a1" },
  after: { "203.0.113.3": "a1" },
  seen: ["203.0.113.3"],
  allowList: ["203.0.113.3/32"],
  memory: [],
  ...more,
});

describe("outcome of a rehearsal", () => {
  it("counts failed requests, also as seconds of the whole load", () => {
    const { requests, failed, lostSeconds, errors, slowestSeconds } = outcomeOf(
      rehearsed(),
      SETTINGS,
    );
    assert.deepEqual([requests, failed, lostSeconds, slowestSeconds], [5, 2, 0.2, 0.8]);
    assert.deepEqual(errors, { "connection refused": 1, "no answer in time": 1 });
  });

  it("has the time until something was noticed, and until the last failed request had failed", () => {
    const { detectSeconds, recoverSeconds } = outcomeOf(rehearsed(), SETTINGS);
    assert.deepEqual([detectSeconds, recoverSeconds], [1.5, 4]);
  });

  it("has no such times when nothing failed and nothing had to be noticed", () => {
    const calm = rehearsed({ samples: [good(0), good(2_000)], events: [] });
    const { detectSeconds, recoverSeconds, met } = outcomeOf(calm, SETTINGS);
    assert.deepEqual([detectSeconds, recoverSeconds, met], [undefined, 0, true]);
  });

  it("meets the objective with as many failures as that allows, and not with one more", () => {
    assert.equal(outcomeOf(rehearsed(), SETTINGS).met, true);
    const objective = { aws: 0, own: 0.1, sees: "" };
    assert.equal(outcomeOf(rehearsed(), { ...SETTINGS, objective }).met, false);
  });

  it("misses the objective when clients have to connect to another address", () => {
    const moved = outcomeOf(rehearsed({ after: { "203.0.113.9": "a1" } }), SETTINGS);
    assert.deepEqual([moved.sameAddresses, moved.met], [false, false]);
  });

  it("misses the objective when DNS gives clients an address outside the allow-list", () => {
    const given = (...seen: string[]) =>
      outcomeOf(rehearsed({ seen, allowList: ["198.51.100.8/29"] }), SETTINGS);
    const inside = given("198.51.100.8", "198.51.100.15");
    assert.deepEqual(
      [inside.addressesSeen, inside.sameAddresses, inside.met],
      [["198.51.100.8", "198.51.100.15"], true, true],
    );
    const outside = given("198.51.100.8", "198.51.100.16");
    assert.deepEqual([outside.sameAddresses, outside.met], [false, false]);
  });

  it("has the memory of all nodes after a quarter of the time and at the end, and misses when it grows", () => {
    const noted = (...sums: number[]) => sums.map((sum) => ({ a1: sum - 10, b1: 10 }));
    const flat = outcomeOf(rehearsed({ memory: noted(50, 100, 150, 105) }), SETTINGS);
    assert.deepEqual(flat.memory, { warm: 100, end: 105, isFlat: true });
    assert.equal(flat.met, true);
    const grown = outcomeOf(rehearsed({ memory: noted(50, 100, 100, 106) }), SETTINGS);
    assert.deepEqual(grown.memory, { warm: 100, end: 106, isFlat: false });
    assert.equal(grown.met, false);
  });
});
