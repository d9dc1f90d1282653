import { type Translate, type Values, cloudFormation, parsed, pascal, request } from "../translate";

const ASG = "AWS::AutoScaling::AutoScalingGroup";

const group = cloudFormation(ASG, {
  name: "name",
  names: {
    name: "AutoScalingGroupName",
    enabledMetrics: null,
    forceDelete: null,
    initialLifecycleHooks: null,
    instanceRefresh: null,
    launchTemplate: null,
    protectFromScaleIn: "NewInstancesProtectedFromScaleIn",
    suspendedProcesses: null,
    tags: null,
    targetGroupArns: "TargetGroupARNs",
    vpcZoneIdentifiers: "VPCZoneIdentifier",
    waitForCapacityTimeout: null,
    ignoreFailedScalingActivities: null,
  },
  made: ({ enabledMetrics, launchTemplate, tags, initialLifecycleHooks }) => {
    const { id, version } = launchTemplate as Values;
    return {
      LaunchTemplate: { LaunchTemplateId: id, Version: version },
      Tags: (tags as Values[] | undefined)?.map(pascal),
      ...(enabledMetrics !== undefined && {
        MetricsCollection: [{ Granularity: "1Minute", Metrics: enabledMetrics }],
      }),
      ...(initialLifecycleHooks !== undefined && {
        LifecycleHookSpecificationList: (initialLifecycleHooks as Values[]).map(
          ({ name, ...hook }) => ({ LifecycleHookName: name, ...(pascal(hook) as Values) }),
        ),
      }),
    };
  },
  operation: "autoscaling:CreateAutoScalingGroup",
});

/** A group, and the refresh that the provider starts when its launch template changes. */
const groupAndRefresh: Translate = (inputs, resource) => {
  const { resources, requests } = group(inputs, resource);
  const { strategy, preferences } = (inputs["instanceRefresh"] ?? {}) as Values;
  const name = inputs["name"] ?? resource.outputs?.["name"];
  return {
    resources,
    requests: [
      ...requests,
      ...(strategy === undefined
        ? []
        : [
            {
              operation: "autoscaling:StartInstanceRefresh",
              parameters: {
                AutoScalingGroupName: name,
                Strategy: strategy,
                Preferences: pascal(preferences),
              },
              whole: true,
            },
          ]),
    ],
  };
};

const provider = (capacityProviders: unknown): unknown => pascal(capacityProviders);

export const COMPUTE: Readonly<Record<string, Translate>> = {
  "aws:autoscaling/attachment:Attachment": request(
    "autoscaling:AttachLoadBalancerTargetGroups",
    ({ autoscalingGroupName, lbTargetGroupArn }) => ({
      AutoScalingGroupName: autoscalingGroupName,
      TargetGroupARNs: [lbTargetGroupArn],
    }),
  ),
  "aws:autoscaling/group:Group": groupAndRefresh,
  "aws:autoscaling/lifecycleHook:LifecycleHook": cloudFormation("AWS::AutoScaling::LifecycleHook", {
    name: "name",
    names: {
      name: "LifecycleHookName",
      autoscalingGroupName: "AutoScalingGroupName",
      notificationTargetArn: "NotificationTargetARN",
      roleArn: "RoleARN",
    },
    operation: "autoscaling:PutLifecycleHook",
  }),
  "aws:autoscaling/policy:Policy": cloudFormation("AWS::AutoScaling::ScalingPolicy", {
    names: { autoscalingGroupName: "AutoScalingGroupName", name: null },
    operation: "autoscaling:PutScalingPolicy",
  }),
  "aws:ecs/capacityProvider:CapacityProvider": cloudFormation("AWS::ECS::CapacityProvider", {
    name: "name",
    operation: "ecs:CreateCapacityProvider",
  }),
  "aws:ecs/cluster:Cluster": cloudFormation("AWS::ECS::Cluster", {
    name: "name",
    names: { name: "ClusterName", settings: "ClusterSettings" },
  }),
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": cloudFormation(
    "AWS::ECS::ClusterCapacityProviderAssociations",
    {
      names: {
        clusterName: "Cluster",
        defaultCapacityProviderStrategies: "DefaultCapacityProviderStrategy",
      },
    },
  ),
  "aws:ecs/service:Service": cloudFormation("AWS::ECS::Service", {
    name: "name",
    names: {
      name: "ServiceName",
      capacityProviderStrategies: null,
      deploymentCircuitBreaker: null,
      deploymentMaximumPercent: null,
      deploymentMinimumHealthyPercent: null,
      enableEcsManagedTags: "EnableECSManagedTags",
      networkConfiguration: null,
      orderedPlacementStrategies: "PlacementStrategies",
      waitForSteadyState: null,
      forceNewDeployment: null,
      triggers: null,
    },
    made: (inputs) => ({
      CapacityProviderStrategy: provider(inputs["capacityProviderStrategies"]),
      DeploymentConfiguration: {
        DeploymentCircuitBreaker: pascal(inputs["deploymentCircuitBreaker"]),
        MaximumPercent: inputs["deploymentMaximumPercent"],
        MinimumHealthyPercent: inputs["deploymentMinimumHealthyPercent"],
      },
      ...(inputs["networkConfiguration"] !== undefined && {
        NetworkConfiguration: { AwsvpcConfiguration: network(inputs["networkConfiguration"]) },
      }),
    }),
  }),
  "aws:ecs/taskDefinition:TaskDefinition": cloudFormation("AWS::ECS::TaskDefinition", {
    names: { skipDestroy: null, trackLatest: null },
    made: ({ containerDefinitions }) => ({
      ContainerDefinitions: (parsed(containerDefinitions) as Values[]).map(container),
    }),
  }),
  "aws:lambda/function:Function": cloudFormation("AWS::Lambda::Function", {
    name: "name",
    names: {
      name: "FunctionName",
      code: null,
      publish: null,
      sourceCodeHash: null,
      reservedConcurrentExecutions: null,
      skipDestroy: null,
      loggingConfig: "LoggingConfig",
    },
    made: ({ reservedConcurrentExecutions: reserved }) => ({
      Code: { S3Bucket: "code", S3Key: "code.zip" },
      ...(Number(reserved ?? -1) >= 0 && { ReservedConcurrentExecutions: reserved }),
    }),
    operation: "lambda:CreateFunction",
  }),
};

/** Names of log options and of labels are the container's own. */
function container({ logConfiguration, dockerLabels, ...own }: Values): Values {
  const { options, ...log } = (logConfiguration ?? {}) as Values;
  return {
    ...(pascal(own) as Values),
    ...(dockerLabels !== undefined && { DockerLabels: dockerLabels }),
    ...(logConfiguration !== undefined && {
      LogConfiguration: { ...(pascal(log) as Values), Options: options },
    }),
  };
}

function network(configuration: unknown): Values {
  const { assignPublicIp, securityGroups, subnets } = configuration as Values;
  return {
    AssignPublicIp: assignPublicIp === true ? "ENABLED" : "DISABLED",
    SecurityGroups: securityGroups,
    Subnets: subnets,
  };
}
