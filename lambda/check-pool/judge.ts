import { BlockList } from "node:net";

/** State of a pool and of the addresses of a load balancer. */
export interface Observed {
  /** IPv4 blocks provisioned to the pool. */
  readonly blocks: readonly string[];
  /** Allocated IPv4 blocks of the pool: an address is a /32. */
  readonly allocated: readonly string[];
  /** Addresses of the load balancer in DNS. */
  readonly addresses: readonly string[];
}

export interface Verdict {
  /** Addresses of the load balancer outside all blocks. */
  readonly outside: readonly string[];
  /** Number of unallocated addresses. */
  readonly free: number;
}

const sizeOf = (cidr: string): number => 2 ** (32 - Number(cidr.split("/")[1] ?? 32));

const total = (cidrs: readonly string[]): number =>
  cidrs.reduce((sum, cidr) => sum + sizeOf(cidr), 0);

/** Compares the addresses of a load balancer with the blocks of its pool. */
export function judge({ blocks, allocated, addresses }: Observed): Verdict {
  const inside = new BlockList();
  for (const block of blocks) {
    const [network = "", prefix] = block.split("/");
    inside.addSubnet(network, Number(prefix), "ipv4");
  }
  return {
    outside: addresses.filter((address) => !inside.check(address)),
    free: total(blocks) - total(allocated),
  };
}
