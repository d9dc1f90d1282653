import * as pulumi from "@pulumi/pulumi";
import { Group } from "@pulumi/aws/autoscaling/group";
import type { LifecycleHook } from "@pulumi/aws/autoscaling/lifecycleHook";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { CapacityProvider } from "@pulumi/aws/ecs/capacityProvider";
import type { Cluster } from "@pulumi/aws/ecs/cluster";
import { ClusterCapacityProviders } from "@pulumi/aws/ecs/clusterCapacityProviders";
import type { InventoryAddress } from "../../addresses/address";
import { METADATA_OPTIONS, ROOT_DISK, ecsLinux } from "../../machine/machine-image";
import { named } from "../../tags";
import { createLaunchHook } from "../proxy/launch-hook";
import { allowLaunchReports, ownAddress } from "../proxy/own-address";
import type { Owner } from "../../network/security-groups";
import { createNodeRole } from "../proxy/node-role";
import { renderNodeUserData } from "../proxy/node-user-data";
import { HEALTH_PORT } from "./container";
import { joinCluster } from "./instance-role";
import { NODE } from "./plan-tasks";

interface CapacityArgs {
  readonly cluster: Cluster;
  readonly region: string;
  readonly instanceType: pulumi.Input<string>;
  /** One for each task. An instance can claim any of them. */
  readonly addresses: readonly InventoryAddress[];
  readonly group: SecurityGroup;
}

export interface Capacity {
  readonly provider: CapacityProvider;
  /** Association of the capacity provider with the cluster, which a service depends on. */
  readonly association: ClusterCapacityProviders;
  readonly scaling: Group;
  readonly template: LaunchTemplate;
  /** Lifecycle hook in which a new instance waits until it is ready. */
  readonly hook: LifecycleHook;
}

/** Minimum of the ECS-optimized AMI. */
const DISK_GB = 30;

/**
 * Creates `<name>-instances`: role with policy and instance profile, launch template, auto scaling group
 * over all zones, lifecycle hook, capacity provider and its association with the cluster; and
 * `<name>-instances-launch` (policy).
 *
 * There is an instance for each task. While tasks or instances are replaced, there are up to twice as many: a new
 * task starts before an old one stops, on another instance, because all tasks use the same ports.
 */
export function createCapacity(
  { name: owner, parent, vpc, tags }: Owner,
  { cluster, region, instanceType, addresses, group }: CapacityArgs,
): Capacity {
  const name = `${owner}-instances`;
  const options = { parent };
  const count = addresses.length;
  const allocationIds = addresses.map(({ allocationId }) => allocationId);
  const role = createNodeRole(name, {
    parent,
    description: "Container instances: join the cluster, and share its Elastic IPs",
    statements: [
      ...ownAddress({ node: NODE, region, accountId: group.ownerId, tags, allocationIds }),
      // This action does not support resource-level permissions.
      {
        Sid: "WhatIsInThePool",
        Effect: "Allow",
        Action: "autoscaling:DescribeAutoScalingGroups",
        Resource: "*",
      },
      ...joinCluster(cluster.arn, cluster.name),
    ],
    tags,
  });
  const ownTags = { ...named(name, tags), "holdfast-node": NODE };
  const template = new LaunchTemplate(
    name,
    {
      description: "Container instances",
      imageId: pulumi.output(instanceType).apply(ecsLinux),
      instanceType,
      iamInstanceProfile: { arn: role.instanceProfile.arn },
      // A first public address, by which the instance reaches AWS until it has claimed one of the pool.
      networkInterfaces: [
        {
          associatePublicIpAddress: "true",
          deleteOnTermination: "true",
          securityGroups: [group.id],
        },
      ],
      metadataOptions: { ...METADATA_OPTIONS, instanceMetadataTags: "enabled" },
      blockDeviceMappings: [{ ...ROOT_DISK, ebs: { ...ROOT_DISK.ebs, volumeSize: DISK_GB } }],
      tagSpecifications: ["network-interface", "volume"].map((resourceType) => ({
        resourceType,
        tags: ownTags,
      })),
      userData: cluster.name.apply((clusterName) =>
        renderNodeUserData({
          region,
          healthPort: HEALTH_PORT,
          role: { kind: "container", cluster: clusterName },
        }),
      ),
      updateDefaultVersion: true,
      tags: named(name, tags),
    },
    options,
  );
  const instanceTags = {
    ...ownTags,
    // Running instances read this tag from the group, because tags of instances are set only at launch.
    "holdfast-allocation-ids": pulumi.all(allocationIds).apply((ids) => ids.join(" ")),
    // ECS adds this tag; without it here, every update would remove it.
    AmazonECSManaged: "true",
  };
  const scaling = new Group(
    name,
    {
      minSize: count,
      maxSize: 2 * count,
      vpcZoneIdentifiers: Object.values(vpc.publicSubnets).map(({ id }) => id),
      // A version number, not $Latest: the group launches the proven version, and can return to it.
      launchTemplate: {
        id: template.id,
        version: template.latestVersion.apply((version) => `${version}`),
      },
      healthCheckType: "EC2",
      healthCheckGracePeriod: 300,
      // Required by managed termination protection: an instance that runs a task is not scaled in.
      protectFromScaleIn: true,
      instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 200 },
      // On destroy of the whole front door, nothing would remove the protection. AWS then deletes the group without
      // waiting for its instances:
      // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html
      forceDelete: true,
      enabledMetrics: ["GroupInServiceInstances", "GroupDesiredCapacity"],
      tags: Object.entries(instanceTags).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
    },
    // A roll sets the new version on the group after it has succeeded, so that the group can return to the old one.
    { ...options, ignoreChanges: ["launchTemplate"] },
  );
  const reports = allowLaunchReports(name, parent, role, scaling.arn);
  const hook = createLaunchHook(name, parent, scaling, [role.policy, reports]);
  const provider = new CapacityProvider(
    name,
    {
      autoScalingGroupProvider: {
        autoScalingGroupArn: scaling.arn,
        managedScaling: {
          status: "ENABLED",
          targetCapacity: 100,
          minimumScalingStepSize: 1,
          maximumScalingStepSize: count,
          instanceWarmupPeriod: 120,
        },
        managedDraining: "ENABLED",
        managedTerminationProtection: "ENABLED",
      },
      tags: named(name, tags),
    },
    options,
  );
  const association = new ClusterCapacityProviders(
    name,
    {
      clusterName: cluster.name,
      capacityProviders: [provider.name],
      defaultCapacityProviderStrategies: [{ capacityProvider: provider.name, weight: 1 }],
    },
    options,
  );
  return { provider, association, scaling, template, hook };
}
