import assert from "node:assert/strict";
import fc from "fast-check";
import { Address4 } from "ip-address";
import { mergeToBlocks } from "../../../components/addresses/allow-list";

const FIRST = new Address4("203.0.113.0").bigInt();
const addressAt = (offset: number) => Address4.fromBigInt(FIRST + BigInt(offset)).correctForm();

/** Every address of some blocks. */
const expand = (blocks: readonly string[]): string[] =>
  blocks.flatMap((block) => {
    const { startAddress, endAddress } = {
      startAddress: new Address4(block).startAddress().bigInt(),
      endAddress: new Address4(block).endAddress().bigInt(),
    };
    const size = Number(endAddress - startAddress) + 1;
    return Array.from({ length: size }, (_, index) =>
      Address4.fromBigInt(startAddress + BigInt(index)).correctForm(),
    );
  });

/** The fewest aligned blocks, by trying: halves of a range until one is full or empty. */
function fewest(offsets: ReadonlySet<number>, start = 0, size = 64): number {
  const within = [...offsets].filter((offset) => offset >= start && offset < start + size).length;
  if (within === 0) return 0;
  if (within === size) return 1;
  const half = size / 2;
  return fewest(offsets, start, half) + fewest(offsets, start + half, half);
}

const offsets = fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 64 });

describe("mergeToBlocks", () => {
  it("merges neighbours to the block that has them, and nothing else", () => {
    assert.deepEqual(mergeToBlocks(["203.0.113.1", "203.0.113.3", "203.0.113.2"]), [
      "203.0.113.1/32",
      "203.0.113.2/31",
    ]);
    const sixteen = Array.from({ length: 16 }, (_, index) => `198.51.100.${index + 16}`);
    assert.deepEqual(mergeToBlocks(sixteen), ["198.51.100.16/28"]);
  });

  it("keeps the order of addresses without neighbours", () => {
    const apart = ["203.0.113.9", "203.0.113.1", "203.0.113.5"];
    assert.deepEqual(
      mergeToBlocks(apart),
      apart.map((address) => `${address}/32`),
    );
    assert.deepEqual(mergeToBlocks([]), []);
  });

  it("reaches to both ends of what IPv4 has", () => {
    assert.deepEqual(mergeToBlocks(["255.255.255.254", "255.255.255.255", "0.0.0.0"]), [
      "255.255.255.254/31",
      "0.0.0.0/32",
    ]);
  });

  it("covers exactly the addresses that it was given, whatever they are", () => {
    fc.assert(
      fc.property(offsets, (given) => {
        const addresses = given.map(addressAt);
        const covered = expand(mergeToBlocks(addresses));
        assert.deepEqual(covered.sort(), [...new Set(addresses)].sort());
      }),
    );
  });

  it("never has more blocks than needed", () => {
    fc.assert(
      fc.property(offsets, (given) => {
        const blocks = mergeToBlocks(given.map(addressAt));
        assert.equal(blocks.length, fewest(new Set(given)));
      }),
    );
  });
});
