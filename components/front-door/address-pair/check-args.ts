import { validateAddressMap, validateClaims } from "../../addresses/check-args";
import { validateNetworkArg } from "../../network/check-args";
import { findDuplicates } from "../../settings/find-duplicates";
import { validateTagArgs, validateValues } from "../../settings/check-args";
import { validateBlock } from "../../settings/cidr";
import { known } from "../../settings/known";
import type { Problem } from "../../settings/problem";
import { settingPath, validateShape } from "../../settings/validate-shape";
import { port as portSchema } from "../../settings/values";
import { validateClients } from "../allow-from/check";
import { validateHaproxySettings } from "../proxy/haproxy-settings";
import type { AddressPairsArgs } from "./args";
import { isInside, validatePairName, validateVirtualAddress } from "./check";
import { type PairSettings, healthPortOf } from "./pair-settings";
import { pairKey } from "./plan-pairs";
import { pairProblem } from "./problems";
import { addressPairSchema } from "./settings";
import { validateRouting } from "./validate-routing";

/** Validates the arguments of `AddressPairs`. */
export function validateAddressPairs(args: AddressPairsArgs): Problem[] {
  const { vpc, failover, pairs, tags } = args;
  const names = Object.keys(pairs);
  const keys = ["instanceType", "image", "advertSeconds", "configSource"] as const;
  return [
    ...validateNetworkArg(vpc),
    ...validateValues(addressPairSchema.entries, args, keys),
    ...(names.length === 0 ? [pairProblem("no-pair-given", { path: "pairs", given: pairs })] : []),
    ...names.flatMap((name) => validatePairName(settingPath("pairs", name), name)),
    ...names.flatMap((name) => validatePair(settingPath("pairs", name), pairs[name]!, args)),
    ...validateTogether(pairs),
    ...(failover.kind === "eip"
      ? validateAddressMap(
          failover.addresses,
          names.map(pairKey),
          "requestPairAddresses(Object.keys(pairs))",
          "failover.addresses",
        ).concat(
          validateClaims(failover.claims, names.map(pairKey), "failover.claims"),
          validateClients(failover.allowFrom, "failover.allowFrom"),
        )
      : validateReach(failover)),
    ...validateTagArgs(tags, args.configSource === "s3"),
  ];
}

function validateReach({
  routeTables = [],
  clients = [],
}: AddressPairsArgs["failover"] & { readonly kind: "route" }): Problem[] {
  const { routeTables: ids } = addressPairSchema.entries;
  return [
    ...validateShape(ids, routeTables, "failover.routeTables"),
    ...findDuplicates(routeTables, "failover.routeTables"),
    ...clients.flatMap((given, index) =>
      validateBlock({ path: `failover.clients[${index}]`, cidr: given }),
    ),
    ...findDuplicates(clients, "failover.clients"),
  ];
}

function validatePair(
  path: string,
  { virtualAddress, proxy, reaches }: PairSettings,
  { vpc, failover }: AddressPairsArgs,
): Problem[] {
  const at = { path: `${path}.virtualAddress`, given: virtualAddress };
  const address = validateVirtualAddress(virtualAddress, at.path, failover.kind);
  const block = known(vpc.cidr);
  const isOwn =
    address.length === 0 &&
    virtualAddress !== undefined &&
    block !== undefined &&
    isInside(virtualAddress, block);
  return [
    ...address,
    ...(isOwn ? [pairProblem("virtual-address-in-block", at, { owner: "vpc.cidr", block })] : []),
    ...(proxy.kind === "routing"
      ? validateRouting(proxy, `${path}.proxy`)
      : validateHaproxySettings(proxy, `${path}.proxy`)),
    ...reaches.flatMap(({ cidr, port }, index) => {
      const given = known(cidr);
      return [
        ...(given === undefined
          ? []
          : validateBlock({ path: `${path}.reaches[${index}].cidr`, cidr: given })),
        ...validateShape(portSchema("", 443), port, `${path}.reaches[${index}].port`),
      ];
    }),
  ];
}

/** Finds pairs that cannot share a security group, or that have the same address. */
function validateTogether(pairs: AddressPairsArgs["pairs"]): Problem[] {
  const all = Object.entries(pairs).sort(([one], [other]) => (one < other ? -1 : 1));
  return all.flatMap(([name, pair], index) => {
    const path = settingPath("pairs", name);
    const earlier = all.slice(0, index);
    const { virtualAddress: given } = pair;
    const twin = earlier.find(([, other]) => given !== undefined && other.virtualAddress === given);
    const first = earlier[0];
    const healthPort = healthPortOf(pair);
    return [
      ...(twin
        ? [
            pairProblem(
              "virtual-address-taken",
              { path: `${path}.virtualAddress`, given },
              { owner: `${settingPath("pairs", twin[0])}.virtualAddress` },
            ),
          ]
        : []),
      ...(first && healthPortOf(first[1]) !== healthPort
        ? [
            pairProblem(
              "health-ports-differ",
              { path: `${path}.proxy.healthPort`, given: healthPort },
              { owner: settingPath("pairs", first[0]), port: healthPortOf(first[1]) },
            ),
          ]
        : []),
    ];
  });
}
