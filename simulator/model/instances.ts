import { type Value, type Values, object, text } from "./values";
import { dnsName, newPublicAddress } from "./addresses";
import { check, givenInterface, subnetOf, validate, vpcOf } from "./instance-checks";
import { instanceType } from "./instance-types";
import { freeAddress } from "./ipv4";
import { arn, between, derivedId, missing, newId, oneOf, region, tags } from "./shared";
import {
  EIP,
  EIP_ASSOCIATION,
  INSTANCE,
  INSTANCE_PROFILE,
  LAUNCH_TEMPLATE,
  NETWORK_INTERFACE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
} from "./tokens";
import type { Context, Properties, ResourceType, ValueCheck } from "./type";

const LONGEST_USER_DATA = 16 * 1024;

const userDataProblem = (bytes: number): string | undefined =>
  bytes > LONGEST_USER_DATA
    ? `User data is limited to ${LONGEST_USER_DATA} bytes before encoding, got ${bytes}`
    : undefined;

/** User data as plain text. */
export const plainUserData: ValueCheck = (value) => userDataProblem(Buffer.byteLength(text(value)));

/** User data in Base64. */
export const encodedUserData: ValueCheck = (value) => {
  const bytes = Buffer.from(text(value), "base64");
  return bytes.toString("base64").replace(/=+$/, "") === text(value).replace(/[=\s]+$/, "")
    ? userDataProblem(bytes.length)
    : "InvalidUserData.Malformed: Invalid BASE64 encoding of user data";
};

/** An AMI id, or in a launch template the name of a parameter with one. */
export const imageId: ValueCheck = (value) =>
  /^(ami-([0-9a-f]{8}|[0-9a-f]{17})|resolve:ssm:\S+)$/.test(text(value))
    ? undefined
    : `InvalidAMIID.Malformed: Invalid id: ${JSON.stringify(value)}`;

/** How an instance reaches its metadata. */
export const metadataOptions: Properties = {
  httpEndpoint: { check: oneOf("enabled", "disabled") },
  httpTokens: { check: oneOf("required", "optional") },
  httpPutResponseHopLimit: { check: between(1, 64) },
  httpProtocolIpv6: { check: oneOf("enabled", "disabled") },
  instanceMetadataTags: { check: oneOf("enabled", "disabled") },
};

/** EC2's defaults of metadata options, with an image that requires IMDSv2. */
export const defaultMetadataOptions: Values = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 2,
  httpProtocolIpv6: "disabled",
  instanceMetadataTags: "disabled",
};

/** A root or data volume. */
export const volume: Properties = {
  deleteOnTermination: {},
  encrypted: {},
  iops: {},
  kmsKeyId: {},
  throughput: {},
  volumeSize: {},
  volumeType: { check: oneOf("gp3", "gp2", "io1", "io2", "st1", "sc1", "standard") },
};

/** The Elastic IP address that an instance has, if it has one. */
function elasticAddressOf({ account, id, inputs, region }: Context): string {
  const { networkInterfaceId } = object(inputs["primaryNetworkInterface"]);
  const held = [id, text(networkInterfaceId)].flatMap((holder) =>
    account.referring(holder, EIP_ASSOCIATION),
  )[0]?.inputs["allocationId"];
  return text(account.find(EIP, text(held), region)?.outputs["publicIp"]);
}

const publicIp = (context: Context): string =>
  elasticAddressOf(context) || text(context.outputs["$publicIp"]);

function privateIp(context: Context): Value {
  const given = givenInterface(context);
  if (given) {
    return given.outputs["privateIp"];
  }
  const subnet = subnetOf(context);
  return (
    context.inputs["privateIp"] ?? freeAddress(context, subnet.id, text(subnet.inputs["cidrBlock"]))
  );
}

/** Inputs that the provider accepts only for an instance without a separate network interface. */
const OWN_INTERFACE = ["primaryNetworkInterface"];

/** Otherwise, EC2 stops the instance, changes it and starts it again. */
const replacesOnNewUserData = (_before: Value, _after: Value, inputs: Values): boolean =>
  inputs["userDataReplaceOnChange"] === true;

