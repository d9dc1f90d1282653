import { isIP } from "node:net";
import { ofArguments, validateTagArgs } from "../settings/check-args";
import { known } from "../settings/known";
import type { Problem } from "../settings/problem";
import { settingPath, validateShape } from "../settings/validate-shape";
import { retentionDays } from "../settings/values";
import type { AddressMap } from "./address-map";
import { validateAddresses, validateAllocationId } from "./check";
import { addressProblem } from "./problems";
import { requestsByKey, isList } from "./plan-addresses";
import { netmaskLength } from "./settings";
import type { StaticAddressesArgs } from "./args";

/** Validates the arguments of `StaticAddresses`. */
export function validateStaticAddresses(args: StaticAddressesArgs): Problem[] {
  const all = Object.entries(requestsByKey(args.addresses));
  const pick = (setting: "adopt" | "allocationId" | "reverseDns") =>
    Object.fromEntries(
      all.flatMap(([key, address]) => {
        const value = address[setting];
        return value === undefined ? [] : [[key, value]];
      }),
    );
  const common = { protect: true, allowRelease: [] };
  const settings = { ...common, adopt: pick("adopt"), reverseDns: pick("reverseDns") };
  const names = all.flatMap(([key]) => [
    [settingPath("addresses.adopt", key), `${settingPath("addresses", key)}.adopt`] as const,
    [
      settingPath("addresses.reverseDns", key),
      `${settingPath("addresses", key)}.reverseDns`,
    ] as const,
  ]);
  const days = args.accelerator?.flowLogs?.retentionDays;
  return [
    ...validateRequests(args.addresses),
    ...all
      .filter(([key]) => !/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(key))
      .map(([key]) =>
        addressProblem("not-an-address-key", { path: settingPath("addresses", key) }),
      ),
    ...ofArguments(validateAddresses(settings), names),
    ...Object.entries(pick("allocationId")).flatMap(([key, id]) =>
      validateAllocationId(id, `${settingPath("addresses", key)}.allocationId`),
    ),
    ...(days === undefined
      ? []
      : validateShape(retentionDays(), days, "accelerator.flowLogs.retentionDays")),
    ...validateBlock(args),
    ...validateTagArgs(args.tags),
  ];
}

function validateBlock({ block, pool }: StaticAddressesArgs): Problem[] {
  if (block === undefined) return [];
  return [
    ...(pool === undefined ? [] : [addressProblem("pool-beside-block", { path: "pool" })]),
    ...validateShape(netmaskLength(), block.netmaskLength, "block.netmaskLength"),
  ];
}

/** Finds duplicate keys: two requests with one key would share an address. */
function validateRequests(addresses: StaticAddressesArgs["addresses"]): Problem[] {
  const keys = isList(addresses) ? addresses.map(({ key }) => key) : [];
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [addressProblem("requested-twice", { path: `addresses[${index}]`, given: key })],
  );
}

/** Finds keys to claim that no node or pair has. */
export function validateClaims(
  claims: readonly string[] | undefined,
  known: readonly string[],
  path = "claims",
): Problem[] {
  return (claims ?? []).flatMap((key, index) =>
    known.includes(key)
      ? []
      : [addressProblem("unknown-claim", { path: `${path}[${index}]`, given: key }, { known })],
  );
}

/**
 * Finds keys that a map of addresses lacks, and values that are not addresses. `addressOf` checks an output when its
 * value is known.
 *
 * @param keys of the needed addresses
 * @param asked the call that returns the keys, for the remedy
 */
export function validateAddressMap(
  addresses: AddressMap,
  keys: readonly string[],
  asked: string,
  path = "addresses",
): Problem[] {
  const map = known(addresses);
  if (map === undefined) return [];
  const present = Object.keys(map).sort();
  return keys.flatMap((key) => {
    const at = settingPath(path, key);
    const address = map[key];
    if (address === undefined) {
      return [addressProblem("address-missing", { path: at }, { asked, present })];
    }
    const allocationId = known(address.allocationId);
    const publicIp = known(address.publicIp);
    return [
      ...(allocationId === undefined
        ? []
        : validateAllocationId(allocationId, `${at}.allocationId`)),
      ...(publicIp === undefined || isIP(publicIp) === 4
        ? []
        : [addressProblem("not-an-address", { path: `${at}.publicIp`, given: publicIp })]),
    ];
  });
}
