import { AwsError } from "../errors";
import { type Value, type Values, isGiven, object, text, texts } from "../values";
import { dnsName, newPublicAddress } from "./addresses";
import { architectureOf, instanceType } from "./instance-types";
import { freeAddress } from "./ipv4";
import { imageArchitecture } from "./images";
import { arn, between, derivedId, missing, newId, oneOf, region, tags } from "./shared";
import {
  EIP,
  EIP_ASSOCIATION,
  INSTANCE,
  INSTANCE_PROFILE,
  LAUNCH_TEMPLATE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
} from "./tokens";
import type { Context, Problem, Properties, ResourceType, ValueCheck } from "./type";

const LONGEST_USER_DATA = 16 * 1024;

const userDataProblem = (bytes: number): string | undefined =>
  bytes > LONGEST_USER_DATA
    ? `User data is limited to ${LONGEST_USER_DATA} bytes before encoding, got ${bytes}`
    : undefined;

/** User data as it is. */
export const plainUserData: ValueCheck = (value) => userDataProblem(Buffer.byteLength(text(value)));

/** User data in Base64. */
export const encodedUserData: ValueCheck = (value) => {
  const bytes = Buffer.from(text(value), "base64");
  return bytes.toString("base64").replace(/=+$/, "") === text(value).replace(/[=\s]+$/, "")
    ? userDataProblem(bytes.length)
    : "InvalidUserData.Malformed: Invalid BASE64 encoding of user data";
};

/** An AMI's id, or in a launch template the name of a parameter that has one. */
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

/** What EC2 takes for metadata options that are left out, with an image that asks for IMDSv2. */
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

const vpcOf = ({ account, inputs, region }: Context): string =>
  text(account.require(SUBNET, inputs["subnetId"], region).inputs["vpcId"]);

/** The Elastic IP address that an instance has, if it has one. */
function elasticAddressOf({ account, id, region }: Context): string {
  const held = account.referring(id, EIP_ASSOCIATION)[0]?.inputs["allocationId"];
  return text(account.find(EIP, text(held), region)?.outputs["publicIp"]);
}

const publicIp = (context: Context): string =>
  elasticAddressOf(context) || text(context.outputs["$publicIp"]);

function check(context: Context): void {
  const { account, inputs, region } = context;
  const vpcId = vpcOf(context);
  for (const group of texts(inputs["vpcSecurityGroupIds"])) {
    if (account.require(SECURITY_GROUP, group, region).inputs["vpcId"] !== vpcId) {
      throw new AwsError(
        "InvalidParameter",
        `Security group ${group} and subnet ${text(inputs["subnetId"])} belong to different networks.`,
      );
    }
  }
  const type = text(inputs["instanceType"]);
  const image = imageArchitecture(text(inputs["ami"]), region);
  if (image && image !== architectureOf(type)) {
    throw new AwsError(
      "InvalidParameterValue",
      `The architecture '${architectureOf(type)}' of the specified instance type does not match the architecture '${image}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`,
    );
  }
  checkMetadataTags(inputs);
}

/** Tags that instance metadata shows are paths there, which excludes some keys. */
function checkMetadataTags(inputs: Values): void {
  if (object(inputs["metadataOptions"])["instanceMetadataTags"] !== "enabled") {
    return;
  }
  const wrong = Object.keys(object(inputs["tags"])).find(
    (key) => !/^[0-9a-zA-Z\-_+=,.@:]{1,255}$/.test(key) || [".", "..", "_index"].includes(key),
  );
  if (wrong !== undefined) {
    throw new AwsError(
      "InvalidParameterValue",
      `'${wrong}' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\-_+=,.@:]{1,255}), and must not be a reserved name ('.', '..', '_index')`,
    );
  }
}

const validate = (inputs: Values): Problem[] => {
  const problems = ["ami", "instanceType", "subnetId"]
    .filter((key) => !isGiven(inputs[key]))
    .map((property) => ({
      property,
      reason: `"${property}" is required: the embedded AWS has no default VPC, and takes launch templates in auto scaling groups only`,
    }));
  return isGiven(inputs["userData"]) && isGiven(inputs["userDataBase64"])
    ? [...problems, { property: "userData", reason: '"userData" conflicts with userDataBase64' }]
    : problems;
};

function privateIp({ account, inputs, region }: Context): Value {
  const subnet = account.require(SUBNET, inputs["subnetId"], region);
  return (
    inputs["privateIp"] ?? freeAddress({ account }, subnet.id, text(subnet.inputs["cidrBlock"]))
  );
}

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
    subnetId: { replaces: true, refersTo: SUBNET, bond: "holds" },
    vpcSecurityGroupIds: {
      computed: true,
      unordered: true,
      refersTo: SECURITY_GROUP,
      bond: "holds",
    },
    iamInstanceProfile: { refersTo: INSTANCE_PROFILE },
    associatePublicIpAddress: { replaces: true, computed: true },
    privateIp: { replaces: true, computed: true },
    sourceDestCheck: { default: true },
    keyName: { replaces: true, computed: true },
    userData: { check: plainUserData },
    userDataBase64: { computed: true, check: encodedUserData },
    metadataOptions: { computed: true, fields: metadataOptions },
    monitoring: { default: false },
    rootBlockDevice: { computed: true, fields: volume },
    launchTemplate: { fields: { id: { refersTo: LAUNCH_TEMPLATE }, name: {}, version: {} } },
    region,
    tags,
  },
  computed: {
    $launchTime: () => new Date().toISOString(),
    arn: arn("ec2", ({ id }) => `instance/${id}`),
    availabilityZone: ({ account, inputs, region }) =>
      account.state(account.require(SUBNET, inputs["subnetId"], region))["availabilityZone"],
    associatePublicIpAddress: ({ account, inputs, region }) =>
      inputs["associatePublicIpAddress"] ??
      account.require(SUBNET, inputs["subnetId"], region).inputs["mapPublicIpOnLaunch"] ??
      false,
    // The address that EC2 lends from its pool while no Elastic IP is associated.
    $publicIp: (context) =>
      context.outputs["associatePublicIpAddress"] ? newPublicAddress(context) : "",
    privateIp,
    primaryNetworkInterfaceId: ({ id }) => derivedId("eni", id),
    vpcSecurityGroupIds: (context) =>
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
    primaryNetworkInterface: ({ id }) => ({ networkInterfaceId: derivedId("eni", id) }),
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
    privateDns: ({ outputs, region }) => dnsName("ip", text(outputs["privateIp"]), region),
    publicIp,
    publicDns: (context) => {
      const address = publicIp(context);
      return address && dnsName("ec2", address, context.region);
    },
  },
  validate,
  check,
};

export const instanceTypes: Record<string, ResourceType> = { [INSTANCE]: instance };
