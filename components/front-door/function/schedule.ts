import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { Schedule } from "@pulumi/aws/scheduler/schedule";
import { assumedBy } from "../../iam";
import { type Tags, named } from "../../tags";

export interface ScheduleArgs {
  readonly parent: pulumi.ComponentResource;
  readonly functionArn: pulumi.Output<string>;
  /** Of the role. */
  readonly description: string;
  /** Of the schedule. */
  readonly what: string;
  /** Minutes from one run to the next. */
  readonly minutes: number;
  readonly tags: Tags | undefined;
}

/**
 * Creates `<name>`: a schedule that invokes a function, and its role, which EventBridge Scheduler may assume for
 * schedules of this account and region's default group, to invoke this function only. A run that fails is not tried
 * again.
 */
export function scheduleFunction(
  name: string,
  { parent, functionArn, description, what, minutes, tags }: ScheduleArgs,
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
    { description, assumeRolePolicy: trust, tags: named(name, tags) },
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
      description: what,
      scheduleExpression: minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: functionArn,
        roleArn: role.arn,
        // The next run does what this one could not.
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    },
    { parent, dependsOn: policy },
  );
}