const instance: ResourceType = {
  noun: "EC2 Instance",
  operations: {
    create: "EC2: RunInstances",
    update: "EC2: ModifyInstanceAttribute",
    remove: "EC2: TerminateInstances",
  },
  missing: missing("InvalidInstanceID.NotFound", "instance ID"),
  id: () => newId("i"),
  inputs: {
    ami: { replaces: true, check: imageId },
    instanceType: { check: instanceType },
    subnetId: {
      replaces: true,
      computed: true,
      conflictsWith: OWN_INTERFACE,
      refersTo: SUBNET,
      bond: "holds",
    },
    primaryNetworkInterface: {
      replaces: true,
      computed: true,
      fields: {
        networkInterfaceId: { required: true, refersTo: NETWORK_INTERFACE, bond: "holds" },
        deleteOnTermination: {},
      },
    },
    vpcSecurityGroupIds: {
      computed: true,
      conflictsWith: OWN_INTERFACE,
      unordered: true,
      refersTo: SECURITY_GROUP,
      bond: "holds",
    },
    iamInstanceProfile: { refersTo: INSTANCE_PROFILE },
    associatePublicIpAddress: { replaces: true, computed: true, conflictsWith: OWN_INTERFACE },
    privateIp: { replaces: true, computed: true, conflictsWith: OWN_INTERFACE },
    // Even with a separate network interface, the provider expects the default, reads the interface's value,
    // and writes to it: https://github.com/hashicorp/terraform-provider-aws/issues/44768
    sourceDestCheck: { default: true, conflictsWith: OWN_INTERFACE },
    keyName: { replaces: true, computed: true },
    userData: { check: plainUserData, replaces: replacesOnNewUserData },
    userDataBase64: { computed: true, check: encodedUserData, replaces: replacesOnNewUserData },
    userDataReplaceOnChange: {},
    maintenanceOptions: {
      computed: true,
      fields: { autoRecovery: { check: oneOf("default", "disabled") } },
    },
    metadataOptions: { computed: true, fields: metadataOptions },
    monitoring: { default: false },
    rootBlockDevice: { computed: true, fields: volume },
    launchTemplate: { fields: { id: { refersTo: LAUNCH_TEMPLATE }, name: {}, version: {} } },
    region,
    tags,
  },
  computed: {
    $launchTime: () => new Date().toISOString(),
    // Seconds by lifecycle hook of its group in which it waits; completed hooks are removed.
    $waits: ({ inputs }) => inputs["$waits"] ?? {},
    $protected: ({ inputs }) => inputs["$protected"] ?? false,
    arn: arn("ec2", ({ id }) => `instance/${id}`),
    subnetId: (context) => subnetOf(context).id,
    availabilityZone: (context) => context.account.state(subnetOf(context))["availabilityZone"],
    // Whether EC2 assigns it an address at each start: not to an existing network interface.
    $lends: (context) =>
      givenInterface(context) === undefined &&
      (context.inputs["associatePublicIpAddress"] ??
        subnetOf(context).inputs["mapPublicIpOnLaunch"] ??
        false),
    // The address that EC2 assigns from its pool while no Elastic IP is associated.
    $publicIp: (context) => (context.outputs["$lends"] ? newPublicAddress(context) : ""),
    privateIp,
    primaryNetworkInterfaceId: (context) =>
      givenInterface(context)?.id ?? derivedId("eni", context.id),
    vpcSecurityGroupIds: (context) =>
      givenInterface(context)?.outputs["securityGroups"] ??
      context.inputs["vpcSecurityGroupIds"] ?? [
        context.account.require(VPC, vpcOf(context), context.region).outputs[
          "defaultSecurityGroupId"
        ],
      ],
    metadataOptions: ({ inputs }) => ({
      ...defaultMetadataOptions,
      ...object(inputs["metadataOptions"]),
    }),
    instanceState: "running",
    capacityReservationSpecification: { capacityReservationPreference: "open" },
    cpuOptions: {},
    disableApiStop: false,
    disableApiTermination: false,
    ebsBlockDevices: [],
    ebsOptimized: false,
    enablePrimaryIpv6: false,
    enclaveOptions: { enabled: false },
    ephemeralBlockDevices: [],
    hostId: "",
    hostResourceGroupArn: "",
    iamInstanceProfile: "",
    instanceInitiatedShutdownBehavior: "stop",
    instanceLifecycle: "",
    instanceMarketOptions: {},
    ipv6AddressCount: 0,
    ipv6Addresses: [],
    keyName: "",
    maintenanceOptions: { autoRecovery: "default" },
    networkInterfaces: [],
    outpostArn: "",
    passwordData: "",
    placementGroup: "",
    placementGroupId: "",
    placementPartitionNumber: 0,
    primaryNetworkInterface: ({ outputs }) => ({
      networkInterfaceId: outputs["primaryNetworkInterfaceId"],
    }),
    privateDnsNameOptions: { hostnameType: "ip-name" },
    rootBlockDevice: { deviceName: "/dev/xvda", volumeSize: 8, volumeType: "gp3" },
    secondaryNetworkInterfaces: [],
    secondaryPrivateIps: [],
    securityGroups: [],
    spotInstanceRequestId: "",
    tenancy: "default",
    userDataBase64: "",
    volumeTags: {},
  },
  live: {
    // The provider reads it from the association of the primary network interface, which a stopped instance has
    // only with an Elastic IP: https://github.com/hashicorp/terraform-provider-aws/issues/33775
    associatePublicIpAddress: (context) => publicIp(context) !== "",
    sourceDestCheck: (context) =>
      (givenInterface(context) ?? context).inputs["sourceDestCheck"] ?? true,
    privateDns: ({ outputs, region }) => dnsName("ip", text(outputs["privateIp"]), region),
    publicIp,
    publicDns: (context) => {
      const address = publicIp(context);
      return address && dnsName("ec2", address, context.region);
    },
  },
  // ModifyInstanceAttribute writes to the primary network interface.
  passesOn: (context, changed) => {
    const resource = givenInterface(context);
    return resource && changed.includes("sourceDestCheck")
      ? [
          {
            resource,
            inputs: { ...resource.inputs, sourceDestCheck: context.inputs["sourceDestCheck"] },
          },
        ]
      : [];
  },
  validate,
  check,
};

export const instanceTypes: Record<string, ResourceType> = { [INSTANCE]: instance };
