import { validateAddressMap, validateClaims } from "../../addresses/check-args";
import { validateNetworkArg } from "../../network/check-args";
import { validateBlocks, validateTagArgs, validateValues } from "../../settings/check-args";
import type { Problem } from "../../settings/problem";
import { validateClients } from "../allow-from/check";
import { validateHaproxySettings } from "../proxy/haproxy-settings";
import { planNodes } from "./plan-nodes";
import type { ProxyTierArgs } from "./args";
import { haproxySchema } from "./settings";

/** Validates the arguments of `ProxyTier`. */
export function validateProxyTier(args: ProxyTierArgs): Problem[] {
  const { vpc, nodesPerAz = 2, addresses, haproxy, backends, tags } = args;
  const { entries } = haproxySchema;
  const place = [...validateNetworkArg(vpc), ...validateValues(entries, args, ["nodesPerAz"])];
  const nodes = place.length === 0 ? planNodes(Object.keys(vpc.publicSubnets), nodesPerAz) : [];
  const keys = nodes.map(({ addressKey }) => addressKey);
  return [
    ...place,
    ...validateValues(entries, args, ["instanceType", "image", "configSource"]),
    ...validateAddressMap(addresses, keys, `requestNodeAddresses(planNodes(zones, ${nodesPerAz}))`),
    ...(place.length === 0 ? validateClaims(args.claims, keys) : []),
    ...validateHaproxySettings(haproxy, "haproxy"),
    ...validateBlocks(backends, "backends"),
    ...validateClients(args.allowFrom),
    ...validateTagArgs(tags, args.configSource === "s3"),
  ];
}
