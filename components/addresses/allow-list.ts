import { Address4 } from "ip-address";

/** Addresses from first to last, as numbers. */
interface Range {
  first: bigint;
  last: bigint;
}

/** A range and its position: the lowest list index of its addresses. */
interface Placed extends Range {
  readonly place: number;
}

/**
 * Returns the fewest IPv4 blocks that contain exactly these addresses and blocks. Neighbours are merged, and no other
 * address is covered. A block takes the place of its first address, so a list without neighbours keeps its order.
 */
export function mergeToBlocks(addresses: readonly string[]): string[] {
  const given = addresses.map((address, place): Placed => ({ ...rangeOf(address), place }));
  const blocks = joined(given)
    .flatMap(split)
    .map((block) => ({ ...block, place: placeOf(block, given) }));
  return blocks.sort((one, other) => one.place - other.place).map(cidrOf);
}

function rangeOf(address: string): Range {
  const parsed = new Address4(address);
  return { first: parsed.startAddress().bigInt(), last: parsed.endAddress().bigInt() };
}

/** Merges neighbouring ranges, lowest first. */
function joined(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((one, other) => (one.first < other.first ? -1 : 1));
  const all: Range[] = [];
  for (const { first, last } of sorted) {
    const before = all.at(-1);
    if (before === undefined || first > before.last + 1n) all.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return all;
}

/** Splits a range into the fewest CIDR blocks. */
function split({ first, last }: Range): Range[] {
  const blocks: Range[] = [];
  for (let next = first; next <= last;) {
    let size = 1n;
    while (next % (size * 2n) === 0n && next + size * 2n - 1n <= last) size *= 2n;
    blocks.push({ first: next, last: next + size - 1n });
    next += size;
  }
  return blocks;
}

const placeOf = ({ first, last }: Range, given: readonly Placed[]): number =>
  Math.min(
    ...given.filter((one) => one.first <= last && one.last >= first).map(({ place }) => place),
  );

const cidrOf = ({ first, last }: Range): string =>
  `${Address4.fromBigInt(first).correctForm()}/${32 - (last - first + 1n).toString(2).length + 1}`;
