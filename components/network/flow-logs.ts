import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { FlowLog } from "@pulumi/aws/ec2/flowLog";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { assumedBy } from "../iam";
import { type Tags, named } from "../tags";

/** Retention times, in days, that CloudWatch Logs accepts. */
export const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

export type FlowLogRetentionDays = (typeof RETENTION_DAYS)[number];

/** The VPC whose traffic is logged. */
interface FlowLogSource {
  readonly parent: pulumi.ComponentResource;
  readonly vpcId: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
}

/**
 * Creates `<name>`: a log group; a role that only the flow logs service of this account may assume, and that may
 * write to this group only; and the flow log of all traffic of the VPC.
 */
export function createFlowLogs(
  name: string,
  { parent, vpcId, accountId }: FlowLogSource,
  retentionInDays: FlowLogRetentionDays,
  tags: Tags | undefined,
): void {
  const options = { parent };
  const logGroup = new LogGroup(name, { retentionInDays, tags: named(name, tags) }, options);
  const role = new Role(
    name,
    {
      description: "Lets VPC flow logs write to their log group",
      assumeRolePolicy: pulumi.jsonStringify(
        assumedBy("vpc-flow-logs.amazonaws.com", {
          StringEquals: { "aws:SourceAccount": accountId },
        }),
      ),
      tags: named(name, tags),
    },
    options,
  );
  new RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: pulumi.interpolate`${logGroup.arn}:*`,
          },
        ],
      }),
    },
    options,
  );
  new FlowLog(
    name,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: named(name, tags),
    },
    options,
  );
}
