import { Address4 } from "ip-address";
import type { Problem } from "./problem";
import { cidrProblem } from "./problems";

/** Subnets are 16 times smaller than the VPC, and AWS allows none smaller than a /28. */
const SMALLEST_VPC = 24;
/** AWS allows no larger VPC. */
const LARGEST_VPC = 16;

/** Blocks that machines cannot have addresses in. */
const UNUSABLE: Readonly<Record<string, string>> = {
  "0.0.0.0/8": "this network",
  "127.0.0.0/8": "loopback",
  "169.254.0.0/16": "link-local, where AWS has its metadata service",
  "224.0.0.0/4": "multicast",
  "240.0.0.0/4": "reserved",
};

/** Blocks that are not routed on the internet: RFC 1918, and RFC 6598 for carrier-grade NAT. */
export const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** A VPC's CIDR and its setting. */
export interface VpcCidr {
  /** Path of the setting, for problems. */
  readonly path: string;
  readonly cidr: string;
}

/** Validates a CIDR for a VPC: form, size, alignment and range. */
export function validateCidr({ path, cidr }: VpcCidr): Problem[] {
  const at = { path, given: cidr };
  if (!isCidr(cidr)) return [cidrProblem("not-a-cidr", at)];
  const block = new Address4(cidr);
  const unusable = Object.entries(UNUSABLE).find(([range]) =>
    block.isHostInSubnet(new Address4(range)),
  );
  if (unusable !== undefined) {
    const [range, use] = unusable;
    return [cidrProblem("cidr-unusable", at, { range, use })];
  }
  const prefix = block.subnetMask;
  if (prefix < LARGEST_VPC) {
    const data = { largest: LARGEST_VPC, fit: blockAround(cidr, LARGEST_VPC) };
    return [cidrProblem("cidr-too-large", at, data)];
  }
  if (prefix > SMALLEST_VPC) {
    const data = { smallest: SMALLEST_VPC, fit: blockAround(cidr, SMALLEST_VPC) };
    return [cidrProblem("cidr-too-small", at, data)];
  }
  const aligned = blockAround(cidr, prefix);
  if (aligned !== cidr) return [cidrProblem("cidr-not-aligned", at, { prefix, fit: aligned })];
  if (PRIVATE_BLOCKS.some((range) => block.isInSubnet(new Address4(range)))) return [];
  return [cidrProblem("cidr-not-private", at, { blocks: PRIVATE_BLOCKS })];
}

/**
 * Finds CIDRs that overlap: VPCs of one stack are peered, and AWS cannot peer VPCs with overlapping CIDRs.
 *
 * @param vpcs with CIDRs that `validateCidr` has found valid
 */
export function validateDisjoint(vpcs: readonly VpcCidr[]): Problem[] {
  return vpcs.flatMap(({ path, cidr }, index) => {
    const overlapped = vpcs.slice(0, index).filter((earlier) => overlap(cidr, earlier.cidr));
    if (overlapped.length === 0) return [];
    const others = overlapped.map((other) => `${other.path} (${other.cidr})`);
    return [cidrProblem("cidr-overlaps", { path, given: cidr }, { others })];
  });
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [new Address4(one), new Address4(other)];
  return a.isInSubnet(b) || b.isInSubnet(a);
}

/** Finds a text that is not an IPv4 block with its first address. Size and range do not matter. */
export function validateBlock({ path, cidr }: VpcCidr): Problem[] {
  const at = { path, given: cidr };
  if (!isCidr(cidr)) return [cidrProblem("not-a-cidr", at)];
  const prefix = Number(cidr.split("/")[1]);
  const fit = blockAround(cidr, prefix);
  return fit === cidr ? [] : [cidrProblem("cidr-not-aligned", at, { prefix, fit })];
}

/** Whether a block is part of another one. */
export const isPartOf = (one: string, other: string): boolean =>
  new Address4(one).isInSubnet(new Address4(other));

/** Whether a text is an IPv4 block of any size, with its first address. */
export function isValidBlock(text: string): boolean {
  return validateBlock({ path: "", cidr: text }).length === 0;
}

function isCidr(text: string): boolean {
  return /^\d+(\.\d+){3}\/\d+$/.test(text) && Address4.isValid(text);
}

function blockAround(cidr: string, prefix: number): string {
  const address = cidr.split("/")[0]!;
  return new Address4(`${address}/${prefix}`).networkForm();
}
