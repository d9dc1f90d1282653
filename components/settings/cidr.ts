import { Address4 } from "ip-address";
import { type Problem, listed } from "./problem";

/** Subnets that a VPC is cut into are 16 times smaller, and AWS has none smaller than a /28. */
const SMALLEST_VPC = 24;
/** AWS has no larger VPC. */
const LARGEST_VPC = 16;

/** Blocks in which no machine can have an address. */
const UNUSABLE: Readonly<Record<string, string>> = {
  "0.0.0.0/8": "this network",
  "127.0.0.0/8": "loopback",
  "169.254.0.0/16": "link-local, where AWS has its metadata service",
  "224.0.0.0/4": "multicast",
  "240.0.0.0/4": "reserved",
};

/** Blocks that no one has on the internet: RFC 1918, and RFC 6598 for networks of providers. */
export const PRIVATE_BLOCKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** A VPC's block, and where it is configured. */
export interface VpcCidr {
  /** Of the setting, for problems. */
  readonly path: string;
  readonly cidr: string;
}

/** Finds what makes a block unfit for a VPC: its form, size, alignment or place. */
export function validateCidr({ path, cidr }: VpcCidr): Problem[] {
  const problem = (text: string, remedy: string) => [{ path, given: cidr, problem: text, remedy }];
  if (!isCidr(cidr)) {
    return problem(
      "is not an IPv4 block in CIDR notation",
      "write an address and a prefix length, such as 10.20.0.0/16",
    );
  }
  const block = new Address4(cidr);
  const unusable = Object.keys(UNUSABLE).find((range) => block.isHostInSubnet(new Address4(range)));
  if (unusable !== undefined) {
    return problem(
      `lies in ${unusable} (${UNUSABLE[unusable]}), where no machine can have an address`,
      "choose a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    );
  }
  const prefix = block.subnetMask;
  if (prefix < LARGEST_VPC) {
    return problem(
      `is larger than a /${LARGEST_VPC}, the largest VPC that AWS has`,
      `write ${blockAround(cidr, LARGEST_VPC)}`,
    );
  }
  if (prefix > SMALLEST_VPC) {
    return problem(
      `is smaller than a /${SMALLEST_VPC}: a VPC is cut into 16 subnets, and AWS has none smaller than a /28`,
      `write ${blockAround(cidr, SMALLEST_VPC)}, or a larger block`,
    );
  }
  const aligned = blockAround(cidr, prefix);
  if (aligned !== cidr) {
    return problem(`is not the start of a /${prefix} block`, `write ${aligned}`);
  }
  if (PRIVATE_BLOCKS.some((range) => block.isInSubnet(new Address4(range)))) return [];
  return problem(
    `is outside ${listed(PRIVATE_BLOCKS, "and")}: the VPC could not reach the owners of these addresses on the internet`,
    "choose a block of one of these, such as 10.20.0.0/16",
  );
}

/**
 * Finds blocks that overlap: VPCs of one stack are peered, which AWS refuses for overlapping ones.
 *
 * @param vpcs with blocks that `validateCidr` finds nothing wrong with
 */
export function validateDisjoint(vpcs: readonly VpcCidr[]): Problem[] {
  return vpcs.flatMap(({ path, cidr }, index) => {
    const overlapped = vpcs.slice(0, index).filter((earlier) => overlap(cidr, earlier.cidr));
    if (overlapped.length === 0) return [];
    const others = overlapped.map((other) => `${other.path} (${other.cidr})`);
    return [
      {
        path,
        given: cidr,
        problem: `overlaps ${listed(others, "and")}`,
        remedy: "choose blocks that share no address, so that the VPCs can reach each other",
      },
    ];
  });
}

function overlap(one: string, other: string): boolean {
  const [a, b] = [new Address4(one), new Address4(other)];
  return a.isInSubnet(b) || b.isInSubnet(a);
}

/** Whether a text is an IPv4 block, of any size, by its first address. */
export function isValidBlock(text: string): boolean {
  return isCidr(text) && blockAround(text, Number(text.split("/")[1])) === text;
}

function isCidr(text: string): boolean {
  return /^\d+(\.\d+){3}\/\d+$/.test(text) && Address4.isValid(text);
}

function blockAround(cidr: string, prefix: number): string {
  const address = cidr.split("/")[0]!;
  return new Address4(`${address}/${prefix}`).networkForm();
}
