import { AwsError } from "./errors";
import { type Value, type Values, isGiven, isKnown, object, objects, text, texts } from "./values";
import { ACCOUNT_ID, arn, between, oneOf, region, tags } from "./shared";
import {
  AUTO_SCALING_GROUP,
  CAPACITY_PROVIDER,
  CLUSTER_CAPACITY_PROVIDERS,
  ECS_CLUSTER,
} from "./tokens";
import type { Context, Problem, ResourceType } from "./type";
import { partitionOf } from "./partitions";

/** A valid name of most ECS resources. */
export const ecsName = (value: Value): string | undefined =>
  /^[\w-]{1,255}$/.test(text(value))
    ? undefined
    : `expected 1 to 255 of the characters a-z, A-Z, 0-9, _ and -, got ${JSON.stringify(value)}`;

/** Capacity providers that every account has. */
export const FARGATE_PROVIDERS: readonly string[] = ["FARGATE", "FARGATE_SPOT"];

/** Resources with their ARN as id are imported by name. */
const byName =
  (type: string): NonNullable<ResourceType["importId"]> =>
  (name, account) =>
    account.all(type).find(({ inputs }) => inputs["name"] === name)?.id;

const cluster: ResourceType = {
  noun: "ECS Cluster",
  operations: {
    create: "ECS: CreateCluster",
    update: "ECS: UpdateCluster",
    remove: "ECS: DeleteCluster",
  },
  missing: () => ["ClusterNotFoundException", "Cluster not found."],
  taken: ({ inputs }) => [
    "InvalidParameterException",
    `Arguments on this idempotent request are inconsistent with arguments used in previous request(s): ${text(inputs["name"])}`,
  ],
  inUse: (_, { type }) => [
    type === CLUSTER_CAPACITY_PROVIDERS
      ? "ResourceInUseException"
      : "ClusterContainsServicesException",
    type === CLUSTER_CAPACITY_PROVIDERS
      ? "The specified capacity provider is in use and cannot be removed."
      : "The Cluster cannot be deleted while Services are active.",
  ],
  autoName: 255,
  importId: byName(ECS_CLUSTER),
  id: (context) => arn("ecs", ({ inputs }) => `cluster/${text(inputs["name"])}`)(context),
  inputs: {
    name: { replaces: true, check: ecsName },
    settings: {
      computed: true,
      unordered: true,
      fields: {
        name: { required: true, check: oneOf("containerInsights") },
        value: { required: true, check: oneOf("enabled", "disabled", "enhanced") },
      },
    },
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    settings: [{ name: "containerInsights", value: "disabled" }],
  },
};

function validateProvider(inputs: Values): Problem[] {
  const group = object(inputs["autoScalingGroupProvider"]);
  const { status } = object(group["managedScaling"]);
  if (group["managedTerminationProtection"] !== "ENABLED" || status === "ENABLED") return [];
  return [
    {
      property: "autoScalingGroupProvider.managedTerminationProtection",
      reason: "managed termination protection needs managedScaling.status ENABLED",
    },
  ];
}

/** The auto scaling group that an ARN names. */
const groupOf = ({ account, region }: Context, groupArn: Value) =>
  account.all(AUTO_SCALING_GROUP, region).find(({ outputs }) => outputs["arn"] === groupArn);

function checkProvider(context: Context): void {
  const { account, id, inputs, region } = context;
  const settings = object(inputs["autoScalingGroupProvider"]);
  const groupArn = settings["autoScalingGroupArn"];
  const group = groupOf(context, groupArn);
  if (!group) {
    throw new AwsError(
      "ClientException",
      `The specified Auto Scaling group ARN ${text(groupArn)} could not be found.`,
    );
  }
  const other = account
    .all(CAPACITY_PROVIDER, region)
    .find(
      (provider) =>
        provider.id !== id &&
        object(provider.inputs["autoScalingGroupProvider"])["autoScalingGroupArn"] === groupArn,
    );
  if (other) {
    throw new AwsError(
      "ClientException",
      "The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.",
    );
  }
  if (
    settings["managedTerminationProtection"] === "ENABLED" &&
    account.state(group)["protectFromScaleIn"] !== true
  ) {
    throw new AwsError(
      "ClientException",
      "The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, the Auto Scaling group must have instance protection from scale in enabled.",
    );
  }
}

/** A capacity provider cannot be deleted while a cluster uses it. */
function checkProviderRemoval({ account, inputs, region }: Context): void {
  const used = account
    .all(CLUSTER_CAPACITY_PROVIDERS, region)
    .some((one) => texts(one.inputs["capacityProviders"]).includes(text(inputs["name"])));
  if (used) {
    throw new AwsError(
      "ClientException",
      "The specified capacity provider is in use and cannot be removed.",
    );
  }
}

