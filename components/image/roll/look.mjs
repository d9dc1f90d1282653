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
 * Elastic IP or those that its instances share, and Route 53's health check of the one, if that is asked.
 *
 * @typedef {{
 *   node: string,
 *   group: string,
 *   template: string,
 *   version: string,
 *   allocations: readonly string[],
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
export async function look({ group, allocations, healthCheck }) {
  const [{ AutoScalingGroups = [] }, { InstanceRefreshes = [] }, { Addresses = [] }, status] =
    await Promise.all([
      scaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] })),
      scaling.send(
        new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, MaxRecords: 1 }),
      ),
      ec2.send(new DescribeAddressesCommand({ AllocationIds: [...allocations] })),
      healthCheck && route53.send(new GetHealthCheckStatusCommand({ HealthCheckId: healthCheck })),
    ]);
  if (!AutoScalingGroups[0]) throw new Error(`there is no auto scaling group ${group}`);
  const [refresh] = InstanceRefreshes;
  const observations = (status && status.HealthCheckObservations) || [];
  return {
    instances: (AutoScalingGroups[0].Instances ?? []).map((one) => ({
      id: one.InstanceId ?? "",
      version: one.LaunchTemplate?.Version ?? "",
      inService: one.LifecycleState === "InService",
      isProtected: one.ProtectedFromScaleIn === true,
    })),
    refresh: refresh && {
      id: refresh.InstanceRefreshId ?? "",
      status: refresh.Status ?? "",
      reason: refresh.StatusReason ?? "",
      version: refresh.DesiredConfiguration?.LaunchTemplate?.Version,
    },
    addresses: allocations.map((id) => {
      const { PublicIp, InstanceId } = Addresses.find((one) => one.AllocationId === id) ?? {};
      return { address: PublicIp ?? id, holder: InstanceId || undefined };
    }),
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

/**
 * @param {Node} node
 * @param {number} warmupSeconds
 */
const preferences = ({ allocations }, warmupSeconds) => ({
  // The new instance first; the old one stays until the new one has warmed up.
  MinHealthyPercentage: 100,
  // Of instances that share addresses, at most half move theirs at a time.
  MaxHealthyPercentage: allocations.length > 1 ? 150 : 200,
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
export async function startRefresh(node, warmupSeconds) {
  const { group, template, version } = node;
  const { InstanceRefreshId = "" } = await scaling.send(
    new StartInstanceRefreshCommand({
      AutoScalingGroupName: group,
      // The group itself has the old version until the refresh succeeds: that is what a rollback goes back to.
      DesiredConfiguration: {
        LaunchTemplate: { LaunchTemplateId: template, Version: version },
      },
      Preferences: preferences(node, warmupSeconds),
    }),
  );
  return InstanceRefreshId;
}

/**
 * Starts to roll a refresh back. AWS refuses where the group's own version takes its image from an SSM
 * parameter; then the refresh is cancelled. The group then has an instance too many, and would end the one
 * with the older version: that one is protected first. New ones that the group protects by itself are not, any more.
 *
 * @param {Node} node
 * @param {readonly string[]} old instances without protection of the version that the group has
 * @param {readonly string[]} fresh protected instances of another one
 * @returns {Promise<boolean>} whether it is being rolled back
 */
export async function rollBack(node, old, fresh) {
  const { group: AutoScalingGroupName } = node;
  try {
    await scaling.send(new RollbackInstanceRefreshCommand({ AutoScalingGroupName }));
    return true;
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (!name.startsWith("IrreversibleInstanceRefresh")) throw error;
    await protect(node, old, true);
    await protect(node, fresh, false);
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
export async function restore(node, warmupSeconds) {
  const { InstanceRefreshId = "" } = await scaling.send(
    new StartInstanceRefreshCommand({
      AutoScalingGroupName: node.group,
      Preferences: preferences(node, warmupSeconds),
    }),
  );
  return InstanceRefreshId;
}
