import { type Answer, isNotFound, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import type { AddressArgs } from "./address";
import type { AccountPool } from "./pool-facts";
import type { PoolDraw } from "./pool";
import { type HeldAddress, isNew } from "./plan-addresses";
import { addressProblem } from "./problems";

const PATH = "addresses.pool";

/** Finds what is wrong with the id of a pool without asking AWS. */
export function validatePoolId(given: string): Problem[] {
  const at = { path: PATH, given };
  if (/^(ipv4pool-ec2|ipam-pool)-[0-9a-f]{17}$/.test(given)) return [];
  if (given.startsWith("ipv6pool-")) return [addressProblem("pool-not-ipv4", at)];
  if (given.startsWith("ipv4pool-coip-")) return [addressProblem("pool-of-outpost", at)];
  if (/^\d+(\.\d+){3}(\/\d+)?$/.test(given)) return [addressProblem("block-for-pool", at)];
  return [addressProblem("not-a-pool-id", at)];
}

/** Finds a pool that does not exist, or that gives no Elastic IPs in the stack's region. */
export function validatePool(
  given: string,
  pool: Answer<AccountPool> | undefined,
  region: string,
): Problem[] {
  const at = { path: PATH, given };
  if (pool === undefined) return [];
  if ("error" in pool) {
    return isNotFound(pool.error)
      ? [addressProblem("pool-missing", at, { region })]
      : [unanswered(PATH, given, pool.error)];
  }
  const { isIpv4, isForElasticIps, place } = pool.value;
  if (!isIpv4) return [addressProblem("pool-not-ipv4", at)];
  if (!isForElasticIps) return [addressProblem("pool-not-for-ec2", at)];
  return place === region ? [] : [addressProblem("pool-elsewhere", at, { place, region })];
}

/** What a pool has, and what wants addresses of it. */
interface PoolUse {
  /** The setting. */
  readonly given: unknown;
  /** Addresses that no Elastic IP has. */
  readonly free: number;
  /** The inventory after the update. */
  readonly addresses: Readonly<Record<string, AddressArgs>>;
  /** What a load balancer takes beside them. */
  readonly draw: PoolDraw | undefined;
}

/** Finds out that a pool has fewer free addresses than the update needs; what is not enough for long is a notice. */
export function checkPoolSize({ given, free, addresses, draw }: PoolUse): {
  readonly problems: readonly Problem[];
  readonly notices: readonly string[];
} {
  const keys = Object.keys(addresses).filter((key) => isNew(addresses[key]!));
  const left = free - keys.length;
  const at = { path: PATH, given };
  if (left < 0) {
    const data = { keys, needed: keys.length, free };
    return { problems: [addressProblem("pool-exhausted", at, data)], notices: [] };
  }
  if (draw === undefined || left >= draw.advised) return { problems: [], notices: [] };
  if (left < draw.least) {
    return { problems: [addressProblem("pool-too-small", at, { left, ...draw })], notices: [] };
  }
  const notice = `addresses.pool leaves ${draw.by} ${left} addresses, and ${draw.advised} are advised: ${draw.why}. Without a free one it takes Amazon's own, which partners do not allow; an alarm tells`;
  return { problems: [], notices: [notice] };
}

/**
 * Says which addresses stay outside the pool, because they exist.
 *
 * @param pool its id, or what a pool without one is called
 */
export function noticeOutside(
  pool: string,
  addresses: Readonly<Record<string, AddressArgs>>,
  held: readonly HeldAddress[],
): string[] {
  const outside = held.filter((address) => address.key in addresses && address.pool !== pool);
  if (outside.length === 0) return [];
  const names = outside.map(({ key, publicIp }) => `${key} (${publicIp})`).join(", ");
  return [
    `addresses.pool applies to new addresses only. These existing ones are outside ${pool}: ${names}`,
  ];
}
