import { backendBlocks } from "../../backend/blue-green-args";
import { endpointOf } from "../../backend/existing/targets";
import type { FrontDoorArgs } from "../kind";
import { claimedFrom } from "../claims/claims";
import type { ProxyTierArgs } from "./args";
import type { HaproxySection } from "./settings";

/** Builds the arguments of `ProxyTier` from the configuration. */
export function proxyTierArgs(entry: HaproxySection, args: FrontDoorArgs): ProxyTierArgs {
  const { nodesPerAz, instanceType, configSource } = entry;
  const { ports, mode, healthPort, metricsPort, proxyProtocol } = entry;
  const { limits, idleTimeoutSeconds, connectTimeoutMs } = entry;
  const { vpc, addresses, image, tags } = args;
  const backend = args.backend!;
  const { port, healthPath } = endpointOf(backend);
  const { host } = args.blueGreen!;
  return {
    vpc,
    addresses,
    claims: args.claims.map(({ key }) => key),
    claimedFrom: claimedFrom(args.claims),
    allowFrom: entry.allowFrom,
    nodesPerAz,
    instanceType,
    image: image ?? entry.image,
    replacedBy: image ? "roll" : "zones",
    haproxy: {
      ports,
      mode,
      healthPort,
      metricsPort,
      proxyProtocol,
      limits,
      idleTimeoutSeconds,
      connectTimeoutMs,
      backend: { host: host!, port, healthPath },
    },
    configSource,
    backends: backendBlocks(backend, vpc),
    tags,
  };
}
