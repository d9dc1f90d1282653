import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Resource } from "../../stack/resource";
import { BASELINE_CONFIG, baseline } from "./baseline";
import { unknownCheckingProxy, UnknownValueError } from "./guard";
import { judge } from "./plan";

const MARKERS = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
] as const;

/** Replaces some of the values in a value, at any depth, by the marker of an unknown one. */
function hide(value: unknown, choose: () => string | undefined): unknown {
  const marker = choose();
  if (marker !== undefined) return marker;
  if (Array.isArray(value)) return value.map((item) => hide(item, choose));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hide(part, choose)]));
}

/** Numbers from 0 to 99 that a seed decides (a linear congruential generator). */
function rolls(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * 100);
  };
}

const hideIn = (resource: Resource, choose: () => string | undefined): Resource => ({
  ...resource,
  inputs: Object.fromEntries(
    Object.entries(resource.inputs).map(([key, value]) => [key, hide(value, choose)]),
  ),
});

describe("values that a preview does not know", () => {
  it("violate no policy, whichever they are", () => {
    const resources = baseline().resources("previewed");
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), (seed, share) => {
        const roll = rolls(seed);
        const choose = () => (roll() < share ? MARKERS[roll() % MARKERS.length] : undefined);
        const hidden = resources.map((resource) => hideIn(resource, choose));
        assert.deepEqual(judge(hidden, BASELINE_CONFIG), {});
      }),
      { numRuns: 150, examples: [[1744830464, 11]] },
    );
  });

  for (const marker of MARKERS) {
    it(`are told by the marker ${marker} that the SDK's guard throws at`, () => {
      const guarded = unknownCheckingProxy({ value: marker });
      assert.throws(() => guarded["value"], UnknownValueError);
    });
  }
});
