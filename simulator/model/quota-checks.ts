import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import { vcpusOf } from "./instance-types";
import type { Stored } from "./resource";
import { EIP, INSTANCE, SUBNET, VPC } from "./tokens";
import { type Values, isGiven, text } from "./values";

type Place = Readonly<{ account: AccountView; region: string; id: string }>;

/** How many resources of a type the region has beside one. */
const beside = ({ account, region, id }: Place, type: string): Stored[] =>
  account.all(type, region).filter((other) => other.id !== id);

/** Addresses from a pool of one's own do not count. */
const isAmazons = (inputs: Values): boolean =>
  !isGiven(inputs["publicIpv4Pool"]) && !isGiven(inputs["ipamPoolId"]);

/** Refuses one more Elastic IP than the account may have. */
export function checkAddressQuota(place: Place & { readonly inputs: Values }): void {
  const counted = beside(place, EIP).filter(({ inputs }) => isAmazons(inputs));
  if (isAmazons(place.inputs) && counted.length >= place.account.quotas.elasticIps) {
    throw new AwsError("AddressLimitExceeded", "The maximum number of addresses has been reached.");
  }
}

/** Refuses one more VPC than the account may have. */
export function checkVpcQuota(place: Place): void {
  if (beside(place, VPC).length >= place.account.quotas.vpcs) {
    throw new AwsError("VpcLimitExceeded", "The maximum number of VPCs has been reached.");
  }
}

/** Refuses one more zonal NAT gateway than a zone may have. */
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
 * Refuses instances that would run more On-Demand Standard vCPUs than the account may have.
 *
 * @param types of the instances that are to run
 * @param isGone tells which of those that run now end for them
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
