import { Address4 } from "ip-address";

/** Where the two subnets of one availability zone lie. */
export interface ZonePlan {
  /** Availability zone, such as `us-east-1a`. */
  readonly zone: string;
  /** Last letter of the zone's name: the key of everything that exists once per zone. */
  readonly letter: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
}

/** Zones `a` to `h` have a place in the plan; no region of AWS has more. */
export const ZONE_LETTERS = "abcdefgh";

/** A VPC is cut into 16 subnets: 8 public, then 8 private. */
const SLOT_BITS = 4;

/** The region of an availability zone: `us-east-1a` is in `us-east-1`. */
export function regionOf(zone: string): string {
  return zone.slice(0, -1);
}

export function letterOf(zone: string): string {
  return zone.slice(-1);
}

/**
 * Cuts a VPC into 16 slots of equal size and gives each zone the two that belong to its letter, so
 * that a zone's subnets depend on nothing but its own name: adding, removing or reordering zones
 * moves no other subnet. A /16 gives /20 subnets (4,091 hosts), a /24 gives /28 (11 hosts).
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
