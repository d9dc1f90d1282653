import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { type Values, isGiven, object, text, texts } from "./values";
import { architectureOf } from "./instance-types";
import { checkOffering } from "./instance-offerings";
import { imageArchitecture } from "./images";
import { checkVcpuQuota } from "./quota-checks";
import { GROUP_TAG } from "./shared";
import { NETWORK_INTERFACE, SECURITY_GROUP, SUBNET } from "./tokens";
import type { Context, Problem } from "./type";

/** The separate network interface that an instance uses as its primary one, if any. */
export function givenInterface({ account, inputs, region }: Context): Stored | undefined {
  const { networkInterfaceId } = object(inputs["primaryNetworkInterface"]);
  return isGiven(networkInterfaceId)
    ? account.require(NETWORK_INTERFACE, networkInterfaceId, region)
    : undefined;
}

/** The subnet of an instance: its own, or its network interface's. */
export const subnetOf = (context: Context): Stored =>
  context.account.require(
    SUBNET,
    (givenInterface(context) ?? context).inputs["subnetId"],
    context.region,
  );

export const vpcOf = (context: Context): string => text(subnetOf(context).inputs["vpcId"]);

/** Throws if EC2 would refuse to launch or change an instance. */
export function check(context: Context): void {
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
  const subnet = account.state(subnetOf(context));
  checkOffering(type, text(subnet["availabilityZone"]), region);
  // A group checks all its launches at once.
  if (!(GROUP_TAG in object(inputs["tags"]))) {
    checkVcpuQuota(account, region, [type], ({ id }) => id === context.id);
  }
  checkMetadataTags(inputs);
}

/** Tags in instance metadata are paths there, which excludes some keys. */
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

/** The problems of an instance's inputs alone. */
export const validate = (inputs: Values): Problem[] => {
  const given = isGiven(inputs["primaryNetworkInterface"]);
  const problems = ["ami", "instanceType", ...(given ? [] : ["subnetId"])]
    .filter((key) => !isGiven(inputs[key]))
    .map((property) => ({
      property,
      reason: `"${property}" is required: the simulator has no default VPC, and takes launch templates in auto scaling groups only`,
    }));
  return isGiven(inputs["userData"]) && isGiven(inputs["userDataBase64"])
    ? [...problems, { property: "userData", reason: '"userData" conflicts with userDataBase64' }]
    : problems;
};
