import { COLORS } from "../../backend/plan-blue-green";
import { backendBlocks } from "../../backend/describe-backend";
import type { BackendSection, EntrySettings } from "../settings";
import type { AddressPairSettings, PairSection } from "./settings";
import type { StaticAddress } from "../../addresses/address";
import type { Vpc } from "../../network/vpc";
import type { HaproxySettings } from "../proxy/haproxy-settings";
import type { AddressPairsArgs } from "./address-pairs";
import type { Reached } from "./pair-security";
import type { PairSettings } from "./pair-settings";
import { ONLY_PAIR } from "./plan-pairs";
import { type RoutedBackend, type RoutingSettings, sharesOf } from "./routing-settings";

/** Name that rules have for the backend section's live colour. */
export const LIVE = "live";

/** The pairs of a configuration, by name. */
export function pairsOf(entry: AddressPairSettings): Readonly<Record<string, PairSection>> {
  if (entry.pairs) return entry.pairs;
  const { virtualAddress, ports, backends, rules, default: fallback } = entry;
  return {
    [ONLY_PAIR]: {
      ...(virtualAddress !== undefined && { virtualAddress }),
      ...(ports && { ports }),
      ...(backends && { backends }),
      ...(rules && { rules }),
      ...(fallback !== undefined && { default: fallback }),
    },
  };
}

/** Whether a kind of front door has a public name: a pair inside the VPC, and several pairs, have none. */
export function hasPublicName(entry: EntrySettings): boolean {
  if (entry.kind !== "addressPair") return entry.kind !== "none";
  return entry.failover === "eip" && Object.keys(pairsOf(entry)).length === 1;
}

/** Whether a pair looks into requests, or passes bytes through to the live backend. */
export const isRouting = ({ backends, rules, default: fallback }: PairSection): boolean =>
  backends !== undefined || rules !== undefined || fallback !== undefined;

/** What HAProxy routes by, without the backend that is described elsewhere. */
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
    ...(fallback !== undefined && { default: fallback }),
  };
}

/** Names of the backends that a pair's rules lead to. */
export function destinationsOf({ rules = [], default: fallback }: PairSection): Set<string> {
  const all = [...rules.map(({ to }) => to), ...(fallback === undefined ? [] : [fallback])];
  return new Set(all.flatMap((to) => sharesOf(to).map(([name]) => name)));
}

/** The pairs as configured, in the form that `AddressPairs` takes. */
export function describePairs(
  entry: AddressPairSettings,
  backend: BackendSection | undefined,
  vpc: Vpc,
  addresses: Readonly<Record<string, StaticAddress>>,
): AddressPairsArgs {
  const { failover, routeTables, clients, instanceType, image, advertSeconds, preempt } = entry;
  const pairs = Object.entries(pairsOf(entry)).map(
    ([name, section]) => [name, describePair(section, backend, vpc)] as const,
  );
  return {
    vpc,
    failover:
      failover === "route"
        ? { kind: failover, routeTables, clients }
        : { kind: failover, addresses },
    pairs: Object.fromEntries(pairs),
    instanceType,
    ...(image !== undefined && { image }),
    advertSeconds,
    preempt,
    configSource: entry.configSource,
  };
}

function describePair(
  section: PairSection,
  backend: BackendSection | undefined,
  vpc: Vpc,
): PairSettings {
  const { virtualAddress, ports = [443], backends = {} } = section;
  const live = backend && liveBackend(backend);
  const needsLive = !isRouting(section) || destinationsOf(section).has(LIVE);
  const reaches: Reached[] = Object.values(backends).map(({ cidr = vpc.cidr, port }) => ({
    cidr,
    port,
  }));
  if (live && needsLive) {
    const { port } = live;
    reaches.push(...Object.values(backendBlocks(backend, vpc)).map((cidr) => ({ cidr, port })));
  }
  const common = { reaches, ...(virtualAddress !== undefined && { virtualAddress }) };
  if (!isRouting(section)) {
    return { ...common, proxy: { kind: "passThrough", ports, backend: live! } };
  }
  const routing = routingOf(section);
  return {
    ...common,
    proxy: {
      kind: "routing",
      ...routing,
      backends: { ...routing.backends, ...(live && needsLive && { [LIVE]: live }) },
    },
  };
}

/** The name that leads to the live colour, in the form of both kinds of haproxy.cfg. */
function liveBackend(backend: BackendSection): RoutedBackend & HaproxySettings["backend"] {
  const { port, healthPath } = COLORS.map((color) => backend[color]).find(Boolean)!;
  return { host: `live.${backend.zone}`, port, healthPath };
}
