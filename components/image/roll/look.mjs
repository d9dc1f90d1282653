// @ts-check
import {
  AutoScalingClient,
  CancelInstanceRefreshCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  RollbackInstanceRefreshCommand,
  StartInstanceRefreshCommand,
} from "@aws-sdk/client-auto-scaling";
import { DescribeAddressesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetHealthCheckStatusCommand, Route53Client } from "@aws-sdk/client-route-53";
import { clientConfig } from "../../scripts/aws-client.mjs";

/** @typedef {import("./judge.mjs").View} View */

/**
 * A node as AWS knows it.
 *
 * @typedef {{
 *   group: string,
 *   template: string,
 *   version: string,
 *   allocation: string,
 *   healthCheck: string,
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
      route53.send(new GetHealthCheckStatusCommand({ HealthCheckId: healthCheck })),
    ]);
  if (!AutoScalingGroups[0]) throw new Error(`there is no auto scaling group ${group}`);
  const [refresh] = InstanceRefreshes;
  const [address] = Addresses;
  const observations = status.HealthCheckObservations ?? [];
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
    checkers: observations.length,
    healthyCheckers: observations.filter(({ StatusReport }) =>
      StatusReport?.Status?.startsWith("Success"),
    ).length,
  };
}

/** @param {number} warmupSeconds */
const preferences = (warmupSeconds) => ({
  // The new instance first; the old one stays until the new one has warmed up.
  MinHealthyPercentage: 100,
  MaxHealthyPercentage: 200,
  InstanceWarmup: warmupSeconds,
  SkipMatching: true,
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
 * parameter; then the refresh is cancelled.
 *
 * @param {Node} node
 * @returns {Promise<boolean>} whether it is being rolled back
 */
export async function rollBack({ group: AutoScalingGroupName }) {
  try {
    await scaling.send(new RollbackInstanceRefreshCommand({ AutoScalingGroupName }));
    return true;
  } catch (error) {
    const { name } = /** @type {Error} */ (error);
    if (!name.startsWith("IrreversibleInstanceRefresh")) throw error;
    await scaling.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName }));
    return false;
  }
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
