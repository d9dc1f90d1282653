import * as pulumi from "@pulumi/pulumi";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { arnPrefix } from "../../settings/partition";
import { type Tags, ofSameStack } from "../../tags";
import type { NodeRole, PolicyStatement } from "./node-role";

/** Elastic IP that a node may associate. */
export interface OwnAddress {
  readonly node: string;
  readonly region: string;
  readonly accountId: pulumi.Output<string>;
  /** Tags of the instances and their network interfaces. */
  readonly tags: Tags | undefined;
  readonly allocationId: pulumi.Output<string>;
}

/** Elastic IPs that the instances of a node share: each may associate and disassociate them. */
interface OwnAddresses extends Omit<OwnAddress, "allocationId"> {
  readonly allocationIds: readonly pulumi.Output<string>[];
}

/** Allows a node to associate one Elastic IP, or a pool, with its own instances, and to see which instance has it. */
export function ownAddress(own: OwnAddress | OwnAddresses): PolicyStatement[] {
  const { node, region, accountId } = own;
  const isPool = "allocationIds" in own;
  const Action = isPool
    ? ["ec2:AssociateAddress", "ec2:DisassociateAddress"]
    : "ec2:AssociateAddress";
  const arn = (resource: pulumi.Input<string>) =>
    pulumi.interpolate`${arnPrefix(region)}:ec2:${region}:${accountId}:${resource}`;
  return [
    {
      Sid: "OwnAddress",
      Effect: "Allow",
      Action,
      Resource: isPool
        ? own.allocationIds.map((id) => arn(pulumi.interpolate`elastic-ip/${id}`))
        : arn(pulumi.interpolate`elastic-ip/${own.allocationId}`),
    },
    {
      Sid: "OwnInstances",
      Effect: "Allow",
      Action,
      Resource: [arn("instance/*"), arn("network-interface/*")],
      // EC2 disassociates the previous address of an instance when it gets another one. Other stacks may have nodes
      // of this name too.
      Condition: {
        StringEquals: { "aws:ResourceTag/holdfast-node": node, ...ofSameStack(own.tags) },
      },
    },
    {
      // These actions do not support resource-level permissions.
      Sid: "WhoHasIt",
      Effect: "Allow",
      Action: ["ec2:DescribeAddresses", "ec2:DescribeInstances"],
      Resource: "*",
    },
  ];
}

/**
 * Creates `<name>-health`: allows a node to report to its own auto scaling group that it is unhealthy, or that its
 * launch succeeded.
 */
export const allowHealthReports = (
  name: string,
  parent: pulumi.ComponentResource,
  role: NodeRole,
  groupArn: pulumi.Output<string>,
): RolePolicy =>
  allowReports(`${name}-health`, parent, role, groupArn, [
    "autoscaling:SetInstanceHealth",
    COMPLETE_LAUNCH,
  ]);

/** Creates `<name>-launch`: allows an instance to report to its own auto scaling group that its launch succeeded. */
export const allowLaunchReports = (
  name: string,
  parent: pulumi.ComponentResource,
  role: NodeRole,
  groupArn: pulumi.Output<string>,
): RolePolicy => allowReports(`${name}-launch`, parent, role, groupArn, COMPLETE_LAUNCH);

const COMPLETE_LAUNCH = "autoscaling:CompleteLifecycleAction";

function allowReports(
  name: string,
  parent: pulumi.ComponentResource,
  { role }: NodeRole,
  groupArn: pulumi.Output<string>,
  Action: string | readonly string[],
): RolePolicy {
  return new RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action, Resource: groupArn }],
      }),
    },
    { parent },
  );
}
