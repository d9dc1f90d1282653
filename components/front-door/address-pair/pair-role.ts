import * as pulumi from "@pulumi/pulumi";
import { arnPrefix } from "../../settings/partition";
import { type Tags, ofSameStack } from "../../tags";
import type { PolicyStatement } from "../proxy/node-role";
import { pairHolder } from "./plan-pairs";

/** Account and tags of the resources in policy statements. */
interface AccountScope {
  readonly region: string;
  readonly accountId: pulumi.Output<string>;
  /** Tags of the nodes and their network interfaces. */
  readonly tags: Tags | undefined;
}

const arn = ({ region, accountId }: AccountScope, resource: pulumi.Input<string>) =>
  pulumi.interpolate`${arnPrefix(region)}:ec2:${region}:${accountId}:${resource}`;

/** Condition keys of the address's tags. */
const CLAIMANT = "aws:ResourceTag/holdfast:claimant";
const HOLDER = "aws:ResourceTag/holdfast:holder";

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

/**
 * Allows the nodes of a pair to associate one Elastic IP with themselves, and to see which node has it. While the
 * address's tags name another front door, they may not: the one that may claim it (`holdfast:claimant`), or else the one
 * that has it (`holdfast:holder`). EC2 compares the tags at the call, so a failover needs no call before it.
 */
export function pairAddress(
  account: AccountScope,
  pair: string,
  allocationId: pulumi.Input<string>,
  interfaceIds: readonly pulumi.Input<string>[],
): PolicyStatement[] {
  const address = arn(account, pulumi.interpolate`elastic-ip/${allocationId}`);
  const holder = pairHolder(pair);
  return [
    {
      Sid: "OwnAddress",
      Effect: "Allow",
      Action: "ec2:AssociateAddress",
      Resource: address,
      Condition: {
        Null: { [CLAIMANT]: "true" },
        StringEqualsIfExists: { [HOLDER]: [holder, "none"] },
      },
    },
    {
      Sid: "ComingAddress",
      Effect: "Allow",
      Action: "ec2:AssociateAddress",
      Resource: address,
      Condition: { StringEquals: { [CLAIMANT]: holder } },
    },
    {
      Sid: "OwnInterfaces",
      Effect: "Allow",
      Action: "ec2:AssociateAddress",
      Resource: interfaceIds.map((id) => arn(account, pulumi.interpolate`network-interface/${id}`)),
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
