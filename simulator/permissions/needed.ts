import type { AccountView } from "../model/account-view";
import type { Stored } from "../model/resource";
import { ROLE, VPC } from "../model/tokens";
import { type Value, type Values, isGiven, object, objects, text } from "../model/values";
import { balancingCalls } from "./balancing-calls";
import { dnsCalls } from "./dns-calls";
import { lookupCalls } from "./lookup-calls";
import { machineCalls } from "./machine-calls";
import { networkCalls } from "./network-calls";
import { type Permission, permission } from "./permission";
import type { ProviderCalls, Verb } from "./provider-calls";
import { launching, linkedRole, parameterArn, passing, valueAt } from "./roles";
import { serviceCalls } from "./service-calls";
import { storageCalls } from "./storage-calls";

/** The AWS provider's calls, by resource type. */
export const providerCalls: Readonly<Record<string, ProviderCalls>> = {
  ...networkCalls,
  ...machineCalls,
  ...balancingCalls,
  ...dnsCalls,
  ...storageCalls,
  ...serviceCalls,
};

/** The permissions that the AWS provider needs for an operation on a resource of the account. */
export function neededFor(account: AccountView, resource: Stored, verb: Verb): Permission[] {
  const calls = providerCalls[resource.type];
  if (!calls) {
    throw new Error(
      `what the provider calls for ${resource.type} is not modelled: add it to a table in simulator/permissions/`,
    );
  }
  const tags = Object.fromEntries(
    Object.entries(account.tagsOf(resource)).map(([key, value]) => [
      `aws:ResourceTag/${key}`,
      value,
    ]),
  );
  const own = [...new Set([...calls.read, ...calls[verb]])]
    .map((entry) => entry.split("?"))
    .filter(([, input]) => input === undefined || isSet(valueAt(resource.inputs, input)))
    .map(([action]) =>
      permission(action!, regionOf(account, resource), arnsFor(account, resource), tags),
    );
  if (verb === "read" || verb === "remove") return own;
  return [
    ...own,
    ...passing(account, resource, calls.passes ?? {}),
    ...(calls.launches ? launching(account, resource) : []),
    ...(verb === "create" && calls.links ? [linkedRole(account.partition, calls.links)] : []),
  ];
}

/** The permissions for a lookup. */
export function neededForLookup(token: string, region: string, inputs: Values): Permission[] {
  const calls = lookupCalls[token];
  if (!calls) {
    throw new Error(
      `what the provider calls for ${token} is not modelled: add it to simulator/permissions/lookup-calls.ts`,
    );
  }
  const isParameter = token.startsWith("aws:ssm/");
  const arns = isParameter ? [parameterArn(text(inputs["name"]), region)] : ["*"];
  return calls.map((action) => permission(action, region, () => arns));
}

/** The region of its calls; for a global resource, that of calls to regional services. */
function regionOf(account: AccountView, { type, region, inputs }: Stored): string {
  if (region !== "global") return region;
  const [vpc] = objects(inputs["vpcs"]);
  const home = type.startsWith("aws:globalaccelerator/") ? "us-west-2" : "us-east-1";
  return (
    text(inputs["endpointGroupRegion"]) ||
    text(inputs["cloudwatchAlarmRegion"]) ||
    account.all(VPC).find(({ id }) => id === vpc?.["vpcId"])?.region ||
    home
  );
}

const isSet = (value: Value): boolean => isGiven(value) && value !== false;

/** The ARNs of the resource in policies, for an action on some types of resources. */
const arnsFor =
  (account: AccountView, resource: Stored) =>
  (types: readonly string[]): readonly string[] => {
    const { inputs, type } = resource;
    const { flowLogsS3Bucket } = object(inputs["attributes"]);
    const bucket = text(inputs["bucket"]) || text(flowLogsS3Bucket);
    if (types.includes("object")) {
      return [`arn:${account.partition}:s3:::${bucket}/${text(inputs["key"]) || "*"}`];
    }
    if (types.includes("bucket")) return [`arn:${account.partition}:s3:::${bucket}`];
    const owner = account.all(ROLE).find(({ id }) => id === inputs["role"]);
    if (types.includes("role") && type !== ROLE && owner) return [text(owner.outputs["arn"])];
    return [text(account.state(resource)["arn"]) || "*"];
  };
