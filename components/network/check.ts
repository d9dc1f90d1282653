import { ZONE_LETTERS, letterOf, regionOf } from "./plan-subnets";
import { validateCidr } from "../settings/cidr";
import { type Problem, listed } from "../settings/problem";
import type { NetworkSettings } from "./settings";

const FEWEST_ZONES = 2;
const MOST_ZONES = ZONE_LETTERS.length;

/** Services that have gateway endpoints, which cost nothing. */
const GATEWAY_SERVICES = ["s3", "dynamodb"];

/**
 * Finds what is wrong with the `network` section without asking AWS.
 *
 * @param region of the stack; undefined when it is itself wrong
 */
export function validateNetwork(network: NetworkSettings, region: string | undefined): Problem[] {
  return [
    ...validateCidr({ path: "network.cidr", cidr: network.cidr }),
    ...(typeof network.availabilityZones === "number"
      ? validateZoneCount(network.availabilityZones)
      : validateZoneNames(network.availabilityZones, region)),
    ...validateEgress(network),
  ];
}

function validateZoneCount(given: number): Problem[] {
  const path = "network.availabilityZones";
  if (given === 1) return [tooFewZones(path, given)];
  if (Number.isInteger(given) && given >= FEWEST_ZONES && given <= MOST_ZONES) return [];
  return [
    {
      path,
      given,
      problem: `must be a whole number from ${FEWEST_ZONES} to ${MOST_ZONES}, or a list of names`,
      remedy: `write ${FEWEST_ZONES}, or how many zones the stack should span`,
    },
  ];
}

function tooFewZones(path: string, given: unknown): Problem {
  return {
    path,
    given,
    problem: "is fewer than two availability zones, and the loss of one would take all addresses",
    remedy: "use at least two",
  };
}

function validateZoneNames(zones: readonly string[], region: string | undefined): Problem[] {
  const path = "network.availabilityZones";
  const duplicates = findDuplicates(zones, path);
  const few = new Set(zones).size < FEWEST_ZONES ? [tooFewZones(path, zones)] : [];
  return [
    ...few,
    ...duplicates,
    ...zones.flatMap((zone, index) => validateZoneName(zone, `${path}[${index}]`, region)),
  ];
}

function validateZoneName(zone: string, path: string, region: string | undefined): Problem[] {
  const home = region ?? "us-east-1";
  const problem = (text: string, remedy: string) => [{ path, given: zone, problem: text, remedy }];
  if (/^[a-z]+\d-az\d+$/.test(zone)) {
    return problem(
      "is the id of a zone, not its name",
      `write the name that it has in your account, such as ${home}a`,
    );
  }
  if (/^[a-z-]+-\d-[a-z0-9-]+$/.test(zone)) {
    return problem(
      "is a local or wavelength zone, which has no NAT gateway or load balancer of its own",
      `choose availability zones of the region, such as ${home}a`,
    );
  }
  if (!/^[a-z]+(-[a-z]+)+-\d[a-z]$/.test(zone) || !ZONE_LETTERS.includes(letterOf(zone))) {
    return problem(
      "is not the name of an availability zone",
      `write names such as ${home}a and ${home}b`,
    );
  }
  if (region !== undefined && regionOf(zone) !== region) {
    return problem(
      `is not in ${region}, the region of this stack`,
      `did you mean ${region}${letterOf(zone)}? Else change aws:region`,
    );
  }
  return [];
}

function validateEgress({ egress, availabilityZones }: NetworkSettings): Problem[] {
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
  zones: NetworkSettings["availabilityZones"],
): Problem[] {
  const path = "network.egress.zone";
  if (zone === undefined) return [];
  if (gateways !== "single") {
    return [
      {
        path,
        given: zone,
        problem: `belongs to gateways single, but gateways is ${gateways} here`,
        remedy: "take zone out, or set gateways: single",
      },
    ];
  }
  return typeof zones === "number" ? [] : validateZoneAmong(zone, zones);
}

/** Finds out that the zone of the single NAT gateway is not one of the stack's. */
export function validateZoneAmong(zone: string, zones: readonly string[]): Problem[] {
  if (zones.includes(zone)) return [];
  return [
    {
      path: "network.egress.zone",
      given: zone,
      problem: `is not one of the stack's availability zones, ${listed(zones, "and")}`,
      remedy: "choose one of these, or add it to availabilityZones",
    },
  ];
}

function validateInterfaceEndpoints(services: readonly string[]): Problem[] {
  const path = "network.egress.interfaceEndpoints";
  if (services.length === 0) {
    return [
      {
        path,
        given: services,
        problem: "is empty, so that private subnets would reach no service through PrivateLink",
        remedy: "name services, leave it out for the default ones, or set kind: none",
      },
    ];
  }
  return [
    ...findDuplicates(services, path),
    ...services.flatMap((service, index) => validateService(service, `${path}[${index}]`)),
  ];
}

function validateService(service: string, path: string): Problem[] {
  const problem = (text: string, remedy: string) => [
    { path, given: service, problem: text, remedy },
  ];
  if (GATEWAY_SERVICES.includes(service)) {
    return problem(
      "has a gateway endpoint, which costs nothing, where an interface endpoint is billed",
      `move ${service} to gatewayEndpoints`,
    );
  }
  const full = /^(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(service);
  if (full) return problem("is a full service name; short ones are used here", `write ${full[1]}`);
  if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(service)) {
    return problem("is not the short name of an AWS service", "write names such as ssm or ecr.api");
  }
  return [];
}

/** Finds elements that a list has already had. */
export function findDuplicates(list: readonly string[], path: string): Problem[] {
  return list.flatMap((given, index) =>
    list.indexOf(given) === index
      ? []
      : [{ path: `${path}[${index}]`, given, problem: "is named twice", remedy: "take one out" }],
  );
}
