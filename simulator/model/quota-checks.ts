import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import { vcpusOf } from "./instance-types";
import type { Stored } from "./resource";
import { EIP, INSTANCE, SUBNET, VPC } from "./tokens";
import { type Values, isGiven, text } from "./values";

type Place = Readonly<{ account: AccountView; region: string; id: string }>;

/** Number of resources of a type in the region, without the given one. */
const beside = ({ account, region, id }: Place, type: string): Stored[] =>
  account.all(type, region).filter((other) => other.id !== id);

/** Addresses from a BYOIP pool do not count. */
const isAmazons = (inputs: Values): boolean =>
  !isGiven(inputs["publicIpv4Pool"]) && !isGiven(inputs["ipamPoolId"]);

/** Rejects an Elastic IP above the quota. */
export function checkAddressQuota(place: Place & { readonly inputs: Values }): void {
  const counted = beside(place, EIP).filter(({ inputs }) => isAmazons(inputs));
  if (isAmazons(place.inputs) && counted.length >= place.account.quotas.elasticIps) {
    throw new AwsError("AddressLimitExceeded", "The maximum number of addresses has been reached.");
  }
}

/** Rejects a VPC above the quota. */
export function checkVpcQuota(place: Place): void {
  if (beside(place, VPC).length >= place.account.quotas.vpcs) {
    throw new AwsError("VpcLimitExceeded", "The maximum number of VPCs has been reached.");
  }
}

/** Rejects a zonal NAT gateway above the zone's quota. */
export function checkNatQuota(place: Place, type: string, subnetId: string): void {
  const { account, region } = place;
  const zoneOf = (id: string) =>
    text(account.state(account.require(SUBNET, id, region))["availabilityZone"]);
  const zone = zoneOf(subnetId);
  const others = beside(place, type).filter(
    ({ inputs }) => isGiven(inputs["subnetId"]) && zoneOf(text(inputs["subnetId"])) === zone,
  );
  if (others.length >= account.quotas.natGatewaysPerZone) {
    throw new AwsError(
      "NatGatewayLimitExceeded",
      `Performing this operation would exceed the limit of ${account.quotas.natGatewaysPerZone} NAT gateways`,
    );
  }
}

const standardVcpus = (type: string): number => (/^[acdhimrtz]\d/.test(type) ? vcpusOf(type) : 0);

/**
 * Rejects instances that would exceed the quota of On-Demand Standard vCPUs.
 *
 * @param types of the instances to run
 * @param isGone returns whether a running instance ends for them
 */
export function checkVcpuQuota(
  account: AccountView,
  region: string,
  types: readonly string[],
  isGone: (instance: Stored) => boolean,
): void {
  const running = account
    .all(INSTANCE, region)
    .filter((one) => !isGone(one) && one.outputs["instanceState"] === "running")
    .map(({ inputs }) => text(inputs["instanceType"]));
  const wanted = types.reduce((sum, type) => sum + standardVcpus(type), 0);
  const used = running.reduce((sum, type) => sum + standardVcpus(type), 0);
  const most = account.quotas.standardVcpus;
  if (wanted > 0 && used + wanted > most) {
    throw new AwsError(
      "VcpuLimitExceeded",
      `You have requested more vCPU capacity than your current vCPU limit of ${most} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
    );
  }
}
