import * as pulumi from "@pulumi/pulumi";
import { arnPrefix } from "../../settings/partition";
import { type Tags, ofSameStack } from "../../tags";
import type { PolicyStatement } from "../proxy/node-role";

/** Whose resources statements are about. */
interface AccountScope {
  readonly region: string;
  readonly accountId: pulumi.Output<string>;
  /** Of the nodes and their network interfaces. */
  readonly tags: Tags | undefined;
}

const arn = ({ region, accountId }: AccountScope, resource: pulumi.Input<string>) =>
  pulumi.interpolate`${arnPrefix(region)}:ec2:${region}:${accountId}:${resource}`;

/** These know no resources: EC2 lets one describe all or nothing. */
const whoHasIt = (...Action: readonly string[]): PolicyStatement => ({
  Sid: "WhoHasIt",
  Effect: "Allow",
  Action,
  Resource: "*",
});

/**
 * Lets nodes move routes in the route tables named, see where they lead, and see and turn off the
 * source/destination check of a network interface with one of these tags. IAM knows route tables but no
 * routes: a node could change any route there, not only that of its pair.
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

/** Lets the nodes of a pair associate one Elastic IP with themselves, and see who has it. */
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
