import type { AddressRequest } from "../addresses/plan-addresses";
import type { StaticAddress } from "../addresses/address";
import type { AddressMap } from "../addresses/address-map";
import { letterOf } from "./plan-subnets";

/** Endpoints for S3 and DynamoDB. They cost nothing, and spare the NAT gateway's charge per GB. */
export type GatewayEndpointService = "s3" | "dynamodb";

/**
 * How private subnets reach what is outside their VPC.
 *
 * `nat`: through NAT gateways, with public addresses that stay the same.
 *
 * - `perAz`: a gateway in each zone. A zone that goes dark takes only its own gateway along.
 *   $0.045 an hour each, and $0.045 per GB (us-east-1).
 * - `single`: one gateway, in `zone`, for all. Cheaper; traffic of the other zones crosses zones
 *   ($0.01 per GB each way) and stops when that zone does.
 * - `regional`: one gateway that spans the zones and is billed for each, in manual mode, so that
 *   the addresses are ours.
 *
 * `privatelink`: to the named AWS services only, through interface endpoints: no NAT gateway and no
 * default route in the private subnets. $0.01 an hour for each service in each zone, and $0.01 per GB.
 *
 * `none`: nothing outside their VPC but S3 and DynamoDB, where asked for.
 */
export type EgressMode = NatMode | PrivateLink | NoEgress;

/** Egress of an existing VPC. */
export interface ExistingEgress {
  readonly kind: "existing";
  /** Whether every private subnet has a default route, to any target. */
  readonly reachesInternet: boolean;
  /** Public addresses of the NAT gateways that private subnets route 0.0.0.0/0 to, sorted. */
  readonly addresses: readonly string[];
}

/** Whether private subnets have a default route. */
export const reachesInternet = (
  egress: Pick<EgressMode, "kind"> | Pick<ExistingEgress, "kind" | "reachesInternet">,
): boolean => (egress.kind === "existing" ? egress.reachesInternet : egress.kind === "nat");

/** An egress mode with the addresses of its NAT gateways. */
export type Egress = NatEgress | PrivateLink | NoEgress;

/** Where NAT gateways are: one in each zone, one that spans the zones, or one in the named zone for all of them. */
export type NatMode = GatewayEndpoints &
  (
    | { readonly kind: "nat"; readonly gateways: "perAz" | "regional" }
    | { readonly kind: "nat"; readonly gateways: "single"; readonly zone: string }
  );

/** Egress through NAT gateways, with their fixed addresses. */
export type NatEgress = NatMode & {
  /** Elastic IPs by key: `egress-<zone letter>` for every zone that gets a gateway. */
  readonly addresses: AddressMap;
};

/** No egress to the internet: private subnets reach AWS services through interface endpoints. */
export interface PrivateLink extends GatewayEndpoints {
  readonly kind: "privatelink";
  /** Short names of services: `ssm` stands for `com.amazonaws.<region>.ssm`. */
  readonly interfaceEndpoints: readonly string[];
}

/** No egress: private subnets reach the VPC and gateway endpoints only. */
export interface NoEgress extends GatewayEndpoints {
  readonly kind: "none";
}

interface GatewayEndpoints {
  /** @default - none */
  readonly gatewayEndpoints?: readonly GatewayEndpointService[] | undefined;
}

/** The zones whose address a NAT gateway needs. */
export function natZones(
  egress: EgressMode | ExistingEgress,
  zones: readonly string[],
): readonly string[] {
  if (egress.kind !== "nat") return [];
  return egress.gateways === "single" ? [egress.zone] : zones;
}

/** Key of the Elastic IP that a zone's outgoing traffic has. */
export function egressKey(zone: string): string {
  return `egress-${letterOf(zone)}`;
}

/**
 * The Elastic IPs that an egress mode needs. Keys are the same in all NAT modes, so that partners'
 * allow-lists survive a change of mode.
 */
export function requestEgressAddresses(
  egress: EgressMode | ExistingEgress,
  zones: readonly string[],
): AddressRequest[] {
  const regional = egress.kind === "nat" && egress.gateways === "regional";
  return natZones(egress, zones).map((zone) => ({
    key: egressKey(zone),
    role: "egress",
    holder: regional ? "nat" : `nat-${letterOf(zone)}`,
  }));
}

/** Egress addresses that the stack does not own, by their keys in the allow-list. */
export function externalAddresses(egress: EgressMode | ExistingEgress): Record<string, string> {
  const addresses = egress.kind === "existing" ? egress.addresses : [];
  return Object.fromEntries(addresses.map((address) => [`egress-${address}`, address]));
}

/**
 * An egress mode with the addresses that it asked for. While one of them changes hands, there is no NAT
 * gateway: private subnets keep what costs nothing and wait for the next update.
 */
export function planEgress(
  egress: EgressMode,
  addresses: Readonly<Record<string, StaticAddress>>,
  handover: readonly string[],
): Egress {
  if (egress.kind !== "nat") return egress;
  if (!handover.some((key) => key.startsWith("egress-"))) return { ...egress, addresses };
  return { kind: "none", gatewayEndpoints: egress.gatewayEndpoints ?? [] };
}
