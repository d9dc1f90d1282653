// @ts-check
import {
  AutoScalingClient,
  CancelInstanceRefreshCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribeScalingActivitiesCommand,
  RollbackInstanceRefreshCommand,
  SetInstanceProtectionCommand,
  StartInstanceRefreshCommand,
} from "@aws-sdk/client-auto-scaling";
import { DescribeAddressesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetHealthCheckStatusCommand, Route53Client } from "@aws-sdk/client-route-53";
import { clientConfig } from "../../scripts/aws-client.mjs";

/** @typedef {import("./judge.mjs").View} View */

/**
 * A node as AWS knows it: its name, its auto scaling group, the launch template and the version that it shall have, its
 * Elastic IP, and the address's Route 53 health check, if that is asked.
 *
 * @typedef {{
 *   node: string,
 *   group: string,
 *   template: string,
 *   version: string,
 *   allocation: string,
 *   healthCheck?: string,
 * }} Node
 */

const scaling = new AutoScalingClient(clientConfig);
const ec2 = new EC2Client(clientConfig);
const route53 = new Route53Client(clientConfig);

/**
 * What AWS says of a node now.
 *
 * @param {Node} node
 * @returns {Promise<View>}
 */
export async function look({ group, allocation, healthCheck }) {
  const [{ AutoScalingGroups = [] }, { InstanceRefreshes = [] }, { Addresses = [] }, status] =
    await Promise.all([
      scaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] })),
      scaling.send(
        new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, MaxRecords: 1 }),
      ),
      ec2.send(new DescribeAddressesCommand({ AllocationIds: [allocation] })),
      healthCheck && route53.send(new GetHealthCheckStatusCommand({ HealthCheckId: healthCheck })),
    ]);
  if (!AutoScalingGroups[0]) throw new Error(`there is no auto scaling group ${group}`);
  const [refresh] = InstanceRefreshes;
  const [address] = Addresses;
  const observations = (status && status.HealthCheckObservations) || [];
  return {
    instances: (AutoScalingGroups[0].Instances ?? []).map((one) => ({
      id: one.InstanceId ?? "",
      version: one.LaunchTemplate?.Version ?? "",
      inService: one.LifecycleState === "InService",
    })),
    refresh: refresh && {
      id: refresh.InstanceRefreshId ?? "",
      status: refresh.Status ?? "",
      reason: refresh.StatusReason ?? "",
      version: refresh.DesiredConfiguration?.LaunchTemplate?.Version,
    },
    address: address?.PublicIp ?? allocation,
    holder: address?.InstanceId || undefined,
    checkers: status ? observations.length : undefined,
    healthyCheckers: observations.filter(({ StatusReport }) =>
      StatusReport?.Status?.startsWith("Success"),
    ).length,
  };
}

/**
 * What Auto Scaling says of the newest launch of a group that failed, such as one that its lifecycle hook abandoned.
 *
 * @param {Node} node
 * @param {number} since milliseconds since the epoch
 */
export async function failedLaunch({ group }, since) {
  const { Activities = [] } = await scaling.send(
    new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group, MaxRecords: 20 }),
  );
  return Activities.find(
    ({ StatusCode = "", StartTime }) =>
      ["Failed", "Cancelled"].includes(StatusCode) && Number(StartTime) >= since,
  )?.StatusMessage;
}

/** @param {number} warmupSeconds */
const preferences = (warmupSeconds) => ({
  // The new instance first; the old one stays until the new one has warmed up.
  MinHealthyPercentage: 100,
  MaxHealthyPercentage: 200,
  InstanceWarmup: warmupSeconds,
  SkipMatching: true,
  // One that a rollback protected and that was left so.
  ScaleInProtectedInstances: "Refresh",
});

/**
 * Starts a refresh that launches the new instance before the old one goes.
 *
 * @param {Node} node
 * @param {number} warmupSeconds from the launch of the new one; the old one stays until then
 */
export async function startRefresh({ group, template, version }, warmupSeconds) {
  const { InstanceRefreshId = "" } = await scaling.send(
    new StartInstanceRefreshCommand({
      AutoScalingGroupName: group,
      // The group itself has the old version until the refresh succeeds: that is what a rollback goes back to.
      DesiredConfiguration: {
        LaunchTemplate: { LaunchTemplateId: template, Version: version },
      },
      Preferences: preferences(warmupSeconds),
    }),
  );
  return InstanceRefreshId;
}

/**
 * Starts to roll a refresh back. AWS refuses where the group's own version takes its image from an SSM
 * parameter; then the refresh is cancelled. The group then has an instance too many, and would end the one
 * with the older version: that one is protected first.
 *
 * @param {Node} node
 * @param {readonly string[]} old instances of the version that the group has
 * @returns {Promise<boolean>} whether it is being rolled back
 */
export async function rollBack(node, old) {
  const { group: AutoScalingGroupName } = node;
  try {
    await scaling.send(new RollbackInstanceRefreshCommand({ AutoScalingGroupName }));
    return true;
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (!name.startsWith("IrreversibleInstanceRefresh")) throw error;
    await protect(node, old, true);
    await scaling.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName }));
    return false;
  }
}

/**
 * Protects instances from being ended when their group has too many, or ends that.
 *
 * @param {Node} node
 * @param {readonly string[]} instances
 * @param {boolean} isProtected
 */
export async function protect({ group }, instances, isProtected) {
  if (instances.length === 0) return;
  await scaling.send(
    new SetInstanceProtectionCommand({
      AutoScalingGroupName: group,
      InstanceIds: [...instances],
      ProtectedFromScaleIn: isProtected,
    }),
  );
}

/**
 * Starts a refresh to the version that the group itself has, of instances that are of another one.
 *
 * @param {Node} node
 * @param {number} warmupSeconds
 */
export async function restore({ group }, warmupSeconds) {
  const { InstanceRefreshId = "" } = await scaling.send(
    new StartInstanceRefreshCommand({
      AutoScalingGroupName: group,
      Preferences: preferences(warmupSeconds),
    }),
  );
  return InstanceRefreshId;
}
