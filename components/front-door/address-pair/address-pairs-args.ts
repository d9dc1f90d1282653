import { endpointOf } from "../../backend/existing/targets";
import { backendBlocks } from "../../backend/blue-green-args";
import type { BackendConfig } from "../../backend/existing/resolve";
import type { BackendSection } from "../../backend/settings";
import type { FrontDoorArgs } from "../kind";
import type { AddressPairSettings, PairSection } from "./settings";
import type { Network } from "../../network/network";
import type { HaproxySettings } from "../proxy/haproxy-settings";
import type { AddressPairsArgs } from "./args";
import type { ReachableBlock } from "./pair-security";
import type { PairSettings } from "./pair-settings";
import { ONLY_PAIR } from "./plan-pairs";
import { type RoutedBackend, type RoutingSettings, sharesOf } from "./routing-settings";

/** Name in rules for the live colour of section `backend`. */
export const LIVE = "live";

/** Pairs of a configuration, by name. */
export function pairsOf(entry: AddressPairSettings): Readonly<Record<string, PairSection>> {
  if (entry.pairs) return entry.pairs;
  const { virtualAddress, ports, backends, rules, default: fallback } = entry;
  return {
    [ONLY_PAIR]: {
      virtualAddress,
      ports,
      backends,
      rules,
      default: fallback,
    },
  };
}

/** Whether a pair routes by HTTP requests, or passes TCP through to the live backend. */
export const isRouting = ({ backends, rules, default: fallback }: PairSection): boolean =>
  backends !== undefined || rules !== undefined || fallback !== undefined;

/** Public ports of a pair. */
export const publicPorts = (pair: PairSection): readonly number[] =>
  pair.ports ?? (isRouting(pair) ? [80] : [443]);

/** Routing settings of HAProxy, without the backend of section `backend`. */
export function routingOf({
  ports = [80],
  backends = {},
  rules = [],
  default: fallback,
}: PairSection): RoutingSettings {
  return {
    ports,
    rules,
    backends,
    default: fallback,
  };
}

/** Names of the backends in a pair's rules. */
export function destinationsOf({ rules = [], default: fallback }: PairSection): Set<string> {
  const all = [...rules.map(({ to }) => to), ...(fallback === undefined ? [] : [fallback])];
  return new Set(all.flatMap((to) => sharesOf(to).map(([name]) => name)));
}

/** Builds the arguments of `AddressPairs` from the configuration. */
export function addressPairsArgs(
  entry: AddressPairSettings,
  args: FrontDoorArgs,
): AddressPairsArgs {
  const { failover, routeTables, clients, allowFrom } = entry;
  const { instanceType, advertSeconds, preempt, configSource } = entry;
  const { vpc, addresses, backend, image, tags } = args;
  const pairs = Object.entries(pairsOf(entry)).map(
    ([name, section]) => [name, pairSettings(entry, section, backend, vpc)] as const,
  );
  return {
    vpc,
    failover:
      failover === "route"
        ? { kind: failover, routeTables, clients }
        : { kind: failover, addresses, claims: args.claims.map(({ key }) => key), allowFrom },
    pairs: Object.fromEntries(pairs),
    instanceType,
    image: image ?? entry.image,
    advertSeconds,
    preempt,
    configSource,
    tags,
  };
}

function pairSettings(
  { limits, idleTimeoutSeconds, connectTimeoutMs }: AddressPairSettings,
  section: PairSection,
  backend: BackendConfig | undefined,
  vpc: Network,
): PairSettings {
  const { virtualAddress, ports = [443], backends = {} } = section;
  const live = backend && liveBackend(backend);
  const needsLive = !isRouting(section) || destinationsOf(section).has(LIVE);
  const reaches: ReachableBlock[] = Object.values(backends).map(({ cidr = vpc.cidr, port }) => ({
    cidr,
    port,
  }));
  if (live && needsLive) {
    const { port } = live;
    reaches.push(...Object.values(backendBlocks(backend, vpc)).map((cidr) => ({ cidr, port })));
  }
  const common = { reaches, virtualAddress };
  const connections = { limits, idleTimeoutSeconds, connectTimeoutMs };
  if (!isRouting(section)) {
    return { ...common, proxy: { kind: "passThrough", ports, ...connections, backend: live! } };
  }
  const routing = routingOf(section);
  return {
    ...common,
    proxy: {
      kind: "routing",
      ...routing,
      ...connections,
      backends: { ...routing.backends, ...(live && needsLive && { [LIVE]: live }) },
    },
  };
}

/** The name that resolves to the live colour, for both kinds of haproxy.cfg. */
function liveBackend(backend: BackendSection): RoutedBackend & HaproxySettings["backend"] {
  const { port, healthPath } = endpointOf(backend);
  return { host: `live.${backend.zone}`, port, healthPath };
}
