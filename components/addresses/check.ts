import type { HeldAddress } from "./plan-addresses";
import type { AddressesSettings } from "./settings";
import { ZONE_LETTERS } from "../network/plan-subnets";
import type { Problem } from "../settings/problem";
import { settingPath } from "../settings/validate-shape";
import { findDuplicates } from "../settings/find-duplicates";
import { validatePoolId } from "./check-pool";
import { addressProblem } from "./problems";

/** Validates the `addresses` section without calling AWS. */
export function validateAddresses({
  adopt,
  allowRelease,
  reverseDns,
  pool,
}: AddressesSettings): Problem[] {
  return [
    ...(typeof pool === "string" ? validatePoolId(pool) : []),
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

/** Finds a value that is not the allocation id of an Elastic IP. */
export function validateAllocationId(given: string, path: string): Problem[] {
  if (/^eipalloc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(given)) return [];
  const isAddress = /^\d+(\.\d+){3}$/.test(given);
  return [
    isAddress
      ? addressProblem("address-for-allocation-id", { path, given }, { address: given })
      : addressProblem("not-an-allocation-id", { path, given }),
  ];
}

function validateAdoptedOnce(adopt: Readonly<Record<string, string>>): Problem[] {
  const keys = Object.keys(adopt);
  return keys.flatMap((key, index) => {
    const earlier = keys.slice(0, index).find((other) => adopt[other] === adopt[key]);
    if (earlier === undefined) return [];
    const at = { path: settingPath("addresses.adopt", key), given: adopt[key] };
    return [addressProblem("adopted-twice", at, { key, earlier })];
  });
}

function validateDnsName(given: string, path: string): Problem[] {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  const name = new RegExp(`^(${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`, "i");
  const withoutDot = given.replace(/\.$/, "");
  if (withoutDot !== given && name.test(withoutDot)) {
    return [addressProblem("reverse-name-with-dot", { path, given }, { name: withoutDot })];
  }
  if (name.test(given) && given.length <= 253) return [];
  return [addressProblem("not-a-reverse-name", { path, given })];
}

/** Key of a NAT gateway's address in any zone, or of a front door's address. */
const POSSIBLE_KEY = new RegExp(`^(egress-[${ZONE_LETTERS}]|entry-[a-z]([a-z0-9-]*[a-z0-9])?)$`);

/**
 * Finds settings for addresses that the configuration does not use. Addresses that the stack still holds in AWS are
 * allowed too. `allowRelease` may also name addresses that are already released.
 */
export function validateAddressKeys(
  { adopt, allowRelease, reverseDns }: AddressesSettings,
  keys: readonly string[],
  held: readonly HeldAddress[],
): Problem[] {
  const known = [...new Set([...keys, ...held.map(({ key }) => key)])].sort();
  const check = (key: string, given: string, path: string) =>
    known.includes(key)
      ? []
      : [addressProblem("unknown-address-key", { path, given }, { key, known })];
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
 * Finds keys that adopt an address while they hold another one: a key never changes its address. Without protection
 * it can.
 */
export function validateKeysKeepAddresses(
  { adopt, protect }: AddressesSettings,
  held: readonly HeldAddress[],
): Problem[] {
  return held
    .filter(({ key, allocationId }) => protect && (adopt[key] ?? allocationId) !== allocationId)
    .map(({ key, allocationId, publicIp }) => {
      const at = { path: settingPath("addresses.adopt", key), given: adopt[key] };
      return addressProblem("address-key-taken", at, { key, publicIp, allocationId });
    });
}
