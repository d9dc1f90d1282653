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
import { DescribeAddressesCommand, DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetHealthCheckStatusCommand, Route53Client } from "@aws-sdk/client-route-53";
import { clientConfig } from "../../scripts/aws-client.mjs";

/** @typedef {import("./judge.mjs").View} View */

/**
 * A node: its name, its auto scaling group, the launch template and its desired version, its Elastic IP or those that
 * its instances share, and Route 53's health check of the address, if it has one.
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
 * Reads the current state of a node from AWS.
 *
 * @param {Node} node
 * @returns {Promise<View>}
 */
export async function look({ group, allocations, healthCheck }) {
  const [{ AutoScalingGroups = [] }, { InstanceRefreshes = [] }, addresses, status] =
    await Promise.all([
      scaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] })),
      scaling.send(
        new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group, MaxRecords: 1 }),
      ),
      lookAtAddresses(allocations),
      healthCheck && route53.send(new GetHealthCheckStatusCommand({ HealthCheckId: healthCheck })),
    ]);
  if (!AutoScalingGroups[0]) throw new Error(`auto scaling group ${group} does not exist`);
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
    addresses,
    checkers: status ? observations.length : undefined,
    healthyCheckers: observations.filter(({ StatusReport }) =>
      StatusReport?.Status?.startsWith("Success"),
    ).length,
  };
}

/**
 * Reads the state of instances that no group launched, and of Elastic IPs.
 *
 * @param {readonly string[]} ids
 * @param {readonly string[]} allocations
 */
export async function lookAtInstances(ids, allocations) {
  const [{ Reservations = [] }, addresses] = await Promise.all([
    // By a filter, which reports the others when an instance does not exist.
    ec2.send(
      new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: [...ids] }] }),
    ),
    lookAtAddresses(allocations),
  ]);
  const found = Reservations.flatMap(({ Instances = [] }) => Instances);
  const isRunning = (/** @type {string} */ id) =>
    found.some(({ InstanceId, State }) => InstanceId === id && State?.Name === "running");
  return { instances: ids.map((id) => ({ id, inService: isRunning(id) })), addresses };
}

/**
 * @param {readonly string[]} allocations
 * @returns {Promise<View["addresses"]>}
 */
async function lookAtAddresses(allocations) {
  const command = new DescribeAddressesCommand({ AllocationIds: [...allocations] });
  const { Addresses = [] } = await ec2.send(command);
  return allocations.map((id) => {
    const one = Addresses.find(({ AllocationId }) => AllocationId === id) ?? {};
    const { PublicIp: address = id, InstanceId: holder, AssociationId: association } = one;
    const isElsewhere = !holder && Boolean(association);
    return { address, holder: holder || undefined, ...(isElsewhere && { isElsewhere }) };
  });
}

/**
 * Returns the message of a group's newest failed launch, such as one that its lifecycle hook abandoned.
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
  // The new instance is launched first, and the old one stays until the new one has warmed up.
  MinHealthyPercentage: 100,
  // At most half of the instances that share addresses move theirs at a time.
  MaxHealthyPercentage: allocations.length > 1 ? 150 : 200,
  InstanceWarmup: warmupSeconds,
  SkipMatching: true,
  // Includes an instance that an earlier rollback left protected.
  ScaleInProtectedInstances: "Refresh",
});

/**
 * Starts a refresh that launches the new instance before it terminates the old one.
 *
 * @param {Node} node
 * @param {number} warmupSeconds from the launch of the new instance; the old one stays for this time
 */
export async function startRefresh(node, warmupSeconds) {
  const { group, template, version } = node;
  const { InstanceRefreshId = "" } = await scaling.send(
    new StartInstanceRefreshCommand({
      AutoScalingGroupName: group,
      // The group itself keeps the old version until the refresh succeeds, as the target of a rollback.
      DesiredConfiguration: {
        LaunchTemplate: { LaunchTemplateId: template, Version: version },
      },
      Preferences: preferences(node, warmupSeconds),
    }),
  );
  return InstanceRefreshId;
}

/**
 * Starts to roll a refresh back. AWS rejects this if the group's own version takes its image from an SSM parameter.
 * Then the refresh is cancelled. The group has an instance too many, and would terminate the one with the older
 * version, so that one is protected first. Protection of new instances is removed.
 *
 * @param {Node} node
 * @param {readonly string[]} old unprotected instances with the version of the group
 * @param {readonly string[]} fresh protected instances with another version
 * @returns {Promise<boolean>} whether the rollback has started
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
 * Sets or removes scale-in protection of instances.
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
 * Starts a refresh of instances with another version than the group's own, to the group's own.
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
