import { Address4, Address6 } from "ip-address";

/** An address family: its private ranges, and the number of public addresses that no partner list exceeds. */
const FAMILIES = [
  {
    Address: Address4,
    bits: 32,
    /** Wider than a /8, which is one of 256 parts of the internet. */
    widest: 8,
    inside: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(
      (block) => new Address4(block),
    ),
  },
  {
    Address: Address6,
    bits: 128,
    /** Wider than a /16: registries give a whole continent a /12, and a provider at most a /19. */
    widest: 16,
    inside: [new Address6("fc00::/7")],
  },
] as const;

interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * The blocks that together cover more of the internet than any partner list does: `0.0.0.0/0`, or both of
 * `0.0.0.0/1` and `128.0.0.0/1`; in their order as numbers. Empty if they are narrower; ignores private
 * blocks and invalid blocks.
 */
export function wideBlocks(blocks: readonly string[]): string[] {
  return FAMILIES.flatMap(({ Address, bits, widest, inside }) => {
    const own = [...new Set(blocks)]
      .flatMap((block) => {
        if (!Address.isValid(block)) return [];
        const address = new Address(block);
        if (inside.some((each) => address.isInSubnet(each))) return [];
        const [first, last] = [address.startAddress().bigInt(), address.endAddress().bigInt()];
        return [{ block, first, last }];
      })
      .sort((one, other) => (one.first < other.first ? -1 : 1));
    return count(own) > 1n << BigInt(bits - widest) ? own.map(({ block }) => block) : [];
  });
}

/** The number of addresses in ranges, each counted once; the ranges are sorted by first address. */
function count(sorted: readonly Range[]): bigint {
  let total = 0n;
  let next = 0n;
  for (const { first, last } of sorted) {
    const start = first > next ? first : next;
    if (last < start) continue;
    total += last - start + 1n;
    next = last + 1n;
  }
  return total;
}