const capacityProvider: ResourceType = {
  noun: "ECS Capacity Provider",
  operations: {
    create: "ECS: CreateCapacityProvider",
    update: "ECS: UpdateCapacityProvider",
    remove: "ECS: DeleteCapacityProvider",
  },
  missing: (id) => ["ClientException", `The specified capacity provider ${id} does not exist.`],
  taken: ({ inputs }) => [
    "ClientException",
    `The specified capacity provider name ${text(inputs["name"])} is already in use.`,
  ],
  autoName: 255,
  importId: byName(CAPACITY_PROVIDER),
  id: (context) => arn("ecs", ({ inputs }) => `capacity-provider/${text(inputs["name"])}`)(context),
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        /^(aws|ecs|fargate)/i.test(text(value))
          ? `the name of a capacity provider cannot begin with aws, ecs or fargate: ${text(value)}`
          : ecsName(value),
    },
    autoScalingGroupProvider: {
      required: true,
      fields: {
        autoScalingGroupArn: { required: true, replaces: true },
        managedDraining: { default: "ENABLED", check: oneOf("ENABLED", "DISABLED") },
        managedTerminationProtection: { check: oneOf("ENABLED", "DISABLED") },
        managedScaling: {
          fields: {
            status: { check: oneOf("ENABLED", "DISABLED") },
            targetCapacity: { check: between(1, 100) },
            minimumScalingStepSize: { check: between(1, 10_000) },
            maximumScalingStepSize: { check: between(1, 10_000) },
            instanceWarmupPeriod: { check: between(0, 10_000, "seconds") },
          },
        },
      },
      // A provider stays with its group.
      replaces: (before, after) =>
        object(before)["autoScalingGroupArn"] !== object(after)["autoScalingGroupArn"],
    },
    region,
    tags,
  },
  computed: { arn: ({ id }) => id, cluster: "" },
  validate: validateProvider,
  check: checkProvider,
  checkRemoval: checkProviderRemoval,
};

/** Whether a cluster can use a provider of that name. */
const exists = ({ account, region }: Context, name: string): boolean =>
  FARGATE_PROVIDERS.includes(name) ||
  account.all(CAPACITY_PROVIDER, region).some(({ inputs }) => inputs["name"] === name);

function checkClusterProviders(context: Context): void {
  const { account, inputs, region } = context;
  const clusterId = `arn:${partitionOf(region)}:ecs:${region}:${ACCOUNT_ID}:cluster/${text(inputs["clusterName"])}`;
  account.require(ECS_CLUSTER, clusterId, region);
  const lacking = texts(inputs["capacityProviders"]).find((name) => !exists(context, name));
  if (lacking !== undefined) {
    throw new AwsError(
      "InvalidParameterException",
      `The specified capacity provider ${lacking} could not be found. Specify a valid name and try again.`,
    );
  }
}

function validateClusterProviders(inputs: Values): Problem[] {
  const names = inputs["capacityProviders"];
  if (isGiven(names) && !isKnown(names)) return [];
  return objects(inputs["defaultCapacityProviderStrategies"])
    .map(({ capacityProvider: name }) => name)
    .filter((name) => isKnown(name) && !texts(names).includes(text(name)))
    .map((name) => ({
      property: "defaultCapacityProviderStrategies",
      reason: `${text(name)} is none of the cluster's capacityProviders`,
    }));
}

const clusterCapacityProviders: ResourceType = {
  noun: "ECS Cluster Capacity Providers",
  operations: {
    create: "ECS: PutClusterCapacityProviders",
    update: "ECS: PutClusterCapacityProviders",
    remove: "ECS: PutClusterCapacityProviders",
  },
  missing: () => ["ClusterNotFoundException", "Cluster not found."],
  id: ({ inputs }) => text(inputs["clusterName"]),
  inputs: {
    clusterName: { required: true, replaces: true },
    capacityProviders: { unordered: true },
    defaultCapacityProviderStrategies: {
      unordered: true,
      fields: {
        capacityProvider: { required: true },
        base: { default: 0, check: between(0, 100_000) },
        weight: { default: 0, check: between(0, 1000) },
      },
    },
    region,
  },
  computed: {},
  validate: validateClusterProviders,
  check: checkClusterProviders,
};

export const ecsTypes: Record<string, ResourceType> = {
  [ECS_CLUSTER]: cluster,
  [CAPACITY_PROVIDER]: capacityProvider,
  [CLUSTER_CAPACITY_PROVIDERS]: clusterCapacityProviders,
};
