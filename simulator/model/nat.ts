import { AwsError } from "./errors";
import { zoneProblem, zonesOf } from "./regions";
import { UNKNOWN, type Value, type Values, isGiven, objects, text, texts } from "./values";
import { associationOf, takenAmong } from "./addresses";
import { freeAddress } from "./ipv4";
import { checkNatQuota } from "./quota-checks";
import { derivedId, ec2, newId, oneOf, region, repeated, tags } from "./shared";
import { EIP, INTERNET_GATEWAY, NAT_GATEWAY, SUBNET, VPC } from "./tokens";
import type { Context, Problem, Properties, ResourceType } from "./type";

const isRegional = (inputs: Values): boolean => inputs["availabilityMode"] === "regional";

const zoneAddress: Properties = {
  allocationIds: { unordered: true, refersTo: EIP, bond: "holds" },
  availabilityZone: {},
  availabilityZoneId: {},
};

/** An address that a NAT gateway holds. */
interface NatAddress {
  readonly allocationId: string;
  readonly zone: string;
}

/** The name of the zone that an entry of a regional NAT gateway is for. */
const zoneOf = (
  { availabilityZone: name, availabilityZoneId: id }: Values,
  region: string,
): string => text(name) || (zonesOf(region).find((zone) => zone.id === id)?.name ?? "");

/** The addresses that a NAT gateway holds, by its inputs. */
export function addressesOf(inputs: Values, region: string): NatAddress[] {
  const zonal = [inputs["allocationId"]]
    .filter(isGiven)
    .map((id) => ({ allocationId: text(id), zone: "" }));
  const regional = objects(inputs["availabilityZoneAddresses"]).flatMap((entry) =>
    texts(entry["allocationIds"]).map((allocationId) => ({
      allocationId,
      zone: zoneOf(entry, region),
    })),
  );
  return [...zonal, ...regional];
}

const first = (context: Context): string => text(context.inputs["allocationId"]);

const publicIpOf = ({ account, region }: Context, allocationId: string): Value =>
  account.find(EIP, allocationId, region)?.outputs["publicIp"] ?? "";

function validate(inputs: Values, region: string): Problem[] {
  const problems: Problem[] = [];
  const entries = objects(inputs["availabilityZoneAddresses"]);
  const need = (key: string, when: string): void => {
    if (!isGiven(inputs[key])) {
      problems.push({ property: key, reason: `"${key}" is required when ${when}` });
    }
  };
  const refuse = (key: string, when: string): void => {
    if (isGiven(inputs[key])) {
      problems.push({ property: key, reason: `"${key}" is not supported when ${when}` });
    }
  };
  if (isRegional(inputs)) {
    need("vpcId", "availabilityMode is regional");
    ["subnetId", "allocationId"].forEach((key) => refuse(key, "availabilityMode is regional"));
    if (entries.length === 0 && inputs["availabilityZoneAddresses"] !== UNKNOWN) {
      problems.push({
        property: "availabilityZoneAddresses",
        reason:
          "a regional NAT gateway in automatic mode is not modelled: name its addresses, or add it to simulator/model/nat.ts",
      });
    }
  } else {
    need("subnetId", "availabilityMode is zonal");
    need("allocationId", "connectivityType is public and availabilityMode is zonal");
    ["vpcId", "availabilityZoneAddresses"].forEach((key) =>
      refuse(key, "availabilityMode is zonal"),
    );
  }
  for (const { availabilityZone: name, availabilityZoneId: id } of entries) {
    const reason =
      isGiven(name) === isGiven(id)
        ? "exactly one of availabilityZone and availabilityZoneId must be given"
        : zoneProblem(name, region);
    if (reason) {
      problems.push({ property: "availabilityZoneAddresses", reason });
    }
  }
  return problems;
}

function check({ account, id, inputs, region }: Context): void {
  const entries = objects(inputs["availabilityZoneAddresses"]);
  const zones = entries.map((entry) => zoneOf(entry, region));
  const twice = repeated(zones)[0];
  if (twice) {
    throw new AwsError(
      "InvalidParameterValue",
      `Availability zone ${twice} is specified more than once`,
    );
  }
  const vpcId = isRegional(inputs)
    ? text(inputs["vpcId"])
    : text(account.require(SUBNET, inputs["subnetId"], region).inputs["vpcId"]);
  if (account.referring(vpcId, INTERNET_GATEWAY).length === 0) {
    throw new AwsError("Gateway.NotAttached", `Network ${vpcId} has no Internet gateway attached`);
  }
  if (!isRegional(inputs)) {
    checkNatQuota({ account, id, region }, NAT_GATEWAY, text(inputs["subnetId"]));
  }
  const allocations = addressesOf(inputs, region).map(({ allocationId }) => allocationId);
  const taken = takenAmong(account, allocations, id);
  if (taken) {
    throw new AwsError(
      "Resource.AlreadyAssociated",
      `Elastic IP address [${taken}] is already associated with another resource`,
    );
  }
}

const natGateway: ResourceType = {
  noun: "EC2 NAT Gateway",
  operations: ec2("NatGateway", "AssociateNatGatewayAddress"),
  missing: (id) => ["NatGatewayNotFound", `The Nat Gateway ${id} was not found`],
  id: () => newId("nat"),
  inputs: {
    subnetId: { replaces: true, refersTo: SUBNET, bond: "holds" },
    allocationId: { replaces: true, refersTo: EIP, bond: "holds" },
    connectivityType: { default: "public", replaces: true, check: oneOf("public") },
    availabilityMode: { default: "zonal", replaces: true, check: oneOf("zonal", "regional") },
    vpcId: { replaces: true, computed: true, refersTo: VPC, bond: "holds" },
    availabilityZoneAddresses: { unordered: true, fields: zoneAddress },
    region,
    tags,
  },
  computed: {
    associationId: (c) => (first(c) ? associationOf(c.id, first(c)).associationId : ""),
    networkInterfaceId: (c) => (first(c) ? associationOf(c.id, first(c)).networkInterfaceId : ""),
    publicIp: (c) => publicIpOf(c, first(c)),
    privateIp: (c) => {
      const subnet = c.account.find(SUBNET, text(c.inputs["subnetId"]), c.region);
      return subnet ? freeAddress(c, subnet.id, text(subnet.inputs["cidrBlock"])) : "";
    },
    vpcId: ({ account, inputs, region }) =>
      account.find(SUBNET, text(inputs["subnetId"]), region)?.inputs["vpcId"],
    autoProvisionZones: ({ inputs }) => (isRegional(inputs) ? "disabled" : ""),
    autoScalingIps: ({ inputs }) => (isRegional(inputs) ? "disabled" : ""),
    regionalNatGatewayAutoMode: ({ inputs }) => (isRegional(inputs) ? "disabled" : ""),
    routeTableId: ({ id, inputs }) => (isRegional(inputs) ? derivedId("rtb", id) : ""),
    secondaryAllocationIds: [],
    secondaryPrivateIpAddressCount: 0,
    secondaryPrivateIpAddresses: [],
  },
  live: {
    regionalNatGatewayAddresses: (c) =>
      isRegional(c.inputs)
        ? addressesOf(c.inputs, c.region).map(({ allocationId, zone }) => ({
            allocationId,
            ...associationOf(c.id, allocationId),
            availabilityZone: zone,
            availabilityZoneId: zonesOf(c.region).find(({ name }) => name === zone)?.id,
            publicIp: publicIpOf(c, allocationId),
            status: "succeeded",
          }))
        : [],
  },
  validate,
  check,
};

export const natTypes: Record<string, ResourceType> = { [NAT_GATEWAY]: natGateway };
