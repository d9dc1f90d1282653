import assert from "node:assert/strict";
import * as fc from "fast-check";
import { wideBlocks } from "../../policy/model/cidr-width";

describe("wideBlocks", () => {
  it("are those that make up a family, in whatever parts and order", () => {
    const parts = (from: number): fc.Arbitrary<string[]> =>
      fc.integer({ min: from, max: 8 }).chain((bits) => {
        const all = Array.from(
          { length: 2 ** bits },
          (_, at) => `${at * 2 ** (8 - bits)}.0.0.0/${bits}`,
        );
        return fc.shuffledSubarray(all, { minLength: all.length });
      });
    fc.assert(
      fc.property(parts(0), (blocks) => {
        const found = wideBlocks(blocks);
        // 10.0.0.0/8 is private where it is a part of its own.
        const own = blocks.filter((block) => block !== "10.0.0.0/8");
        assert.deepEqual([...found].sort(), own.sort());
        assert.deepEqual(
          found.map(firstByte),
          found.map(firstByte).sort((one, other) => one - other),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("are none up to a /8, and a /16 of IPv6, however often they are named", () => {
    assert.deepEqual(wideBlocks(["3.0.0.0/8", "3.0.0.0/9", "3.128.0.0/9", "3.0.0.0/8"]), []);
    assert.deepEqual(wideBlocks(["3.0.0.0/8", "4.0.0.0/32"]), ["3.0.0.0/8", "4.0.0.0/32"]);
    assert.deepEqual(wideBlocks(["2600::/16"]), []);
    assert.deepEqual(wideBlocks(["2600::/16", "2601::1/128"]), ["2600::/16", "2601::1/128"]);
  });

  it("count for each family alone, without private blocks and what is no block", () => {
    assert.deepEqual(wideBlocks(["::/0", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]), [
      "::/0",
    ]);
    assert.deepEqual(wideBlocks(["fc00::/7", "pl-1", "", "0.0.0.0/33"]), []);
  });
});

const firstByte = (block: string): number => Number(block.split(".")[0]);
