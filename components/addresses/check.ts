import type { HeldAddress } from "./plan-addresses";
import type { AddressesSettings } from "./settings";
import { ZONE_LETTERS } from "../network/plan-subnets";
import { type Problem, closest, listed } from "../settings/problem";
import { settingPath } from "../settings/validate-shape";
import { findDuplicates } from "../network/check";

/** Finds what is wrong with the `addresses` section without asking AWS. */
export function validateAddresses({
  adopt,
  allowRelease,
  reverseDns,
}: AddressesSettings): Problem[] {
  return [
    ...Object.entries(adopt).flatMap(([key, id]) =>
      validateAllocationId(id, settingPath("addresses.adopt", key)),
    ),
    ...validateAdoptedOnce(adopt),
    ...findDuplicates(allowRelease, "addresses.allowRelease"),
    ...Object.entries(reverseDns).flatMap(([key, name]) =>
      validateDnsName(name, settingPath("addresses.reverseDns", key)),
    ),
  ];
}

function validateAllocationId(given: string, path: string): Problem[] {
  if (/^eipalloc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(given)) return [];
  const address = /^\d+(\.\d+){3}$/.test(given);
  return [
    {
      path,
      given,
      problem: address
        ? "is an address, not its allocation id"
        : "is not the allocation id of an Elastic IP: eipalloc- and 8 or 17 hexadecimal digits",
      remedy: address
        ? `look the id up: aws ec2 describe-addresses --public-ips ${given}`
        : "look the id up: aws ec2 describe-addresses",
    },
  ];
}

function validateAdoptedOnce(adopt: Readonly<Record<string, string>>): Problem[] {
  const keys = Object.keys(adopt);
  return keys.flatMap((key, index) => {
    const earlier = keys.slice(0, index).find((other) => adopt[other] === adopt[key]);
    if (earlier === undefined) return [];
    return [
      {
        path: settingPath("addresses.adopt", key),
        given: adopt[key],
        problem: `is adopted as ${earlier} already, and an address has one key`,
        remedy: `take ${key} or ${earlier} out`,
      },
    ];
  });
}

function validateDnsName(given: string, path: string): Problem[] {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  const name = new RegExp(`^(${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`, "i");
  if (given.endsWith(".") && name.test(given.slice(0, -1))) {
    return [
      {
        path,
        given,
        problem: "ends with a full stop, which AWS adds by itself",
        remedy: `write ${given.slice(0, -1)}`,
      },
    ];
  }
  if (name.test(given) && given.length <= 253) return [];
  return [
    {
      path,
      given,
      problem: "is not a fully qualified domain name",
      remedy: "write the whole name, such as static.example.com",
    },
  ];
}

/** Of a NAT gateway or of a proxy node, in whichever zone, or of a pair. */
const POSSIBLE_KEY = new RegExp(`^(egress-[${ZONE_LETTERS}]|entry-[a-z]([a-z0-9-]*[a-z0-9])?)$`);

/**
 * Finds settings for addresses that the configuration does not have. Those that the stack still
 * holds in AWS may be named as well; and so may any, in `allowRelease`, that is gone by now.
 */
export function validateAddressKeys(
  { adopt, allowRelease, reverseDns }: AddressesSettings,
  keys: readonly string[],
  held: readonly HeldAddress[],
): Problem[] {
  const known = [...new Set([...keys, ...held.map(({ key }) => key)])].sort();
  const check = (key: string, given: string, path: string) =>
    known.includes(key) ? [] : [unknownKey(key, given, path, known)];
  return [
    ...Object.entries(adopt).flatMap(([key, given]) =>
      check(key, given, settingPath("addresses.adopt", key)),
    ),
    ...allowRelease.flatMap((key, index) =>
      POSSIBLE_KEY.test(key) ? [] : check(key, key, `addresses.allowRelease[${index}]`),
    ),
    ...Object.entries(reverseDns).flatMap(([key, given]) =>
      check(key, given, settingPath("addresses.reverseDns", key)),
    ),
  ];
}

/**
 * Finds keys that are to adopt an address while they have another one: a key names its address for
 * good. Without protection the other one may go.
 */
export function validateKeysKeepAddresses(
  { adopt, protect }: AddressesSettings,
  held: readonly HeldAddress[],
): Problem[] {
  return held
    .filter(({ key, allocationId }) => protect && (adopt[key] ?? allocationId) !== allocationId)
    .map(({ key, allocationId, publicIp }) => ({
      path: settingPath("addresses.adopt", key),
      given: adopt[key],
      problem: `is not the address that ${key} has: ${publicIp} (${allocationId})`,
      remedy: `take ${key} out of adopt, so that it keeps that one`,
    }));
}

function unknownKey(key: string, given: string, path: string, known: readonly string[]): Problem {
  const meant = closest(key, known);
  return {
    path,
    given,
    problem:
      known.length === 0
        ? `names the address ${key}, but this configuration has no addresses`
        : `names the address ${key}, but this configuration has ${listed(known, "and")}`,
    remedy: meant === undefined ? `take ${key} out` : `did you mean ${meant}?`,
  };
}
