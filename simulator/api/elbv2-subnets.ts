import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { isNetwork, subnetsOf } from "../model/load-balancer-checks";
import type { Stored } from "../model/resource";
import { LOAD_BALANCER, SUBNET } from "../model/tokens";
import { type Values, isGiven, objects, text, texts } from "../model/values";
import type { Action } from "./call";

const zoneOf = (account: Account, region: string, subnet: string): string =>
  text(account.state(account.require(SUBNET, subnet, region))["availabilityZone"]);

/** The mappings of a load balancer, by subnet. */
const mappingsOf = ({ inputs }: Stored): Readonly<Record<string, Values>> =>
  Object.fromEntries([
    ...subnetsOf(inputs).map((subnetId): [string, Values] => [subnetId, { subnetId }]),
    ...objects(inputs["subnetMappings"]).map((one): [string, Values] => [
      text(one["subnetId"]),
      one,
    ]),
  ]);

/** The mappings in a call. */
const askedBy = ({ Subnets, SubnetMappings }: Values): Values[] =>
  isGiven(SubnetMappings)
    ? objects(SubnetMappings).map((one) => ({
        subnetId: one["SubnetId"],
        ...(isGiven(one["AllocationId"]) && { allocationId: one["AllocationId"] }),
        ...(isGiven(one["PrivateIPv4Address"]) && {
          privateIpv4Address: one["PrivateIPv4Address"],
        }),
      }))
    : texts(Subnets).map((subnetId) => ({ subnetId }));

const refusal = (problem: string): AwsError => new AwsError("InvalidConfigurationRequest", problem);

/**
 * To change the subnet or address of an NLB's zone takes two calls: one to remove the zone, one to add it.
 */
function checkZones(account: Account, balancer: Stored, asked: readonly Values[]): void {
  const had = mappingsOf(balancer);
  const { region } = balancer;
  const zones = new Map(Object.keys(had).map((id) => [zoneOf(account, region, id), id]));
  for (const mapping of asked) {
    const subnetId = text(mapping["subnetId"]);
    const before = had[subnetId];
    const zone = zoneOf(account, region, subnetId);
    if (!before && zones.has(zone)) {
      throw refusal(
        `Subnet ${text(zones.get(zone))} must be removed from ${zone} before ${subnetId} is added`,
      );
    }
    if (before && before["allocationId"] !== mapping["allocationId"]) {
      throw refusal(`The Elastic IP address of subnet ${subnetId} cannot be changed`);
    }
  }
}

/**
 * SetSubnets: replaces the load balancer's subnets with the given ones. Removed zones release their Elastic
 * IPs: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html
 */
export const setSubnets: Action = ({ account, region, body }) => {
  const balancer = account.require(LOAD_BALANCER, body["LoadBalancerArn"], region);
  const asked = askedBy(body);
  if (asked.length === 0 || (!isNetwork(balancer.inputs) && asked.length < 2)) {
    throw new AwsError(
      "ValidationError",
      "At least two subnets in two different Availability Zones must be specified",
    );
  }
  if (isNetwork(balancer.inputs)) checkZones(account, balancer, asked);
  const inputs = { ...balancer.inputs };
  if (isGiven(inputs["subnetMappings"])) inputs["subnetMappings"] = asked;
  else inputs["subnets"] = asked.map(({ subnetId }) => subnetId!);
  account.update(balancer, inputs);
  return {
    AvailabilityZones: asked.map(({ subnetId, allocationId }) => ({
      SubnetId: subnetId,
      ZoneName: zoneOf(account, region, text(subnetId)),
      ...(isGiven(allocationId) && { LoadBalancerAddresses: [{ AllocationId: allocationId }] }),
    })),
  };
};
