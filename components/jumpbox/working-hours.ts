import * as pulumi from "@pulumi/pulumi";
import type { Instance } from "@pulumi/aws/ec2/instance";
import { Schedule } from "@pulumi/aws/scheduler/schedule";
import { createSchedulerRole } from "../scheduler-role";
import type { Tags } from "../tags";

/** Days of the week, as EventBridge names them. */
export const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;

/** A day of the week, as EventBridge Scheduler writes it. */
export type Day = (typeof DAYS)[number];

/** Times at which a machine starts and stops. */
export interface WorkingHours {
  /** `HH:MM`, on each of the days. */
  readonly start: string;
  /** `HH:MM`; at or before `start`, it is on the next day. */
  readonly stop: string;
  readonly days: readonly Day[];
  /** Time zone of both, by its name in the tz database. */
  readonly timeZone: string;
}

/** Expressions of EventBridge Scheduler that start and stop a machine. */
export function expressionsOf({ start, stop, days }: WorkingHours): {
  readonly start: string;
  readonly stop: string;
} {
  const next = (day: Day) => DAYS[(DAYS.indexOf(day) + 1) % DAYS.length]!;
  return {
    start: cron(start, days),
    stop: cron(stop, stop > start ? days : days.map(next)),
  };
}

function cron(time: string, days: readonly Day[]): string {
  const [hour, minute] = time.split(":").map(Number);
  return `cron(${minute} ${hour} ? * ${DAYS.filter((day) => days.includes(day)).join(",")} *)`;
}

/** Late calls do harm: a late retry could run outside working hours. */
const RETRIES = { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 };

/**
 * Starts and stops an instance at local times of its time zone, including daylight saving time, without a machine or
 * a function: EventBridge Scheduler calls EC2 directly.
 *
 * Creates `<name>-start` and `<name>-stop` (schedules), and `<name>-scheduler`: their role. The scheduler may assume
 * it for schedules of this account and region's default group, and it may start and stop this one instance.
 */
export function createSchedules(
  name: string,
  parent: pulumi.ComponentResource,
  instance: Instance,
  hours: WorkingHours,
  tags: Tags | undefined,
): void {
  const partition = instance.arn.apply((arn) => arn.split(":")[1]!);
  const roleArn = createSchedulerRole(`${name}-scheduler`, {
    parent,
    description: "Working hours: starts and stops one instance",
    allows: ["ec2:StartInstances", "ec2:StopInstances"],
    resourceArn: instance.arn,
    tags,
  });
  const expressions = expressionsOf(hours);
  for (const action of ["start", "stop"] as const) {
    new Schedule(
      `${name}-${action}`,
      {
        description: `Working hours of ${name}`,
        scheduleExpression: expressions[action],
        scheduleExpressionTimezone: hours.timeZone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: pulumi.interpolate`arn:${partition}:scheduler:::aws-sdk:ec2:${action}Instances`,
          roleArn,
          input: pulumi.jsonStringify({ InstanceIds: [instance.id] }),
          retryPolicy: RETRIES,
        },
      },
      { parent },
    );
  }
}
