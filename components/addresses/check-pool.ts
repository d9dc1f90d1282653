import { type Answer, isNotFound, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import type { AddressArgs } from "./address";
import type { AccountPool } from "./pool-facts";
import type { PoolDraw } from "./pool";
import { type HeldAddress, isNew } from "./plan-addresses";
import { addressProblem } from "./problems";

const PATH = "addresses.pool";

/** Validates the id of a pool without calling AWS. */
export function validatePoolId(given: string): Problem[] {
  const at = { path: PATH, given };
  if (/^(ipv4pool-ec2|ipam-pool)-[0-9a-f]{17}$/.test(given)) return [];
  if (given.startsWith("ipv6pool-")) return [addressProblem("pool-not-ipv4", at)];
  if (given.startsWith("ipv4pool-coip-")) return [addressProblem("pool-of-outpost", at)];
  if (/^\d+(\.\d+){3}(\/\d+)?$/.test(given)) return [addressProblem("block-for-pool", at)];
  return [addressProblem("not-a-pool-id", at)];
}

/** Finds a pool that does not exist, or that cannot allocate Elastic IPs in the stack's region. */
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

/** The free addresses of a pool, and its consumers. */
interface PoolUse {
  /** Value of the setting. */
  readonly given: unknown;
  /** Number of unallocated addresses. */
  readonly free: number;
  /** Inventory after the update. */
  readonly addresses: Readonly<Record<string, AddressArgs>>;
  /** Addresses that a load balancer takes from the pool too. */
  readonly draw: PoolDraw | undefined;
}

/** Finds a pool with too few free addresses for the update. Fewer than advised is only a notice. */
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
  const notice = `addresses.pool leaves ${draw.by} ${left} addresses, but ${draw.advised} are advised: ${draw.why}. If the pool is exhausted, ${draw.by} uses other addresses of Amazon, which partners have not allow-listed. An alarm reports this`;
  return { problems: [], notices: [notice] };
}

/**
 * Lists existing addresses that stay outside the pool.
 *
 * @param pool its id, or a display name if it has none yet
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
    `addresses.pool applies to new addresses only. These existing addresses stay outside ${pool}: ${names}`,
  ];
}
