import type { AccountView } from "../model/account-view";
import type { Stored } from "../model/resource";
import { ACCOUNT_ID } from "../model/shared";
import { AUTO_SCALING_GROUP, INSTANCE_PROFILE, LAUNCH_TEMPLATE, ROLE } from "../model/tokens";
import { type Value, type Values, object, objects, text } from "../model/values";
import { type Permission, permission } from "./permission";
import { partitionOf } from "../model/partitions";

/** The value at a path such as "target.roleArn". */
export const valueAt = (inputs: Values, path: string): Value =>
  path.split(".").reduce<Value>((value, key) => object(value)[key], inputs);

/** `iam:PassRole` for each role that an input of the resource passes to a service. */
export const passing = (
  account: AccountView,
  { inputs }: Stored,
  passes: Readonly<Record<string, string>>,
): Permission[] =>
  Object.entries(passes).flatMap(([path, service]) =>
    passRole(account, text(valueAt(inputs, path)), service),
  );

function passRole(account: AccountView, named: string, service: string): Permission[] {
  if (!named) return [];
  const role = account.all(ROLE).find(({ id, outputs }) => [id, outputs["arn"]].includes(named));
  const arn = text(role?.outputs["arn"]) || named;
  return [permission("iam:PassRole", "", () => [arn], { "iam:PassedToService": service })];
}

/** The creation of a service-linked role, if the account does not have it. */
export const linkedRole = (partition: string, service: string): Permission =>
  permission(
    "iam:CreateServiceLinkedRole",
    "",
    () => [`arn:${partition}:iam::${ACCOUNT_ID}:role/aws-service-role/${service}/*`],
    { "iam:AWSServiceName": service },
  );

/** The ARN of a parameter; AWS's public ones have no account. */
export const parameterArn = (name: string, region: string): string => {
  const owner = name.startsWith("/aws/service/") ? "" : ACCOUNT_ID;
  return `arn:${partitionOf(region)}:ssm:${region}:${owner}:parameter${name}`;
};

/**
 * The caller's permissions for launching instances:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
export function launching(account: AccountView, resource: Stored): Permission[] {
  const { region, type, inputs } = resource;
  const template = templateOf(account, resource)?.inputs;
  const content = { ...template, ...(type === AUTO_SCALING_GROUP ? {} : inputs) };
  const { iamInstanceProfile: given } = content;
  const profile = account
    .all(INSTANCE_PROFILE)
    .find(
      ({ id, outputs: { arn } }) =>
        [given, object(given)["name"]].includes(id) || arn === object(given)["arn"],
    );
  const image = text(content["ami"]) || text(content["imageId"]);
  const [, parameter] = /^resolve:ssm:([^:]+)/.exec(image) ?? [];
  return [
    permission("ec2:RunInstances", region),
    permission("ec2:CreateTags", region),
    ...(parameter
      ? [permission("ssm:GetParameters", region, () => [parameterArn(parameter, region)])]
      : []),
    ...passRole(account, text(profile?.inputs["role"]), "ec2.amazonaws.com"),
  ];
}

function templateOf(account: AccountView, { inputs, region }: Stored): Stored | undefined {
  const { launchTemplate } = inputs;
  const named = [...objects(launchTemplate), object(launchTemplate)].flatMap(({ id, name }) => [
    text(id),
    text(name),
  ]);
  return account
    .all(LAUNCH_TEMPLATE, region)
    .find(({ id, inputs: { name } }) => named.includes(id) || named.includes(text(name)));
}
