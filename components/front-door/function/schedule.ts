import * as pulumi from "@pulumi/pulumi";
import { Schedule } from "@pulumi/aws/scheduler/schedule";
import { createSchedulerRole } from "../../scheduler-role";
import type { Tags } from "../../tags";

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
  const roleArn = createSchedulerRole(name, {
    parent,
    description,
    allows: "lambda:InvokeFunction",
    resourceArn: functionArn,
    tags,
  });
  new Schedule(
    name,
    {
      description: what,
      scheduleExpression: minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: functionArn,
        roleArn,
        // The next run does what this one could not.
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    },
    { parent },
  );
}
