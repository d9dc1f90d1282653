import type { Account } from "../account";
import { AwsError } from "../model/errors";
import type { Faults } from "./faults";
import { isNetwork, subnetsOf } from "../model/load-balancer-checks";
import type { Stored } from "../model/resource";
import { EIP, LOAD_BALANCER, SUBNET } from "../model/tokens";
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

/** The Elastic IPs of zones that a load balancer loses by a call. */
function lostAddresses(account: Account, balancer: Stored, asked: readonly Values[]): string[] {
  const kept = asked.map(({ subnetId }) => text(subnetId));
  return Object.entries(mappingsOf(balancer)).flatMap(([subnet, { allocationId }]) => {
    const eip = account.find(EIP, text(allocationId), balancer.region);
    return eip && !kept.includes(subnet) ? [text(eip.outputs["publicIp"])] : [];
  });
}

function withZones({ inputs }: Stored, asked: readonly Values[]): Values {
  return isGiven(inputs["subnetMappings"])
    ? { ...inputs, subnetMappings: [...asked] }
    : { ...inputs, subnets: asked.map(({ subnetId }) => subnetId!) };
}

/** Gives a load balancer its zones: at once, or, if it loses some, when AWS has removed these. */
function changeZones(
  account: Account,
  balancer: Stored,
  asked: readonly Values[],
  { removal, provisioning }: Faults,
): void {
  const lost = lostAddresses(account, balancer, asked);
  if (removal === undefined || lost.length === 0) {
    account.update(balancer, withZones(balancer, asked));
    return;
  }
  const { id, region } = balancer;
  provisioning.add(id);
  void removal(lost).then(() => {
    provisioning.delete(id);
    const left = account.find(LOAD_BALANCER, id, region);
    if (left) account.update(left, withZones(left, asked));
  });
}

/**
 * SetSubnets: replaces the load balancer's subnets with the given ones. Removed zones release their Elastic
 * IPs: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html
 */
export const setSubnets: Action = ({ account, region, body, faults }) => {
  const balancer = account.require(LOAD_BALANCER, body["LoadBalancerArn"], region);
  const asked = askedBy(body);
  if (asked.length === 0 || (!isNetwork(balancer.inputs) && asked.length < 2)) {
    throw new AwsError(
      "ValidationError",
      "At least two subnets in two different Availability Zones must be specified",
    );
  }
  if (isNetwork(balancer.inputs)) checkZones(account, balancer, asked);
  changeZones(account, balancer, asked, faults);
  return {
    AvailabilityZones: asked.map(({ subnetId, allocationId }) => ({
      SubnetId: subnetId,
      ZoneName: zoneOf(account, region, text(subnetId)),
      ...(isGiven(allocationId) && { LoadBalancerAddresses: [{ AllocationId: allocationId }] }),
    })),
  };
};
