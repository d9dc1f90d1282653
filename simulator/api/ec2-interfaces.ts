import { AwsError } from "../model/errors";
import { INSTANCE, NETWORK_INTERFACE } from "../model/tokens";
import type { Stored } from "../model/resource";
import { object, text } from "../model/values";
import { type Action, API_FOLDER, type PolicyView, type Request, ec2Arn } from "./call";

/**
 * The resource with the attributes of a network interface: itself, or the instance that it was created with.
 */
function ownerOf({ account, region, body }: Pick<Request, "account" | "region" | "body">): Stored {
  const id = text(body["NetworkInterfaceId"]);
  const instance = account
    .all(INSTANCE, region)
    .find(({ outputs }) => outputs["primaryNetworkInterfaceId"] === id);
  return account.find(NETWORK_INTERFACE, id, region) ?? instance ?? missing(id);
}

function missing(id: string): never {
  throw new AwsError(
    "InvalidNetworkInterfaceID.NotFound",
    `The networkInterface ID '${id}' does not exist`,
  );
}

const onlyModelled = (attribute: string): never => {
  throw new AwsError(
    "InvalidParameterValue",
    `of network interfaces, only the attribute sourceDestCheck is modelled, got ${attribute}: add it to ${API_FOLDER}ec2-interfaces.ts`,
  );
};

const describeAttribute: Action = (request) => {
  const { account, body, faults } = request;
  if (body["Attribute"] !== "sourceDestCheck") onlyModelled(text(body["Attribute"]) || "none");
  const owner = ownerOf(request);
  return {
    networkInterfaceId: body["NetworkInterfaceId"],
    sourceDestCheck: faults.seen(owner.id, { value: account.state(owner)["sourceDestCheck"] }),
  };
};

const modifyAttribute: Action = (request) => {
  const { account, body, faults } = request;
  const { Value: value } = object(body["SourceDestCheck"]);
  if (value !== "true" && value !== "false") onlyModelled(Object.keys(body).join(", "));
  const owner = ownerOf(request);
  const before = { value: account.state(owner)["sourceDestCheck"] };
  account.update(owner, { ...owner.inputs, sourceDestCheck: value === "true" });
  faults.changed(owner.id, before);
  return { return: true };
};

/** The calls of EC2 about network interfaces. */
export const interfaceActions: Readonly<Record<string, Action>> = {
  DescribeNetworkInterfaceAttribute: describeAttribute,
  ModifyNetworkInterfaceAttribute: modifyAttribute,
};

/**
 * Their IAM context: an attribute with one value is a condition key
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-policies-for-amazon-ec2.html#attribute-key).
 */
export const interfacePolicyViews: Readonly<Record<string, PolicyView>> = {
  ModifyNetworkInterfaceAttribute: ({ region, body }) => ({
    resources: [ec2Arn(region, `network-interface/${text(body["NetworkInterfaceId"])}`)],
    conditions: {
      "ec2:Attribute/SourceDestCheck": text(object(body["SourceDestCheck"])["Value"]),
    },
  }),
};
