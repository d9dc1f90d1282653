import * as pulumi from "@pulumi/pulumi";
import { arnPrefix } from "../../settings/partition";
import { type Tags, ofSameStack } from "../../tags";
import type { PolicyStatement } from "../proxy/node-role";

/** Account and tags of the resources in policy statements. */
interface AccountScope {
  readonly region: string;
  readonly accountId: pulumi.Output<string>;
  /** Tags of the nodes and their network interfaces. */
  readonly tags: Tags | undefined;
}

const arn = ({ region, accountId }: AccountScope, resource: pulumi.Input<string>) =>
  pulumi.interpolate`${arnPrefix(region)}:ec2:${region}:${accountId}:${resource}`;

/** EC2's Describe actions do not support resource-level permissions. */
const whoHasIt = (...Action: readonly string[]): PolicyStatement => ({
  Sid: "WhoHasIt",
  Effect: "Allow",
  Action,
  Resource: "*",
});

/**
 * Allows nodes to change and describe routes in these route tables, and to describe and disable the
 * source/destination check of network interfaces with one of these tags. IAM has permissions for route tables, not
 * for routes: a node could change any route in these tables, not only that of its pair.
 */
export function ownRoutes(
  account: AccountScope,
  routeTableIds: readonly pulumi.Input<string>[],
  pairs: readonly string[],
): PolicyStatement[] {
  return [
    {
      Sid: "OwnRoutes",
      Effect: "Allow",
      Action: ["ec2:ReplaceRoute", "ec2:CreateRoute"],
      Resource: routeTableIds.map((id) => arn(account, pulumi.interpolate`route-table/${id}`)),
    },
    {
      Sid: "OwnInterfaces",
      Effect: "Allow",
      Action: "ec2:ModifyNetworkInterfaceAttribute",
      Resource: arn(account, "network-interface/*"),
      Condition: {
        StringEquals: {
          "aws:ResourceTag/holdfast-pair": pairs,
          ...ofSameStack(account.tags),
          "ec2:Attribute/SourceDestCheck": "false",
        },
      },
    },
    whoHasIt("ec2:DescribeRouteTables", "ec2:DescribeNetworkInterfaceAttribute"),
  ];
}

/** Allows the nodes of a pair to associate one Elastic IP with themselves, and to see which node has it. */
export function pairAddress(
  account: AccountScope,
  pair: string,
  allocationId: pulumi.Input<string>,
  interfaceIds: readonly pulumi.Input<string>[],
): PolicyStatement[] {
  return [
    {
      Sid: "OwnAddress",
      Effect: "Allow",
      Action: "ec2:AssociateAddress",
      Resource: [
        arn(account, pulumi.interpolate`elastic-ip/${allocationId}`),
        ...interfaceIds.map((id) => arn(account, pulumi.interpolate`network-interface/${id}`)),
      ],
    },
    {
      Sid: "OwnInstances",
      Effect: "Allow",
      Action: "ec2:AssociateAddress",
      Resource: arn(account, "instance/*"),
      Condition: {
        StringEquals: { "aws:ResourceTag/holdfast-pair": pair, ...ofSameStack(account.tags) },
      },
    },
    whoHasIt("ec2:DescribeAddresses"),
  ];
}
