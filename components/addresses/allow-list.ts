import { Address4 } from "ip-address";

/**
 * The fewest IPv4 blocks that contain exactly these addresses. Neighbours are merged; no other address is covered.
 * A block takes the place of its first address, so that a list without neighbours keeps its order.
 */
export function mergeToBlocks(addresses: readonly string[]): string[] {
  const places = new Map<bigint, number>();
  for (const [index, address] of addresses.entries()) {
    const number = new Address4(address).bigInt();
    if (!places.has(number)) places.set(number, index);
  }
  const blocks: { cidr: string; place: number }[] = [];
  const sorted = [...places.keys()].sort((one, other) => (one < other ? -1 : 1));
  for (let next = 0; next < sorted.length;) {
    const size = largestFrom(sorted, next);
    const members = sorted.slice(next, next + size);
    blocks.push({
      cidr: `${Address4.fromBigInt(members[0]!).correctForm()}/${32 - Math.log2(size)}`,
      place: Math.min(...members.map((member) => places.get(member)!)),
    });
    next += size;
  }
  return blocks.sort((one, other) => one.place - other.place).map(({ cidr }) => cidr);
}

/** How many addresses the largest block has that begins with one of them and holds nothing else. */
function largestFrom(sorted: readonly bigint[], start: number): number {
  const first = sorted[start]!;
  let size = 1;
  while (size < sorted.length - start) {
    const double = size * 2;
    const isAligned = first % BigInt(double) === 0n;
    if (!isAligned || sorted[start + double - 1] !== first + BigInt(double - 1)) break;
    size = double;
  }
  return size;
}
