import { BlockList, isIPv4 } from "node:net";

/** Ranges that load balancers cannot use: "this" network, loopback, link-local, multicast, reserved, broadcast. */
const nowhere = new BlockList();
nowhere.addSubnet("0.0.0.0", 8);
nowhere.addSubnet("127.0.0.0", 8);
nowhere.addSubnet("169.254.0.0", 16);
nowhere.addSubnet("224.0.0.0", 3);

/** Private ranges, RFC 1918 and RFC 6598. */
const inside = new BlockList();
inside.addSubnet("10.0.0.0", 8);
inside.addSubnet("100.64.0.0", 10);
inside.addSubnet("172.16.0.0", 12);
inside.addSubnet("192.168.0.0", 16);

const isPrivate = (address: string): boolean => inside.check(address);

/**
 * Returns why the addresses of a name cannot be those of a load balancer, or undefined. Addresses that all differ
 * from the known ones are plausible, because load balancers can be replaced.
 */
export function implausible(
  addresses: readonly string[],
  known: readonly string[],
): string | undefined {
  const odd = addresses.filter((address) => !isIPv4(address) || nowhere.check(address));
  if (odd.length > 0) {
    return `no load balancer has the address ${odd.join(", ")}`;
  }
  const open = addresses.filter((address) => !isPrivate(address));
  if (open.length > 0 && [...known, ...addresses].some(isPrivate)) {
    return `${open.join(", ")} would be public beside private ones`;
  }
  return undefined;
}
