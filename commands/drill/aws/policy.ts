import { arnPrefix, partitionOf } from "../../../components/settings/partition";
import type { AwsStack, NodeGroup } from "./stack";
import type { PolicyDocument, RoleStatement } from "./template";

/*
 * Permissions of an experiment's role, by action, as AWS's actions reference lists them
 * (https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html, read 2026-11-21). They are
 * limited to the stack's resources: by ARN where AWS supports it, else by the stack's tag.
 */

const allow = (
  Action: readonly string[],
  Resource: readonly string[],
  Condition?: RoleStatement["Condition"],
): RoleStatement => ({ Effect: "Allow", Action, Resource, Condition });

/** Read actions, which do not support resource-level permissions. */
const read = (...actions: readonly string[]): RoleStatement => allow(actions, ["*"]);

const instancesOf = ({ region, account }: AwsStack): string =>
  `${arnPrefix(region)}:ec2:${region}:${account}:instance/*`;

const tagged = ({ tag }: AwsStack, { name }: NodeGroup): RoleStatement["Condition"] => ({
  StringEquals: { "aws:ResourceTag/holdfast:stack": tag, "aws:ResourceTag/Name": name },
});

export const mayTerminate = (stack: AwsStack, node: NodeGroup): RoleStatement[] => [
  allow(["ec2:TerminateInstances"], [instancesOf(stack)], tagged(stack, node)),
  read("ec2:DescribeInstances"),
];

export const mayStop = (stack: AwsStack, node: NodeGroup): RoleStatement[] => [
  allow(["ec2:StopInstances", "ec2:StartInstances"], [instancesOf(stack)], tagged(stack, node)),
  read("ec2:DescribeInstances"),
  // Starting the instance attaches its encrypted disk again.
  allow(
    ["kms:CreateGrant"],
    [`${arnPrefix(stack.region)}:kms:${stack.region}:${stack.account}:key/*`],
    {
      Bool: { "kms:GrantIsForAWSResource": "true" },
      StringEquals: {
        "kms:ViaService": `ec2.${stack.region}.${partitionOf(stack.region).dnsSuffix}`,
      },
    },
  ),
];

export const mayCommand = (stack: AwsStack, node: NodeGroup, document: string): RoleStatement[] => [
  allow(["ssm:SendCommand"], [document]),
  allow(["ssm:SendCommand"], [instancesOf(stack)], {
    StringEquals: {
      "ssm:resourceTag/holdfast:stack": stack.tag,
      "ssm:resourceTag/Name": node.name,
    },
  }),
  read("ssm:ListCommands", "ssm:CancelCommand", "ec2:DescribeInstances"),
];

/** FIS temporarily replaces the subnets' network ACL with its own, which it tags. */
export function mayCutOff(stack: AwsStack, subnets: readonly string[]): RoleStatement[] {
  const acls = `${arnPrefix(stack.region)}:ec2:${stack.region}:${stack.account}:network-acl/*`;
  const own = { StringEquals: { "ec2:ResourceTag/managedByFIS": "true" } };
  return [
    allow(["ec2:CreateNetworkAcl"], [acls], {
      StringEquals: { "aws:RequestTag/managedByFIS": "true" },
    }),
    allow(["ec2:CreateNetworkAcl"], stack.vpcArns),
    allow(["ec2:CreateTags"], [acls], {
      StringEquals: {
        "ec2:CreateAction": "CreateNetworkAcl",
        "aws:RequestTag/managedByFIS": "true",
      },
    }),
    allow(["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAcl"], [acls], own),
    allow(["ec2:ReplaceNetworkAclAssociation"], [...subnets, acls]),
    read(
      ...["ec2:DescribeManagedPrefixLists", "ec2:DescribeNetworkAcls", "ec2:DescribeSubnets"],
      ...["ec2:DescribeVpcs", "ec2:GetManagedPrefixListEntries"],
    ),
  ];
}

export const mayThrottle = (stack: AwsStack, roleArn: string): RoleStatement[] => [
  allow(
    ["fis:InjectApiThrottleError"],
    [`${arnPrefix(stack.region)}:fis:${stack.region}:${stack.account}:experiment/*`],
    {
      StringEquals: { "fis:Service": "ec2" },
      "ForAllValues:StringEquals": { "fis:Targets": [roleArn] },
    },
  ),
];

export const mayShift = (balancers: readonly string[]): RoleStatement[] => [
  allow(
    [
      ...["arc-zonal-shift:StartZonalShift", "arc-zonal-shift:UpdateZonalShift"],
      ...["arc-zonal-shift:CancelZonalShift", "arc-zonal-shift:GetManagedResource"],
    ],
    balancers,
  ),
  read("arc-zonal-shift:ListManagedResources", "autoscaling:DescribeTags", "tag:GetResources"),
];

export const mayStopTask = (
  { region, account }: AwsStack,
  { cluster, clusterArn }: NonNullable<AwsStack["service"]>,
): RoleStatement[] => {
  const inCluster = { ArnEquals: { "ecs:cluster": clusterArn } };
  return [
    allow(
      ["ecs:StopTask", "ecs:DescribeTasks"],
      [`${arnPrefix(region)}:ecs:${region}:${account}:task/${cluster}/*`],
      inCluster,
    ),
    allow(["ecs:ListTasks"], ["*"], inCluster),
    read("tag:GetResources"),
  ];
};

/** The policy of the role, each statement once. */
export function renderRolePolicy(statements: readonly RoleStatement[]): PolicyDocument {
  const texts = new Set(statements.map((statement) => JSON.stringify(statement)));
  return {
    Version: "2012-10-17",
    Statement: [...texts].map((text) => JSON.parse(text) as RoleStatement),
  };
}

/** Who may assume the role: only experiments of this account and region. */
export const renderTrustPolicy = ({ region, account }: AwsStack): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "fis.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `${arnPrefix(region)}:fis:${region}:${account}:experiment/*` },
      },
    },
  ],
});
