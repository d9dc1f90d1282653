import { Address4 } from "ip-address";

/** CIDRs of the two subnets of one availability zone. */
export interface ZonePlan {
  /** Availability zone, such as `us-east-1a`. */
  readonly zone: string;
  /** Last letter of the zone's name, the key of all resources that exist once per zone. */
  readonly letter: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
}

/** The plan has room for zones `a` to `h`; no AWS region has more. */
export const ZONE_LETTERS = "abcdefgh";

/** A VPC is divided into 16 subnets: 8 public, then 8 private. */
const SLOT_BITS = 4;

/** Returns the region of an availability zone: `us-east-1a` is in `us-east-1`. */
export function regionOf(zone: string): string {
  return zone.slice(0, -1);
}

export function letterOf(zone: string): string {
  return zone.slice(-1);
}

/**
 * Divides a VPC into 16 slots of equal size and assigns each zone the two for its letter. A zone's subnets depend
 * only on its own name, so adding, removing or reordering zones moves no other subnet. A /16 gives /20 subnets (4,091
 * hosts), a /24 gives /28 (11 hosts).
 *
 * @param cidr an IPv4 block from /16 to /24
 * @param zones names of availability zones; the result is sorted by name
 */
export function planSubnets(cidr: string, zones: readonly string[]): ZonePlan[] {
  const vpc = new Address4(cidr);
  const prefix = vpc.subnetMask + SLOT_BITS;
  const first = vpc.startAddress().bigInt();
  const slot = (index: number) => {
    const start = first + (BigInt(index) << BigInt(32 - prefix));
    return `${Address4.fromBigInt(start).correctForm()}/${prefix}`;
  };
  return [...zones].sort().map((zone) => {
    const letter = letterOf(zone);
    const index = ZONE_LETTERS.indexOf(letter);
    return {
      zone,
      letter,
      publicCidr: slot(index),
      privateCidr: slot(index + ZONE_LETTERS.length),
    };
  });
}
