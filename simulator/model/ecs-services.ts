import { AwsError } from "./errors";
import { type Values, isGiven, object, objects, text, texts } from "./values";
import { FARGATE_PROVIDERS, ecsName } from "./ecs";
import { ACCOUNT_ID, between, oneOf, region, tags } from "./shared";
import {
  CLUSTER_CAPACITY_PROVIDERS,
  ECS_CLUSTER,
  ECS_SERVICE,
  LISTENER,
  SECURITY_GROUP,
  SUBNET,
  TARGET_GROUP,
  TASK_DEFINITION,
} from "./tokens";
import type { Context, Problem, ResourceType } from "./type";
import { partitionOf } from "./partitions";

const strategyNames = (inputs: Values): string[] =>
  objects(inputs["capacityProviderStrategies"]).map((one) => text(one["capacityProvider"]));

const onFargate = (inputs: Values): boolean =>
  inputs["launchType"] === "FARGATE" ||
  strategyNames(inputs).some((name) => FARGATE_PROVIDERS.includes(name));

function validateService(inputs: Values): Problem[] {
  const problems: Problem[] = [];
  if (isGiven(inputs["launchType"]) && isGiven(inputs["capacityProviderStrategies"])) {
    problems.push({
      property: "launchType",
      reason: "specifying both a launch type and capacity provider strategy is not supported",
    });
  }
  if (onFargate(inputs) && isGiven(inputs["placementConstraints"])) {
    problems.push({
      property: "placementConstraints",
      reason: "placement constraints are not supported with FARGATE launch type",
    });
  }
  return problems;
}

const invalid = (text: string): AwsError => new AwsError("InvalidParameterException", text);

function checkService({ account, inputs, region }: Context): void {
  const cluster = account.require(ECS_CLUSTER, inputs["cluster"], region);
  const task = account.find(TASK_DEFINITION, text(inputs["taskDefinition"]), region);
  if (!task) throw new AwsError("ClientException", "TaskDefinition not found.");
  const name = text(cluster.inputs["name"]);
  const own = account.find(CLUSTER_CAPACITY_PROVIDERS, name, region);
  const lacking = strategyNames(inputs).find(
    (one) => !texts(own?.inputs["capacityProviders"]).includes(one),
  );
  if (lacking !== undefined) {
    throw invalid(
      `The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster: ${lacking}`,
    );
  }
  const awsvpc = task.inputs["networkMode"] === "awsvpc";
  if (awsvpc !== isGiven(inputs["networkConfiguration"])) {
    throw invalid(
      awsvpc
        ? "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        : "Network Configuration is not valid for the given networkMode of this task definition.",
    );
  }
  if (
    !onFargate(inputs) &&
    awsvpc &&
    object(inputs["networkConfiguration"])["assignPublicIp"] === true
  ) {
    throw invalid("Assign public IP is not supported for this launch type.");
  }
  for (const { targetGroupArn } of objects(inputs["loadBalancers"])) {
    account.require(TARGET_GROUP, targetGroupArn, region);
    const listens = account
      .all(LISTENER, region)
      .some((listener) => JSON.stringify(listener.inputs).includes(text(targetGroupArn)));
    if (!listens) {
      throw invalid(
        `The target group with targetGroupArn ${text(targetGroupArn)} does not have an associated load balancer.`,
      );
    }
  }
}

const service: ResourceType = {
  noun: "ECS Service",
  operations: {
    create: "ECS: CreateService",
    update: "ECS: UpdateService",
    remove: "ECS: DeleteService",
  },
  missing: () => ["ServiceNotFoundException", "Service not found."],
  taken: () => ["InvalidParameterException", "Creation of service was not idempotent."],
  autoName: 255,
  importId: (id, account) =>
    account.all(ECS_SERVICE).find((one) => one.id.endsWith(`:service/${id}`))?.id,
  id: ({ inputs, region }) => {
    const cluster = text(inputs["cluster"]).split("/").at(-1);
    return `arn:${partitionOf(region)}:ecs:${region}:${ACCOUNT_ID}:service/${cluster}/${text(inputs["name"])}`;
  },
  inputs: {
    name: { replaces: true, check: ecsName },
    cluster: { required: true, replaces: true, refersTo: ECS_CLUSTER, bond: "holds" },
    taskDefinition: {},
    desiredCount: { default: 0, check: between(0, 5000) },
    launchType: { computed: true, replaces: true, check: oneOf("EC2", "FARGATE", "EXTERNAL") },
    capacityProviderStrategies: {
      unordered: true,
      replaces: (_before, _after, inputs) => inputs["forceNewDeployment"] !== true,
      fields: {
        capacityProvider: { required: true },
        base: { check: between(0, 100_000) },
        weight: { check: between(0, 1000) },
      },
    },
    availabilityZoneRebalancing: { computed: true, check: oneOf("ENABLED", "DISABLED") },
    deploymentCircuitBreaker: {
      fields: { enable: { required: true }, rollback: { required: true } },
    },
    deploymentMaximumPercent: { default: 200, check: between(0, 400) },
    deploymentMinimumHealthyPercent: { default: 100, check: between(0, 100) },
    enableEcsManagedTags: { default: false },
    forceDelete: {},
    forceNewDeployment: {},
    healthCheckGracePeriodSeconds: {},
    loadBalancers: {
      unordered: true,
      fields: {
        targetGroupArn: { refersTo: TARGET_GROUP },
        containerName: { required: true },
        containerPort: { required: true, check: between(0, 65_535) },
      },
    },
    networkConfiguration: {
      fields: {
        subnets: { required: true, unordered: true, refersTo: SUBNET, bond: "holds" },
        securityGroups: { unordered: true, refersTo: SECURITY_GROUP, bond: "holds" },
        assignPublicIp: {},
      },
    },
    orderedPlacementStrategies: {
      fields: { type: { required: true, check: oneOf("random", "spread", "binpack") }, field: {} },
    },
    placementConstraints: {
      unordered: true,
      fields: {
        type: { required: true, check: oneOf("distinctInstance", "memberOf") },
        expression: {},
      },
    },
    propagateTags: { check: oneOf("SERVICE", "TASK_DEFINITION", "NONE") },
    waitForSteadyState: { default: false },
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    availabilityZoneRebalancing: "DISABLED",
    deploymentConfiguration: { strategy: "ROLLING", bakeTimeInMinutes: "0" },
    iamRole: `/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    launchType: "",
    platformVersion: "",
    triggers: {},
  },
  validate: validateService,
  check: checkService,
};

export const ecsServiceTypes: Record<string, ResourceType> = {
  [ECS_SERVICE]: service,
};
