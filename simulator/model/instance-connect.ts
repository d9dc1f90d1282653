import { AwsError } from "./errors";
import { text, texts } from "./values";
import { ACCOUNT_ID, derivedId, missing, newId, region, tags } from "./shared";
import { INSTANCE_CONNECT_ENDPOINT, SECURITY_GROUP, SUBNET } from "./tokens";
import type { Context, ResourceType } from "./type";
import { dnsSuffixOf, partitionOf } from "./partitions";

const vpcOf = ({ account, inputs, region }: Context): string =>
  text(account.require(SUBNET, inputs["subnetId"], region).inputs["vpcId"]);

function check(context: Context): void {
  const { account, id, inputs, region } = context;
  const vpcId = vpcOf(context);
  for (const group of texts(inputs["securityGroupIds"])) {
    if (account.require(SECURITY_GROUP, group, region).inputs["vpcId"] !== vpcId) {
      throw new AwsError("InvalidGroup.NotFound", `The security group '${group}' does not exist`);
    }
  }
  const other = account
    .all(INSTANCE_CONNECT_ENDPOINT, region)
    .find((one) => one.id !== id && one.outputs["vpcId"] === vpcId);
  if (other) {
    throw new AwsError(
      "InstanceConnectEndpointLimitExceeded",
      `You've reached the limit of 1 EC2 Instance Connect Endpoint for VPC ${vpcId}`,
    );
  }
}

const dnsNameOf = (infix: string) => (context: Context) =>
  `${context.id}.${derivedId("", context.id).slice(1, 9)}.${infix}.${context.region}.${dnsSuffixOf(context.region)}`;

/** The endpoint for SSH to machines without public addresses. It carries no traffic here. */
const instanceConnectEndpoint: ResourceType = {
  noun: "EC2 Instance Connect Endpoint",
  operations: {
    create: "EC2: CreateInstanceConnectEndpoint",
    update: "EC2: CreateTags",
    remove: "EC2: DeleteInstanceConnectEndpoint",
  },
  missing: missing("InvalidInstanceConnectEndpointId.NotFound", "instance connect endpoint ID"),
  id: () => newId("eice"),
  inputs: {
    subnetId: { required: true, replaces: true, refersTo: SUBNET, bond: "holds" },
    securityGroupIds: {
      replaces: true,
      computed: true,
      unordered: true,
      refersTo: SECURITY_GROUP,
      bond: "holds",
    },
    preserveClientIp: { default: true, replaces: true },
    region,
    tags,
  },
  computed: {
    arn: ({ id, region }) =>
      `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT_ID}:instance-connect-endpoint/${id}`,
    vpcId: vpcOf,
    availabilityZone: ({ account, inputs, region }) =>
      account.state(account.require(SUBNET, inputs["subnetId"], region))["availabilityZone"],
    dnsName: dnsNameOf("ec2-instance-connect-endpoint"),
    fipsDnsName: dnsNameOf("fips.ec2-instance-connect-endpoint"),
    ipAddressType: "ipv4",
    networkInterfaceIds: ({ id }) => [derivedId("eni", id)],
    ownerId: ACCOUNT_ID,
    securityGroupIds: [],
  },
  check,
};

export const instanceConnectTypes: Record<string, ResourceType> = {
  [INSTANCE_CONNECT_ENDPOINT]: instanceConnectEndpoint,
};
