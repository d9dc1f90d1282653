import { isIP } from "node:net";
import { object, text } from "./values";
import type { Context, ValueCheck } from "./type";

/** An IPv4 address as a number. */
export const toNumber = (address: string): number =>
  address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

export const toAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");

/** First and last address of an IPv4 block, as numbers, or undefined when the text is no block in network form. */
export function block(cidr: string): { first: number; last: number; prefix: number } | undefined {
  if (canonicalBlock(cidr) !== cidr) return undefined;
  const [address = "", length] = cidr.split("/");
  const prefix = Number(length);
  const first = toNumber(address);
  return { first, last: first + 2 ** (32 - prefix) - 1, prefix };
}

/** An IPv4 block without host bits, 10.0.0.7/16 as 10.0.0.0/16; undefined when the text is no block. */
export function canonicalBlock(cidr: string): string | undefined {
  const [address = "", length = "", ...rest] = cidr.split("/");
  if (isIP(address) !== 4 || !/^\d{1,2}$/.test(length) || Number(length) > 32 || rest.length > 0) {
    return undefined;
  }
  const size = 2 ** (32 - Number(length));
  return `${toAddress(Math.floor(toNumber(address) / size) * size)}/${Number(length)}`;
}

/** Whether two blocks have an address in common. */
export function overlaps(one: string, other: string): boolean {
  const [a, b] = [block(one), block(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

/** An IPv4 block in network form, its length between the two given. */
export const ipv4Block =
  (shortest = 0, longest = 32): ValueCheck =>
  (value) => {
    const found = block(text(value));
    if (!found) {
      return `${JSON.stringify(value)} is not an IPv4 network in CIDR form, such as 10.0.0.0/16`;
    }
    return found.prefix < shortest || found.prefix > longest
      ? `the block must be between /${longest} and /${shortest}, got ${text(value)}`
      : undefined;
  };

/**
 * The first address of a subnet that neither AWS (first four, last) nor a resource has taken, nor is
 * among those promised already.
 */
export function freeAddress(
  { account }: Pick<Context, "account">,
  subnetId: string,
  cidr: string,
  promised: readonly string[] = [],
): string {
  const range = block(cidr) ?? { first: 0, last: 0 };
  const taken = new Set([
    ...account
      .referring(subnetId)
      .map(({ outputs }) => text(outputs["privateIp"]) || object(outputs["$privateIps"])[subnetId]),
    ...promised,
  ]);
  let host = range.first + 4;
  while (host < range.last && taken.has(toAddress(host))) {
    host++;
  }
  return toAddress(host);
}
