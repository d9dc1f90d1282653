import { AwsError } from "./errors";
import { zoneProblem, zonesOf } from "./regions";
import { text } from "./values";
import { block, ipv4Block, overlaps } from "./ipv4";
import { checkVpcQuota } from "./quota-checks";
import { ACCOUNT_ID, arn, derivedId, ec2, missing, newId, oneOf, region, tags } from "./shared";
import { INTERNET_GATEWAY, NAT_GATEWAY, ROUTE_TABLE, SECURITY_GROUP, SUBNET, VPC } from "./tokens";
import type { Context, ResourceType } from "./type";

const vpc: ResourceType = {
  noun: "EC2 VPC",
  operations: ec2("Vpc"),
  missing: missing("InvalidVpcID.NotFound", "vpc ID"),
  inUse: ({ id }) => [
    "DependencyViolation",
    `The vpc '${id}' has dependencies and cannot be deleted.`,
  ],
  id: () => newId("vpc"),
  check: checkVpcQuota,
  inputs: {
    cidrBlock: { required: true, replaces: true, check: ipv4Block(16, 28) },
    enableDnsHostnames: { default: false },
    enableDnsSupport: { default: true },
    enableNetworkAddressUsageMetrics: { default: false },
    instanceTenancy: { default: "default", replaces: true, check: oneOf("default", "dedicated") },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `vpc/${id}`),
    ownerId: ACCOUNT_ID,
    defaultNetworkAclId: ({ id }) => derivedId("acl", id),
    defaultRouteTableId: ({ id }) => derivedId("rtb", id),
    mainRouteTableId: ({ id }) => derivedId("rtb", id),
    defaultSecurityGroupId: ({ id }) => derivedId("sg", id),
    dhcpOptionsId: (c) => derivedId("dopt", c.region),
    ipv6AssociationId: "",
    ipv6CidrBlock: "",
    ipv6CidrBlockNetworkBorderGroup: "",
  },
  companions: ({ id, outputs }) => [
    {
      type: ROUTE_TABLE,
      id: text(outputs["mainRouteTableId"]),
      inputs: { vpcId: id },
      outputs: {},
    },
    {
      type: SECURITY_GROUP,
      id: text(outputs["defaultSecurityGroupId"]),
      inputs: { vpcId: id, name: "default", description: "default VPC security group" },
      outputs: {},
    },
  ],
};

function checkSubnet({ account, id, inputs, region }: Context): void {
  const cidr = text(inputs["cidrBlock"]);
  const owner = account.require(VPC, inputs["vpcId"], region);
  const [inner, outer] = [block(cidr), block(text(owner.inputs["cidrBlock"]))];
  if (!inner || !outer || inner.first < outer.first || inner.last > outer.last) {
    throw new AwsError("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  }
  const conflict = account
    .referring(owner.id, SUBNET)
    .find((other) => other.id !== id && overlaps(cidr, text(other.inputs["cidrBlock"])));
  if (conflict) {
    throw new AwsError(
      "InvalidSubnet.Conflict",
      `The CIDR '${cidr}' conflicts with another subnet`,
    );
  }
}

const subnet: ResourceType = {
  noun: "EC2 Subnet",
  operations: ec2("Subnet"),
  missing: missing("InvalidSubnetID.NotFound", "subnet ID"),
  inUse: ({ id }) => [
    "DependencyViolation",
    `The subnet '${id}' has dependencies and cannot be deleted.`,
  ],
  id: () => newId("subnet"),
  inputs: {
    vpcId: { required: true, replaces: true, refersTo: VPC, bond: "holds" },
    cidrBlock: { required: true, replaces: true, check: ipv4Block(16, 28) },
    availabilityZone: { replaces: true, computed: true },
    mapPublicIpOnLaunch: { default: false },
    enableResourceNameDnsARecordOnLaunch: { default: false },
    privateDnsHostnameTypeOnLaunch: { computed: true, check: oneOf("ip-name", "resource-name") },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `subnet/${id}`),
    ownerId: ACCOUNT_ID,
    availabilityZone: (c) => zonesOf(c.region)[0]?.name,
    availabilityZoneId: ({ inputs, region }) =>
      zonesOf(region).find(({ name }) => name === (inputs["availabilityZone"] ?? `${region}a`))?.id,
    assignIpv6AddressOnCreation: false,
    enableDns64: false,
    enableLniAtDeviceIndex: 0,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6CidrBlock: "",
    ipv6CidrBlockAssociationId: "",
    ipv6Native: false,
    mapCustomerOwnedIpOnLaunch: false,
    customerOwnedIpv4Pool: "",
    outpostArn: "",
    privateDnsHostnameTypeOnLaunch: "ip-name",
  },
  validate: ({ availabilityZone }, region) => {
    const reason = zoneProblem(availabilityZone, region);
    return reason ? [{ property: "availabilityZone", reason }] : [];
  },
  check: checkSubnet,
};

const internetGateway: ResourceType = {
  noun: "EC2 Internet Gateway",
  operations: ec2("InternetGateway", "AttachInternetGateway"),
  missing: missing("InvalidInternetGatewayID.NotFound", "internetGateway ID"),
  id: () => newId("igw"),
  inputs: { vpcId: { refersTo: VPC, bond: "holds" }, region, tags },
  computed: {
    arn: arn("ec2", ({ id }) => `internet-gateway/${id}`),
    ownerId: ACCOUNT_ID,
  },
  check: ({ account, id, inputs }) => {
    const vpcId = text(inputs["vpcId"]);
    if (account.referring(vpcId, INTERNET_GATEWAY).some((other) => other.id !== id)) {
      throw new AwsError(
        "InvalidParameterValue",
        `Network ${vpcId} already has an internet gateway attached`,
      );
    }
  },
  checkRemoval: ({ account, inputs }) => {
    const vpcId = text(inputs["vpcId"]);
    const places = [vpcId, ...account.referring(vpcId, SUBNET).map(({ id }) => id)];
    if (places.some((place) => account.referring(place, NAT_GATEWAY).length > 0)) {
      throw new AwsError(
        "DependencyViolation",
        `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      );
    }
  },
};

export const vpcTypes: Record<string, ResourceType> = {
  [VPC]: vpc,
  [SUBNET]: subnet,
  [INTERNET_GATEWAY]: internetGateway,
};
