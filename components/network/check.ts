import { ZONE_LETTERS, letterOf, regionOf } from "./plan-subnets";
import { validateCidr } from "../settings/cidr";
import { findDuplicates } from "../settings/find-duplicates";
import type { Problem } from "../settings/problem";
import { settingProblem } from "../settings/problems";
import { validateExisting } from "./existing/check";
import { existingProblem } from "./existing/problems";
import { networkProblem } from "./problems";
import { type NetworkSection, type OwnNetworkSettings, completeNetwork } from "./settings";

const FEWEST_ZONES = 2;
const MOST_ZONES = ZONE_LETTERS.length;

/** Services with gateway endpoints, which are free. */
const GATEWAY_SERVICES = ["s3", "dynamodb"];

/**
 * Validates the `network` section without calling AWS.
 *
 * @param region of the stack; undefined if it is invalid
 */
export function validateNetwork(section: NetworkSection, region: string | undefined): Problem[] {
  if (section.existing) return validateExisting(section, section.existing);
  const network = completeNetwork(section);
  if (network.existing) return [];
  return [
    ...validateOwn(section),
    ...(typeof network.availabilityZones === "number"
      ? validateZoneCount(network.availabilityZones)
      : validateZoneNames(network.availabilityZones, region)),
    ...validateEgress(network),
  ];
}

function validateOwn({ cidr, egress }: NetworkSection): Problem[] {
  const path = "network.cidr";
  const missing = { setting: "cidr", example: "10.20.0.0/16" };
  const at = { path: "network.egress.kind", given: egress?.kind };
  return [
    ...(cidr === undefined
      ? [settingProblem("missing", { path }, missing)]
      : validateCidr({ path, cidr })),
    ...(egress?.kind === "existing" ? [existingProblem("egress-without-existing-vpc", at)] : []),
  ];
}

function validateZoneCount(given: number): Problem[] {
  const at = { path: "network.availabilityZones", given };
  if (given === 1) return [networkProblem("too-few-zones", at)];
  if (Number.isInteger(given) && given >= FEWEST_ZONES && given <= MOST_ZONES) return [];
  return [networkProblem("wrong-zone-count", at, { least: FEWEST_ZONES, most: MOST_ZONES })];
}

function validateZoneNames(zones: readonly string[], region: string | undefined): Problem[] {
  const path = "network.availabilityZones";
  const isFew = new Set(zones).size < FEWEST_ZONES;
  return [
    ...(isFew ? [networkProblem("too-few-zones", { path, given: zones })] : []),
    ...findDuplicates(zones, path),
    ...zones.flatMap((zone, index) => validateZoneName(zone, `${path}[${index}]`, region)),
  ];
}

/** Finds a text that is not the name of an availability zone, in this region if one is given. */
export function validateZoneName(
  zone: string,
  path: string,
  region: string | undefined,
): Problem[] {
  const home = region ?? "us-east-1";
  const at = { path, given: zone };
  const example = `${home}a`;
  if (/^[a-z]+\d-az\d+$/.test(zone)) return [networkProblem("zone-id", at, { example })];
  if (/^[a-z-]+-\d-[a-z0-9-]+$/.test(zone)) return [networkProblem("local-zone", at, { example })];
  if (!/^[a-z]+(-[a-z]+)+-\d[a-z]$/.test(zone) || !ZONE_LETTERS.includes(letterOf(zone))) {
    return [networkProblem("not-a-zone", at, { examples: [example, `${home}b`] })];
  }
  if (region !== undefined && regionOf(zone) !== region) {
    const meant = `${region}${letterOf(zone)}`;
    return [networkProblem("zone-of-other-region", at, { region, meant })];
  }
  return [];
}

function validateEgress({ egress, availabilityZones }: OwnNetworkSettings): Problem[] {
  switch (egress.kind) {
    case "nat":
      return [
        ...validateSingleZone(egress.zone, egress.gateways, availabilityZones),
        ...findDuplicates(egress.gatewayEndpoints, "network.egress.gatewayEndpoints"),
      ];
    case "privatelink":
      return [
        ...validateInterfaceEndpoints(egress.interfaceEndpoints),
        ...findDuplicates(egress.gatewayEndpoints, "network.egress.gatewayEndpoints"),
      ];
    case "none":
      return [];
  }
}

function validateSingleZone(
  zone: string | undefined,
  gateways: string,
  zones: OwnNetworkSettings["availabilityZones"],
): Problem[] {
  if (zone === undefined) return [];
  if (gateways !== "single") {
    const at = { path: "network.egress.zone", given: zone };
    return [networkProblem("nat-zone-without-single", at, { gateways })];
  }
  return typeof zones === "number" ? [] : validateZoneAmong(zone, zones);
}

/** Finds a zone of the single NAT gateway that is not one of the stack's zones. */
export function validateZoneAmong(zone: string, zones: readonly string[]): Problem[] {
  if (zones.includes(zone)) return [];
  const at = { path: "network.egress.zone", given: zone };
  return [networkProblem("nat-zone-not-in-stack", at, { zones })];
}

function validateInterfaceEndpoints(services: readonly string[]): Problem[] {
  const path = "network.egress.interfaceEndpoints";
  if (services.length === 0) {
    return [networkProblem("no-interface-endpoints", { path, given: services })];
  }
  return [
    ...findDuplicates(services, path),
    ...services.flatMap((service, index) => validateService(service, `${path}[${index}]`)),
  ];
}

function validateService(service: string, path: string): Problem[] {
  const at = { path, given: service };
  if (GATEWAY_SERVICES.includes(service))
    return [networkProblem("gateway-service", at, { service })];
  const [, short] = /^(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(service) ?? [];
  if (short !== undefined) return [networkProblem("full-service-name", at, { short })];
  const isName = /^[a-z0-9]+([.-][a-z0-9]+)*$/.test(service);
  return isName ? [] : [networkProblem("not-a-service-name", at)];
}
