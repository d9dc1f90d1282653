import { type Answer, isNotFound, unanswered } from "../settings/ask";
import type { Problem } from "../settings/problem";
import { validateZoneAmong } from "./check";
import type { EgressMode } from "./egress";
import type { AskedEndpoint } from "./facts";
import { ZONE_LETTERS, letterOf } from "./plan-subnets";
import { networkProblem } from "./problems";
import type { OwnNetworkConfig, OwnNetworkSettings } from "./settings";

/**
 * Adds the names of its zones to `network`; undefined with problems if AWS lacks something.
 *
 * @param known facts that determine the zones of a stack with a number of zones
 */
export function resolveNetwork(
  network: OwnNetworkSettings | undefined,
  facts: {
    readonly zones?: Answer<readonly string[]> | undefined;
    readonly endpoints: readonly AskedEndpoint[];
  },
  region: string,
  known: ZoneFacts = {},
): { value?: OwnNetworkConfig; problems: Problem[] } {
  if (!network || !facts.zones) return { problems: [] };
  const { cidr, availabilityZones: wanted, egress, flowLogs } = network;
  if ("error" in facts.zones) {
    return { problems: [unanswered("network.availabilityZones", wanted, facts.zones.error)] };
  }
  const wrongZones = validateZones(wanted, facts.zones.value, region);
  const availabilityZones =
    wrongZones.length > 0 ? [] : selectZones(wanted, facts.zones.value, known);
  const problems = [
    ...wrongZones,
    ...validateEndpoints(facts.endpoints, availabilityZones, region),
    ...(wrongZones.length === 0 && "zone" in egress && egress.zone !== undefined
      ? validateZoneAmong(egress.zone, availabilityZones)
      : []),
  ];
  if (problems.length > 0) return { problems };
  const value = {
    cidr,
    availabilityZones,
    egress: resolveEgress(egress, availabilityZones),
    ...(flowLogs && { flowLogs }),
  };
  return { value, problems };
}

function resolveEgress(egress: OwnNetworkSettings["egress"], zones: readonly string[]): EgressMode {
  if (egress.kind !== "nat") return egress;
  const { kind, gateways, zone = zones[0]!, gatewayEndpoints } = egress;
  return gateways === "single"
    ? { kind, gateways, zone, gatewayEndpoints }
    : { kind, gateways, gatewayEndpoints };
}

/** Finds zones that the region lacks, or too few zones. */
export function validateZones(
  wanted: OwnNetworkSettings["availabilityZones"],
  available: readonly string[],
  region: string,
): Problem[] {
  const path = "network.availabilityZones";
  if (typeof wanted === "number") {
    const most = usable(available).length;
    const data = { region, available, most };
    return wanted > most ? [networkProblem("too-many-zones", { path, given: wanted }, data)] : [];
  }
  return wanted.flatMap((given, index) => {
    const at = { path: `${path}[${index}]`, given };
    return available.includes(given)
      ? []
      : [networkProblem("zone-missing", at, { region, available })];
  });
}

/** Facts about zones, in addition to their names. */
export interface ZoneFacts {
  /** Current zones of the stack. */
  readonly inUse?: readonly string[] | undefined;
  /** Zones that offer everything that the stack needs. @default - all */
  readonly suited?: readonly string[] | undefined;
}

/**
 * Returns the zones of a stack, sorted by name: the listed ones. For a number of zones, first the current zones of
 * the stack, so that none changes when AWS adds zones or the stack's needs change; then the first ones that offer
 * everything that it needs.
 */
export function selectZones(
  wanted: OwnNetworkSettings["availabilityZones"],
  available: readonly string[],
  { inUse = [], suited = available }: ZoneFacts = {},
): string[] {
  if (typeof wanted !== "number") return [...wanted].sort();
  const rank = (zone: string) => (inUse.includes(zone) ? 0 : suited.includes(zone) ? 1 : 2);
  return usable(available)
    .sort()
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, wanted)
    .sort();
}

function usable(zones: readonly string[]): string[] {
  return zones.filter((zone) => ZONE_LETTERS.includes(letterOf(zone)));
}

/** Finds endpoint services that the region, or one of the stack's zones, does not offer. */
export function validateEndpoints(
  asked: readonly AskedEndpoint[],
  zones: readonly string[],
  region: string,
): Problem[] {
  return asked.flatMap(({ path, service, type, zones: offered }) => {
    const at = { path, given: service };
    if ("error" in offered) {
      if (!isNotFound(offered.error)) return [unanswered(path, service, offered.error)];
      return [networkProblem("service-not-in-region", at, { service, region, type })];
    }
    const lacking = zones.filter((zone) => !offered.value.includes(zone));
    if (lacking.length === 0) return [];
    return [networkProblem("service-not-in-zones", at, { lacking, offered: offered.value })];
  });
}
