import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { Schedule } from "@pulumi/aws/scheduler/schedule";
import { assumedBy } from "../../../iam";
import { type Tags, named } from "../../../tags";
import { followerPolicy } from "./follower-policy";

interface RoleArgs {
  readonly targetGroupArns: readonly pulumi.Input<string>[];
  readonly bucketArn: pulumi.Output<string>;
  readonly logGroupArn: pulumi.Output<string>;
  readonly deadLetterQueueArn: pulumi.Output<string>;
  readonly tags: Tags | undefined;
}

/** Creates `<name>`: the role of the function, and its policy. */
export function createFunctionRole(
  name: string,
  parent: pulumi.ComponentResource,
  { tags, ...resources }: RoleArgs,
): { role: Role; policy: RolePolicy } {
  const role = new Role(
    name,
    {
      description: "Follows addresses: registers targets, keeps its state, logs and measures",
      assumeRolePolicy: JSON.stringify(assumedBy("lambda.amazonaws.com")),
      tags: named(name, tags),
    },
    { parent },
  );
  const document = pulumi.output(resources).apply((arns) => JSON.stringify(followerPolicy(arns)));
  const policy = new RolePolicy(name, { role: role.name, policy: document }, { parent });
  return { role, policy };
}

/**
 * Creates `<name>`: a schedule that invokes a function each minute, and its role, which EventBridge
 * Scheduler may assume for schedules of this account and region's default group, to invoke this function
 * only.
 */
export function scheduleEachMinute(
  name: string,
  parent: pulumi.ComponentResource,
  functionArn: pulumi.Output<string>,
  tags: Tags | undefined,
): void {
  const trust = functionArn.apply((arn) => {
    const [, partition, , region, account] = arn.split(":");
    return JSON.stringify(
      assumedBy("scheduler.amazonaws.com", {
        StringEquals: {
          "aws:SourceAccount": account!,
          "aws:SourceArn": `arn:${partition}:scheduler:${region}:${account}:schedule-group/default`,
        },
      }),
    );
  });
  const role = new Role(
    name,
    {
      description: "Invokes the function that follows addresses",
      assumeRolePolicy: trust,
      tags: named(name, tags),
    },
    { parent },
  );
  const policy = new RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn }],
      }),
    },
    { parent },
  );
  new Schedule(
    name,
    {
      description: "Addresses are followed each minute",
      scheduleExpression: "rate(1 minute)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: functionArn,
        roleArn: role.arn,
        // The next minute's run does what this one could not.
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    },
    { parent, dependsOn: policy },
  );
}
