import type { AddressRequest } from "../addresses/plan-addresses";
import type { StaticAddress } from "../addresses/address";
import type { AddressMap } from "../addresses/address-map";
import { letterOf } from "./plan-subnets";

/** Gateway endpoints for S3 and DynamoDB. They are free, and avoid the NAT gateway's charge per GB. */
export type GatewayEndpointService = "s3" | "dynamodb";

/**
 * Egress of private subnets.
 *
 * `nat`: through NAT gateways, with fixed public addresses.
 *
 * - `perAz`: a gateway in each zone. The loss of a zone affects only that zone's gateway.
 *   $0.045 an hour each, and $0.045 per GB (us-east-1).
 * - `single`: one gateway for all zones, in `zone`. Cheaper, but traffic of other zones crosses zones ($0.01 per GB
 *   in each direction), and the loss of that zone stops all egress.
 * - `regional`: one regional gateway, billed for each zone that it spans. Manual mode, so that it uses the stack's
 *   addresses.
 *
 * `privatelink`: only to these AWS services, through interface endpoints. No NAT gateway, and no default route in
 * private subnets. $0.01 an hour for each service in each zone, and $0.01 per GB.
 *
 * `none`: no egress, except to S3 and DynamoDB if configured.
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
  /** Elastic IPs by key: `egress-<zone letter>` for every zone with a gateway. */
  readonly addresses: AddressMap;
};

/** No egress to the internet: private subnets reach AWS services through interface endpoints. */
export interface PrivateLink extends GatewayEndpoints {
  readonly kind: "privatelink";
  /** Short names of services: `ssm` for `com.amazonaws.<region>.ssm`. */
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

/** Returns the zones that need a NAT gateway address. */
export function natZones(
  egress: EgressMode | ExistingEgress,
  zones: readonly string[],
): readonly string[] {
  if (egress.kind !== "nat") return [];
  return egress.gateways === "single" ? [egress.zone] : zones;
}

/** Key of the Elastic IP for a zone's outbound traffic. */
export function egressKey(zone: string): string {
  return `egress-${letterOf(zone)}`;
}

/**
 * Requests the Elastic IPs of an egress mode. All NAT modes use the same keys, so partners' allow-lists stay valid
 * after a change of mode.
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

/** Returns the egress addresses that the stack does not own, by their keys in the allow-list. */
export function externalAddresses(egress: EgressMode | ExistingEgress): Record<string, string> {
  const addresses = egress.kind === "existing" ? egress.addresses : [];
  return Object.fromEntries(addresses.map((address) => [`egress-${address}`, address]));
}

/**
 * Completes an egress mode with its addresses. While one of them moves to another holder, there is no NAT gateway:
 * private subnets keep their gateway endpoints until the next update.
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
