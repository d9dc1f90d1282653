import * as token from "../model/tokens";
import { type ProviderCalls, actions } from "./provider-calls";

const tagging = "ec2: CreateTags DeleteTags";

export const machineCalls: Readonly<Record<string, ProviderCalls>> = {
  [token.INSTANCE]: {
    source: "ec2/ec2_instance.go",
    create: actions("ec2: ModifyInstanceAttribute DescribeImages?rootBlockDevice"),
    read: actions(
      "ec2: DescribeInstances DescribeInstanceTypes DescribeInstanceAttribute DescribeVolumes",
      "ec2: DescribeInstanceCreditSpecifications",
      "ec2: DescribeLaunchTemplates?launchTemplate DescribeLaunchTemplateVersions?launchTemplate",
    ),
    update: actions(
      "ec2: ModifyInstanceAttribute StopInstances StartInstances ModifyInstanceMetadataOptions?metadataOptions",
      "ec2: ModifyNetworkInterfaceAttribute?vpcSecurityGroupIds",
      "ec2: ModifyInstanceMaintenanceOptions?maintenanceOptions ModifyVolume?rootBlockDevice",
      "ec2: DescribeVolumesModifications?rootBlockDevice",
      "ec2: DescribeIamInstanceProfileAssociations?iamInstanceProfile",
      "ec2: AssociateIamInstanceProfile?iamInstanceProfile ReplaceIamInstanceProfileAssociation?iamInstanceProfile",
      tagging,
    ),
    remove: actions("ec2: ModifyInstanceAttribute TerminateInstances"),
    launches: true,
  },
  [token.LAUNCH_TEMPLATE]: {
    source: "ec2/ec2_launch_template.go",
    create: actions("ec2: CreateLaunchTemplate CreateTags"),
    read: actions("ec2: DescribeLaunchTemplates DescribeLaunchTemplateVersions"),
    update: actions(
      "ec2: CreateLaunchTemplateVersion ModifyLaunchTemplate?updateDefaultVersion",
      tagging,
    ),
    remove: actions("ec2: DeleteLaunchTemplate"),
  },
  [token.IMAGE]: {
    source: "ec2/ec2_ami.go",
    create: actions("ec2: RegisterImage EnableImageDeprecation?deprecationTime CreateTags"),
    read: actions("ec2: DescribeImages"),
    update: actions("ec2: ModifyImageAttribute", tagging),
    remove: actions("ec2: DeregisterImage"),
  },
  [token.AUTO_SCALING_GROUP]: {
    source: "autoscaling/group.go",
    create: actions(
      "autoscaling: CreateAutoScalingGroup CreateOrUpdateTags",
      // With hooks, the group is created empty, and gets its size after its hooks.
      "autoscaling: PutLifecycleHook?initialLifecycleHooks UpdateAutoScalingGroup?initialLifecycleHooks",
      "autoscaling: EnableMetricsCollection?enabledMetrics SuspendProcesses?suspendedProcesses",
      "autoscaling: DescribeScalingActivities",
      "elasticloadbalancing: DescribeTargetHealth?targetGroupArns",
    ),
    read: actions("autoscaling: DescribeAutoScalingGroups"),
    update: actions(
      "autoscaling: UpdateAutoScalingGroup CreateOrUpdateTags DeleteTags DescribeScalingActivities",
      "autoscaling: StartInstanceRefresh?instanceRefresh DescribeInstanceRefreshes?instanceRefresh",
      "autoscaling: CancelInstanceRefresh?instanceRefresh",
      "autoscaling: AttachLoadBalancerTargetGroups?targetGroupArns DescribeLoadBalancerTargetGroups?targetGroupArns",
      "autoscaling: DetachLoadBalancerTargetGroups?targetGroupArns",
      "autoscaling: EnableMetricsCollection?enabledMetrics DisableMetricsCollection?enabledMetrics",
      "autoscaling: SuspendProcesses?suspendedProcesses ResumeProcesses?suspendedProcesses",
      "elasticloadbalancing: DescribeTargetHealth?targetGroupArns",
    ),
    remove: actions(
      "autoscaling: UpdateAutoScalingGroup SetInstanceProtection?protectFromScaleIn DeleteAutoScalingGroup",
      "autoscaling: DescribeScalingActivities",
    ),
    links: "autoscaling.amazonaws.com",
    launches: true,
  },
  [token.LIFECYCLE_HOOK]: {
    source: "autoscaling/lifecycle_hook.go",
    create: actions("autoscaling: PutLifecycleHook"),
    read: actions("autoscaling: DescribeLifecycleHooks"),
    update: actions("autoscaling: PutLifecycleHook"),
    remove: actions("autoscaling: DeleteLifecycleHook"),
  },
  [token.AUTO_SCALING_ATTACHMENT]: {
    source: "autoscaling/attachment.go",
    create: actions("autoscaling: AttachLoadBalancerTargetGroups DescribeLoadBalancerTargetGroups"),
    read: actions("autoscaling: DescribeAutoScalingGroups"),
    update: [],
    remove: actions("autoscaling: DetachLoadBalancerTargetGroups DescribeLoadBalancerTargetGroups"),
  },
  [token.SCALING_POLICY]: {
    source: "autoscaling/policy.go",
    create: actions("autoscaling: PutScalingPolicy"),
    read: actions("autoscaling: DescribePolicies"),
    update: actions("autoscaling: PutScalingPolicy"),
    remove: actions("autoscaling: DeletePolicy"),
  },
  [token.ECS_CLUSTER]: {
    source: "ecs/cluster.go",
    create: actions("ecs: CreateCluster TagResource"),
    read: actions("ecs: DescribeClusters"),
    update: actions("ecs: UpdateCluster TagResource UntagResource"),
    remove: actions("ecs: DeleteCluster"),
    links: "ecs.amazonaws.com",
  },
  // ECS tags the group and its instances: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
  [token.CAPACITY_PROVIDER]: {
    source: "ecs/capacity_provider.go",
    create: actions("ecs: CreateCapacityProvider TagResource", "autoscaling: CreateOrUpdateTags"),
    read: actions("ecs: DescribeCapacityProviders"),
    update: actions("ecs: UpdateCapacityProvider TagResource UntagResource"),
    remove: actions("ecs: DeleteCapacityProvider"),
  },
  [token.CLUSTER_CAPACITY_PROVIDERS]: {
    source: "ecs/cluster_capacity_providers.go",
    create: actions("ecs: PutClusterCapacityProviders"),
    read: actions("ecs: DescribeClusters"),
    update: actions("ecs: PutClusterCapacityProviders"),
    remove: actions("ecs: PutClusterCapacityProviders"),
  },
  [token.TASK_DEFINITION]: {
    source: "ecs/task_definition.go",
    create: actions("ecs: RegisterTaskDefinition TagResource"),
    read: actions("ecs: DescribeTaskDefinition"),
    update: actions("ecs: TagResource UntagResource"),
    remove: actions("ecs: DeregisterTaskDefinition"),
    passes: {
      executionRoleArn: "ecs-tasks.amazonaws.com",
      taskRoleArn: "ecs-tasks.amazonaws.com",
    },
  },
  // With `waitForSteadyState`, the deployment is watched.
  [token.ECS_SERVICE]: {
    source: "ecs/service.go",
    create: actions(
      "ecs: CreateService TagResource",
      "ecs: ListServiceDeployments?waitForSteadyState DescribeServiceDeployments?waitForSteadyState",
    ),
    read: actions("ecs: DescribeServices"),
    update: actions(
      "ecs: UpdateService TagResource UntagResource",
      "ecs: ListServiceDeployments?waitForSteadyState DescribeServiceDeployments?waitForSteadyState",
    ),
    remove: actions("ecs: UpdateService DeleteService"),
  },
};
