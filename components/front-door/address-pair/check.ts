import { isIP } from "node:net";
import { Address4 } from "ip-address";
import { LIVE, isRouting, pairsOf, routingOf } from "./describe-pairs";
import { validateRouting } from "./validate-routing";
import { resolveHaproxySettings, validateHaproxySettings } from "../proxy/haproxy-settings";
import { PRIVATE_BLOCKS } from "../../settings/cidr";
import { type Problem, listed } from "../../settings/problem";
import type { AddressPairSettings, PairSection } from "./settings";
import { findDuplicates } from "../../network/check";
import { settingPath } from "../../settings/validate-shape";

const OWN_SETTINGS = ["virtualAddress", "ports", "backends", "rules", "default"] as const;

/** Finds what is wrong with `entry` of kind addressPair in itself. */
export function checkAddressPair(entry: AddressPairSettings): Problem[] {
  return [
    ...validateReach(entry),
    ...validateNames(entry),
    ...placesOf(entry).flatMap(([path, pair]) => validatePair(pair, path, entry.failover)),
    ...validateAddressesDiffer(entry),
  ];
}

/** The pairs with the paths of their settings. */
export function placesOf(entry: AddressPairSettings): [path: string, pair: PairSection][] {
  return Object.entries(pairsOf(entry)).map(([name, pair]) => [
    entry.pairs ? settingPath("entry.pairs", name) : "entry",
    pair,
  ]);
}

function validateReach({ failover, routeTables, clients }: AddressPairSettings): Problem[] {
  const wrongBlocks = clients.flatMap((given, index) =>
    isBlock(given) ? [] : [notABlock(`entry.clients[${index}]`, given)],
  );
  const misplaced = Object.entries({ routeTables, clients })
    .filter(([, list]) => failover === "eip" && list.length > 0)
    .map(([key, given]) => ({
      path: `entry.${key}`,
      given,
      problem: "belongs to failover route, but failover is eip here",
      remedy: `take ${key} out, or set failover: route`,
    }));
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
  const both = OWN_SETTINGS.filter((key) => entry[key] !== undefined).map((key) => ({
    path: `entry.${key}`,
    given: entry[key],
    problem: "is of one pair, but pairs lists several",
    remedy: `move ${key} into a pair, or take pairs out`,
  }));
  const names = Object.keys(pairs);
  if (names.length === 0) {
    const remedy = "name a pair, or write the settings of one without pairs";
    return [...both, { path: "entry.pairs", given: pairs, problem: "is empty", remedy }];
  }
  const wrong = names
    .filter((name) => !/^[a-z]([a-z0-9-]{0,22}[a-z0-9])?$/.test(name))
    .map((name) => ({
      path: settingPath("entry.pairs", name),
      problem:
        "has no name of at most 24 lower-case letters, digits and hyphens that begins with a letter",
      remedy: "write a name such as orders",
    }));
  return [...both, ...wrong];
}

function validatePair(pair: PairSection, path: string, failover: "route" | "eip"): Problem[] {
  const blocks = Object.entries(pair.backends ?? {}).flatMap(([name, { cidr }]) =>
    cidr === undefined || isBlock(cidr)
      ? []
      : [notABlock(`${settingPath(`${path}.backends`, name)}.cidr`, cidr)],
  );
  return [
    ...validateVirtualAddress(pair.virtualAddress, `${path}.virtualAddress`, failover),
    ...(isRouting(pair)
      ? validateRouting(routingOf(pair), path, [LIVE])
      : validatePorts(pair, path)),
    ...blocks,
  ];
}

/** Of a pair that passes bytes through, whose other settings come from the backend section. */
function validatePorts({ ports = [443] }: PairSection, path: string): Problem[] {
  const backend = { host: "live.holdfast.internal", port: 443 };
  const { healthPort } = resolveHaproxySettings({ ports, backend });
  const taken = ports.indexOf(healthPort);
  if (taken < 0) return validateHaproxySettings({ ports, backend }, path);
  return [
    {
      path: `${path}.ports[${taken}]`,
      given: healthPort,
      problem: "is the port on which nodes answer whether they serve",
      remedy: "choose another port",
    },
  ];
}

function validateVirtualAddress(
  given: string | undefined,
  path: string,
  failover: "route" | "eip",
): Problem[] {
  const problem = (text: string, remedy: string) => [{ path, given, problem: text, remedy }];
  if (failover === "eip") {
    if (given === undefined) return [];
    return problem(
      "belongs to failover route; the address of failover eip is an Elastic IP of the inventory",
      "take it out, or set failover: route",
    );
  }
  const example = "write an address such as 172.31.255.10";
  if (given === undefined) return problem("is missing", `add virtualAddress: 172.31.255.10`);
  if (isIP(given) !== 4) return problem("is not an IPv4 address", example);
  if (PRIVATE_BLOCKS.some((block) => isInside(given, block))) return [];
  return problem(
    `is outside ${listed(PRIVATE_BLOCKS, "and")}: what has that address on the internet could not be reached any more`,
    example,
  );
}

function validateAddressesDiffer(entry: AddressPairSettings): Problem[] {
  const given = placesOf(entry).flatMap(([path, { virtualAddress }]) =>
    virtualAddress === undefined ? [] : [{ path: `${path}.virtualAddress`, virtualAddress }],
  );
  return given.flatMap(({ path, virtualAddress }, index) => {
    const earlier = given.slice(0, index).find((one) => one.virtualAddress === virtualAddress);
    if (!earlier) return [];
    const problem = `is ${earlier.path} already`;
    return [{ path, given: virtualAddress, problem, remedy: "choose another address" }];
  });
}

function isBlock(text: string): boolean {
  if (!/^\d+(\.\d+){3}\/\d+$/.test(text) || !Address4.isValid(text)) return false;
  const block = new Address4(text);
  return block.networkForm() === text;
}

function notABlock(path: string, given: string): Problem {
  return {
    path,
    given,
    problem: "is not an IPv4 block in CIDR notation, from its first address",
    remedy: "write a block such as 10.50.0.0/16",
  };
}

/** Whether a block has an address. */
export const isInside = (address: string, cidr: string) =>
  new Address4(address).isHostInSubnet(new Address4(cidr));
