import { isDeepStrictEqual } from "node:util";
import { AwsError } from "./errors";
import { type Values, isGiven, object, objects, text, texts } from "./values";
import { instanceType } from "./instance-types";
import {
  defaultMetadataOptions,
  encodedUserData,
  imageId,
  metadataOptions,
  volume,
} from "./instances";
import { resolvedImage } from "./images";
import { arn, missing, newId, oneOf, region, tags, yesOrNo } from "./shared";
import { INSTANCE_PROFILE, LAUNCH_TEMPLATE, SECURITY_GROUP } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

/** Inputs that are not part of a version: changing only them creates no new version. */
const unversioned = ["name", "tags", "region", "updateDefaultVersion", "description"];

const contentOf = (inputs: Values): Values =>
  Object.fromEntries(Object.entries(inputs).filter(([key]) => !unversioned.includes(key)));

/** Every version so far, the first one first. */
const versionsOf = ({ outputs }: Pick<Context, "outputs">): Values[] =>
  objects(outputs["$versions"]);

/** The data of a version, given as a number, `$Latest` or `$Default`; undefined if it does not exist. */
export function versionOf(
  template: Pick<Context, "outputs">,
  version: string,
): { number: number; content: Values } | undefined {
  const versions = versionsOf(template);
  const number =
    version === "$Latest"
      ? versions.length
      : Number(version === "$Default" ? template.outputs["$defaultVersion"] : version);
  const content = versions[number - 1];
  return content && { number, content };
}

function validate(inputs: Values): Problem[] {
  return isGiven(inputs["vpcSecurityGroupIds"]) && isGiven(inputs["networkInterfaces"])
    ? [
        {
          property: "vpcSecurityGroupIds",
          reason:
            "InvalidParameterCombination: Network interfaces and instance-level security groups may not be specified on the same request: name the security groups in networkInterfaces",
        },
      ]
    : [];
}

const flag = { check: yesOrNo };

const launchTemplate: ResourceType = {
  noun: "EC2 Launch Template",
  operations: {
    create: "EC2: CreateLaunchTemplate",
    update: "EC2: CreateLaunchTemplateVersion",
    remove: "EC2: DeleteLaunchTemplate",
  },
  missing: missing("InvalidLaunchTemplateId.NotFound", "launch template ID"),
  autoName: 128,
  id: () => newId("lt"),
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        /^[\w().\-/]{3,128}$/.test(text(value))
          ? undefined
          : `expected 3 to 128 of the characters a-z, A-Z, 0-9 and -_().@/, got ${JSON.stringify(value)}`,
    },
    description: {},
    imageId: { check: imageId },
    instanceType: { check: instanceType },
    userData: { check: encodedUserData },
    vpcSecurityGroupIds: { unordered: true, refersTo: SECURITY_GROUP },
    iamInstanceProfile: { fields: { name: { refersTo: INSTANCE_PROFILE }, arn: {} } },
    metadataOptions: { computed: true, fields: metadataOptions },
    networkInterfaces: {
      fields: {
        associatePublicIpAddress: flag,
        deleteOnTermination: flag,
        deviceIndex: {},
        description: {},
        securityGroups: { unordered: true, refersTo: SECURITY_GROUP },
      },
    },
    blockDeviceMappings: { fields: { deviceName: {}, ebs: { fields: volume } } },
    tagSpecifications: {
      fields: {
        resourceType: { check: oneOf("instance", "volume", "network-interface") },
        tags,
      },
    },
    monitoring: { fields: { enabled: {} } },
    creditSpecification: { fields: { cpuCredits: { check: oneOf("standard", "unlimited") } } },
    ebsOptimized: flag,
    keyName: {},
    instanceInitiatedShutdownBehavior: { check: oneOf("stop", "terminate") },
    updateDefaultVersion: {},
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `launch-template/${id}`),
    namePrefix: "",
    metadataOptions: defaultMetadataOptions,
    $versions: ({ inputs }) => [contentOf(inputs)],
    $defaultVersion: 1,
  },
  live: {
    latestVersion: (context) => versionsOf(context).length,
    defaultVersion: ({ outputs }) => outputs["$defaultVersion"],
  },
  changed: (context) => {
    const content = contentOf(context.inputs);
    const versions = versionsOf(context);
    const all = isDeepStrictEqual(content, versions.at(-1)) ? versions : [...versions, content];
    return {
      $versions: all,
      ...(context.inputs["updateDefaultVersion"] === true ? { $defaultVersion: all.length } : {}),
    };
  },
  validate,
  check: ({ account, id, inputs, region }) => {
    const name = text(inputs["name"]);
    if (
      account
        .all(LAUNCH_TEMPLATE, region)
        .some((other) => other.id !== id && other.inputs["name"] === name)
    ) {
      throw new AwsError(
        "InvalidLaunchTemplateName.AlreadyExistsException",
        `Launch template name already in use.`,
      );
    }
  },
};

/** The instance inputs of a version, without subnet and tags. */
export function instanceInputs(content: Values, region: string): Values {
  const [card = {}] = objects(content["networkInterfaces"]);
  const groups = content["vpcSecurityGroupIds"] ?? card["securityGroups"];
  const profile = object(content["iamInstanceProfile"]);
  const isPublic = card["associatePublicIpAddress"];
  return {
    ami: resolvedImage(text(content["imageId"]), region),
    instanceType: content["instanceType"],
    userDataBase64: content["userData"],
    metadataOptions: { ...defaultMetadataOptions, ...object(content["metadataOptions"]) },
    iamInstanceProfile:
      text(profile["name"]) || text(profile["arn"]).split("/").at(-1) || undefined,
    ...(texts(groups).length > 0 ? { vpcSecurityGroupIds: groups } : {}),
    ...(isGiven(isPublic)
      ? { associatePublicIpAddress: isPublic === true || isPublic === "true" }
      : {}),
    ...(content["keyName"] ? { keyName: content["keyName"] } : {}),
  };
}

/** The tags that a version gives its instances. */
export const instanceTags = (content: Values): Values =>
  object(
    objects(content["tagSpecifications"]).find(({ resourceType }) => resourceType === "instance")?.[
      "tags"
    ],
  );

export const launchTemplateTypes: Record<string, ResourceType> = {
  [LAUNCH_TEMPLATE]: launchTemplate,
};
