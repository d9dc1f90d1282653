import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";

interface Image {
  readonly id: string;
  readonly createdAt: string;
  readonly deprecatedAt?: string;
}
interface Facts {
  readonly images: readonly Image[];
  readonly current?: string | undefined;
  readonly inUse: readonly string[];
  readonly keep: number;
  readonly graceDays: number;
  readonly now: Date;
}
interface Retirement {
  readonly kept: Readonly<Record<string, string>>;
  readonly deprecate: readonly string[];
  readonly deregister: readonly string[];
}

const FILE = join(__dirname, "../../../../components/image/retire/decide.mjs");

const NOW = new Date("2026-06-30T12:00:00Z");
const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(NOW.getTime() - days * DAY_MS).toISOString();

/** An image of that many days ago, deprecated or not. */
const image = (id: string, age: number, deprecated?: number): Image => ({
  id,
  createdAt: daysAgo(age),
  ...(deprecated !== undefined && { deprecatedAt: daysAgo(deprecated) }),
});

const facts = (images: readonly Image[], more: Partial<Facts> = {}): Facts => ({
  images,
  current: images[0]?.id,
  inUse: [],
  keep: 2,
  graceDays: 7,
  now: NOW,
  ...more,
});

describe("The decision which images go", () => {
  let decide: (facts: Facts) => Retirement;
  before(async () => {
    ({ decide } = (await import(pathToFileURL(FILE).href)) as {
      decide: (facts: Facts) => Retirement;
    });
  });

  it("keeps the newest, deprecates older ones, and removes those that were deprecated long enough ago", () => {
    const images = [
      image("e", 0),
      image("d", 1),
      image("c", 2),
      image("b", 3, 1),
      image("a", 9, 8),
    ];
    assert.deepEqual(decide(facts(images)), {
      kept: {
        e: "current",
        d: "one of the newest 2",
        b: "deprecated, deregistered by the first update after 2026-07-06T12:00:00.000Z",
      },
      deprecate: ["c"],
      deregister: ["a"],
    });
  });

  it("counts by age, in whatever order AWS tells them", () => {
    const images = [image("a", 9), image("c", 0), image("b", 5)];
    assert.deepEqual(decide(facts(images, { current: "c" })).deprecate, ["a"]);
  });

  it("leaves an old one alone that is current again, or in use", () => {
    const images = [image("d", 0), image("c", 1), image("b", 2, 30), image("a", 3, 30)];
    const { kept, deprecate, deregister } = decide(facts(images, { current: "a", inUse: ["b"] }));
    assert.deepEqual([kept["a"], kept["b"]], ["current", "in use"]);
    assert.deepEqual([deprecate, deregister], [[], []]);
  });

  it("removes all unused images when the images are released", () => {
    const images = [image("b", 0), image("a", 1)];
    const { kept, deregister } = decide(facts(images, { current: undefined, inUse: ["a"] }));
    assert.deepEqual([Object.keys(kept), deregister], [["a"], ["b"]]);
  });

  describe("for any images", () => {
    const ids = ["ami-1", "ami-2", "ami-3", "ami-4", "ami-5", "ami-6"];
    const anyFacts = fc.record({
      images: fc
        .subarray(ids)
        .chain((some) =>
          fc.tuple(
            ...some.map((id) =>
              fc
                .tuple(fc.integer({ min: 0, max: 30 }), fc.option(fc.integer({ min: -1, max: 30 })))
                .map(([age, deprecated]) => image(id, age, deprecated ?? undefined)),
            ),
          ),
        ),
      current: fc.option(fc.constantFrom(...ids), { nil: undefined }),
      inUse: fc.subarray(ids),
      keep: fc.integer({ min: 0, max: 4 }),
      graceDays: fc.integer({ min: 0, max: 10 }),
      now: fc.constant(NOW),
    });
    const always = (check: (given: Facts, decided: Retirement) => void): void =>
      fc.assert(
        fc.property(anyFacts, (given) => check(given, decide(given))),
        { numRuns: 500 },
      );

    it("never touches one that is in use, or current", () => {
      always(({ inUse, current }, { deprecate, deregister }) => {
        for (const id of [...deprecate, ...deregister]) {
          assert.ok(!inUse.includes(id) && id !== current, id);
        }
      });
    });

    it("never touches the newest, unless the images are released", () => {
      always(({ images, keep, current }, { deprecate, deregister }) => {
        for (const id of current === undefined ? [] : [...deprecate, ...deregister]) {
          const own = images.find((one) => one.id === id)!;
          const newer = images.filter(
            (one) =>
              one.createdAt > own.createdAt || (one.createdAt === own.createdAt && one.id > id),
          );
          assert.ok(newer.length >= keep, id);
        }
      });
    });

    it("never removes one that was not deprecated for the days of grace, unless they are released", () => {
      always(({ images, current, graceDays }, { deregister }) => {
        for (const id of current === undefined ? [] : deregister) {
          const { deprecatedAt } = images.find((one) => one.id === id)!;
          assert.ok(deprecatedAt && Date.parse(deprecatedAt) + graceDays * DAY_MS <= +NOW, id);
        }
      });
    });

    it("says of every image exactly one thing", () => {
      always(({ images }, { kept, deprecate, deregister }) => {
        const said = [...Object.keys(kept), ...deprecate, ...deregister].sort();
        assert.deepEqual(said, images.map(({ id }) => id).sort());
      });
    });

    it("has nothing more to do once it is done, at the same moment", () => {
      always((given, { deprecate, deregister }) => {
        const left = given.images
          .filter(({ id }) => !deregister.includes(id))
          .map((one) =>
            deprecate.includes(one.id)
              ? { ...one, deprecatedAt: new Date(NOW.getTime() + 300_000).toISOString() }
              : one,
          );
        const again = decide({ ...given, images: left });
        assert.deepEqual([again.deprecate, again.deregister], [[], []]);
      });
    });
  });
});
