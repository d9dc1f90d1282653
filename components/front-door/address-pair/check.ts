import { isIP } from "node:net";
import { Address4 } from "ip-address";
import { LIVE, isRouting, pairsOf, routingOf } from "./address-pairs-args";
import { validateRouting } from "./validate-routing";
import { validateLimits } from "../proxy/client-limits";
import { resolveHaproxySettings, validateHaproxySettings } from "../proxy/haproxy-settings";
import { proxyProblem } from "../proxy/problems";
import { PRIVATE_BLOCKS, isValidBlock } from "../../settings/cidr";
import type { Problem } from "../../settings/problem";
import { settingProblem } from "../../settings/problems";
import { pairProblem } from "./problems";
import type { AddressPairSettings, PairSection } from "./settings";
import { findDuplicates } from "../../settings/find-duplicates";
import { settingPath } from "../../settings/validate-shape";

const OWN_SETTINGS = ["virtualAddress", "ports", "backends", "rules", "default"] as const;

/** Validates `entry` of kind addressPair without other sections. */
export function checkAddressPair(entry: AddressPairSettings): Problem[] {
  return [
    ...validateReach(entry),
    ...validateLimits(entry, "entry"),
    ...validateNames(entry),
    ...placesOf(entry).flatMap(([path, pair]) => validatePair(pair, path, entry.failover)),
    ...validateAddressesDiffer(entry),
  ];
}

/** Pairs with the paths of their settings. */
export function placesOf(entry: AddressPairSettings): [path: string, pair: PairSection][] {
  return Object.entries(pairsOf(entry)).map(([name, pair]) => [
    entry.pairs ? settingPath("entry.pairs", name) : "entry",
    pair,
  ]);
}

function validateReach(entry: AddressPairSettings): Problem[] {
  const { failover, routeTables, clients, allowFrom } = entry;
  const wrongBlocks = clients.flatMap((given, index) =>
    validateBlock(`entry.clients[${index}]`, given),
  );
  const misplaced = Object.entries({ routeTables, clients })
    .filter(([, list]) => failover === "eip" && list.length > 0)
    .map(([setting, given]) =>
      pairProblem("setting-of-failover-route", { path: `entry.${setting}`, given }, { setting }),
    );
  if (failover === "route" && allowFrom !== undefined) {
    const at = { path: "entry.allowFrom", given: allowFrom };
    misplaced.push(pairProblem("allow-from-of-failover-eip", at));
  }
  return [
    ...misplaced,
    ...findDuplicates(routeTables, "entry.routeTables"),
    ...findDuplicates(clients, "entry.clients"),
    ...wrongBlocks,
  ];
}

function validateNames(entry: AddressPairSettings): Problem[] {
  const { pairs } = entry;
  if (!pairs) return [];
  const both = OWN_SETTINGS.filter((setting) => entry[setting] !== undefined).map((setting) => {
    const at = { path: `entry.${setting}`, given: entry[setting] };
    return pairProblem("setting-of-one-pair", at, { setting });
  });
  const names = Object.keys(pairs);
  if (names.length === 0) {
    return [...both, pairProblem("no-pairs", { path: "entry.pairs", given: pairs })];
  }
  const wrong = names.flatMap((name) => validatePairName(settingPath("entry.pairs", name), name));
  return [...both, ...wrong];
}

/** Finds a name that cannot be part of resource names. */
export const validatePairName = (path: string, name: string): Problem[] =>
  /^[a-z]([a-z0-9-]{0,22}[a-z0-9])?$/.test(name) ? [] : [pairProblem("not-a-pair-name", { path })];

function validatePair(pair: PairSection, path: string, failover: "route" | "eip"): Problem[] {
  const blocks = Object.entries(pair.backends ?? {}).flatMap(([name, { cidr }]) =>
    cidr === undefined ? [] : validateBlock(`${settingPath(`${path}.backends`, name)}.cidr`, cidr),
  );
  return [
    ...validateVirtualAddress(pair.virtualAddress, `${path}.virtualAddress`, failover),
    ...(isRouting(pair)
      ? validateRouting(routingOf(pair), path, [LIVE])
      : validatePorts(pair, path)),
    ...blocks,
  ];
}

/** Validates the ports of a pair that passes TCP through. Its other settings come from section `backend`. */
function validatePorts({ ports = [443] }: PairSection, path: string): Problem[] {
  const backend = { host: "live.holdfast.internal", port: 443 };
  const { healthPort } = resolveHaproxySettings({ ports, backend });
  const taken = ports.indexOf(healthPort);
  if (taken < 0) return validateHaproxySettings({ ports, backend }, path);
  return [proxyProblem("health-port", { path: `${path}.ports[${taken}]`, given: healthPort })];
}

/** Finds an address that cannot be the virtual address of a pair. */
export function validateVirtualAddress(
  given: string | undefined,
  path: string,
  failover: "route" | "eip",
): Problem[] {
  const at = { path, given };
  if (failover === "eip") {
    return given === undefined ? [] : [pairProblem("virtual-address-of-eip", at)];
  }
  if (given === undefined) {
    const data = { setting: "virtualAddress", example: "172.31.255.10" };
    return [settingProblem("missing", { path }, data)];
  }
  if (isIP(given) !== 4) return [pairProblem("not-a-virtual-address", at)];
  if (PRIVATE_BLOCKS.some((block) => isInside(given, block))) return [];
  return [pairProblem("virtual-address-not-private", at, { blocks: PRIVATE_BLOCKS })];
}

function validateAddressesDiffer(entry: AddressPairSettings): Problem[] {
  const given = placesOf(entry).flatMap(([path, { virtualAddress }]) =>
    virtualAddress === undefined ? [] : [{ path: `${path}.virtualAddress`, virtualAddress }],
  );
  return given.flatMap(({ path, virtualAddress }, index) => {
    const earlier = given.slice(0, index).find((one) => one.virtualAddress === virtualAddress);
    if (!earlier) return [];
    const at = { path, given: virtualAddress };
    return [pairProblem("virtual-address-taken", at, { owner: earlier.path })];
  });
}

function validateBlock(path: string, given: string): Problem[] {
  return isValidBlock(given) ? [] : [pairProblem("not-a-client-block", { path, given })];
}

/** Whether an address is inside a block. */
export const isInside = (address: string, cidr: string) =>
  new Address4(address).isHostInSubnet(new Address4(cidr));
