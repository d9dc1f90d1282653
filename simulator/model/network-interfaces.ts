import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { text, texts } from "./values";
import { dnsName } from "./addresses";
import { freeAddress } from "./ipv4";
import { ACCOUNT_ID, arn, ec2, missing, newId, region, tags } from "./shared";
import { INSTANCE, NETWORK_INTERFACE, SECURITY_GROUP, SUBNET, VPC } from "./tokens";
import type { Context, ResourceType } from "./type";

/** The instance that has a network interface as its primary one, if there is one. */
export const instanceAt = (account: AccountView, interfaceId: string): Stored | undefined =>
  account.referring(interfaceId, INSTANCE)[0];

const subnetOf = ({ account, inputs, region }: Context): Stored =>
  account.require(SUBNET, inputs["subnetId"], region);

/** The VPC that a network interface is in. */
export function networkOf(account: AccountView, { inputs, region }: Stored): string {
  return text(account.require(SUBNET, inputs["subnetId"], region).inputs["vpcId"]);
}

function check(context: Context): void {
  const { account, inputs, region } = context;
  const vpcId = subnetOf(context).inputs["vpcId"];
  for (const group of texts(inputs["securityGroups"])) {
    if (account.require(SECURITY_GROUP, group, region).inputs["vpcId"] !== vpcId) {
      throw new AwsError("InvalidGroup.NotFound", `The security group '${group}' does not exist`);
    }
  }
}

/** A separate network interface, which outlives its instances. */
const networkInterface: ResourceType = {
  noun: "EC2 Network Interface",
  operations: ec2("NetworkInterface"),
  missing: missing("InvalidNetworkInterfaceID.NotFound", "networkInterface ID"),
  inUse: ({ id }) => ["InvalidParameterValue", `Network interface '${id}' is currently in use.`],
  id: () => newId("eni"),
  inputs: {
    subnetId: { required: true, replaces: true, refersTo: SUBNET, bond: "holds" },
    securityGroups: { computed: true, unordered: true, refersTo: SECURITY_GROUP, bond: "holds" },
    sourceDestCheck: { default: true },
    description: { default: "" },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `network-interface/${id}`),
    ownerId: ACCOUNT_ID,
    privateIp: (context) => {
      const subnet = subnetOf(context);
      return freeAddress(context, subnet.id, text(subnet.inputs["cidrBlock"]));
    },
    privateIps: ({ outputs }) => [outputs["privateIp"]],
    privateIpLists: ({ outputs }) => [outputs["privateIp"]],
    privateIpsCount: 0,
    privateDnsName: ({ outputs, region }) => dnsName("ip", text(outputs["privateIp"]), region),
    securityGroups: (context) => {
      const { account, inputs, region } = context;
      const vpc = account.require(VPC, subnetOf(context).inputs["vpcId"], region);
      return inputs["securityGroups"] ?? [vpc.outputs["defaultSecurityGroupId"]];
    },
    interfaceType: "interface",
    macAddress: "0a:00:00:00:00:01",
    outpostArn: "",
    ipv4Prefixes: [],
    ipv4PrefixCount: 0,
    ipv6Addresses: [],
    ipv6AddressCount: 0,
    ipv6AddressLists: [],
    ipv6Prefixes: [],
    ipv6PrefixCount: 0,
    enablePrimaryIpv6: false,
    enaSrdSpecification: {},
  },
  live: {
    attachments: ({ account, id }) => {
      const instance = instanceAt(account, id);
      return instance ? [{ attachmentId: `${id}-0`, deviceIndex: 0, instance: instance.id }] : [];
    },
  },
  check,
};

export const networkInterfaceTypes: Record<string, ResourceType> = {
  [NETWORK_INTERFACE]: networkInterface,
};
