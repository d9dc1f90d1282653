import { AwsError } from "./errors";
import { type Value, type Values, isGiven, object, text } from "./values";
import { functionNamed } from "./lambda";
import { roleTrusting } from "./roles";
import { scheduleExpression, timeZone } from "./schedule-expression";
import { arn, between, oneOf, region } from "./shared";
import { QUEUE, SCHEDULE } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

const isJson = (value: Value): string | undefined => {
  try {
    JSON.parse(text(value));
    return undefined;
  } catch {
    return "the input of a target must be JSON";
  }
};

function validate(inputs: Values): Problem[] {
  const { mode, maximumWindowInMinutes: minutes } = object(inputs["flexibleTimeWindow"]);
  const property = "flexibleTimeWindow.maximumWindowInMinutes";
  if (mode === "FLEXIBLE" && !isGiven(minutes)) {
    return [{ property, reason: "MaximumWindowInMinutes is required with mode FLEXIBLE" }];
  }
  return mode === "OFF" && isGiven(minutes)
    ? [{ property, reason: "MaximumWindowInMinutes must not be given with mode OFF" }]
    : [];
}

const refused = (message: string): AwsError => new AwsError("ValidationException", message);

/** AWS API calls that schedules can make with universal targets. */
const UNIVERSAL_TARGETS = ["ec2:startInstances", "ec2:stopInstances"].map(
  (call) => `scheduler:::aws-sdk:${call}`,
);

function check({ account, inputs, region, partition }: Context): void {
  const target = object(inputs["target"]);
  if (!roleTrusting(account, target["roleArn"], "scheduler.amazonaws.com")) {
    throw refused(
      "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    );
  }
  const exists = (value: Value): boolean =>
    UNIVERSAL_TARGETS.some((target) => value === `arn:${partition}:${target}`) ||
    functionNamed(account, value, region) !== undefined ||
    account.all(QUEUE, region).some(({ outputs }) => outputs["arn"] === value);
  const deadLetters = object(target["deadLetterConfig"])["arn"];
  const wrong = [target["arn"], deadLetters].filter(isGiven).find((value) => !exists(value));
  if (isGiven(wrong)) {
    throw new AwsError(
      "ResourceNotFoundException",
      `${text(wrong)} does not exist (functions, queues, and calls that start and stop instances are modelled as targets)`,
    );
  }
}

/** It is validated and stored; the simulator runs no schedules. */
const schedule: ResourceType = {
  noun: "EventBridge Scheduler Schedule",
  operations: {
    create: "Scheduler: CreateSchedule",
    update: "Scheduler: UpdateSchedule",
    remove: "Scheduler: DeleteSchedule",
  },
  missing: (id) => ["ResourceNotFoundException", `Schedule ${id} does not exist.`],
  taken: ({ inputs }) => ["ConflictException", `Schedule ${text(inputs["name"])} already exists.`],
  autoName: 64,
  id: ({ inputs }) => `${text(inputs["groupName"])}/${text(inputs["name"])}`,
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        /^[\w.-]{1,64}$/.test(text(value))
          ? undefined
          : `expected at most 64 of the characters a-z, A-Z, 0-9 and _-., got ${JSON.stringify(value)}`,
    },
    groupName: { default: "default", replaces: true, check: oneOf("default") },
    scheduleExpression: { required: true, check: scheduleExpression },
    scheduleExpressionTimezone: { default: "UTC", check: timeZone },
    flexibleTimeWindow: {
      required: true,
      fields: {
        mode: { required: true, check: oneOf("OFF", "FLEXIBLE") },
        maximumWindowInMinutes: { check: between(1, 1440, "minutes") },
      },
    },
    target: {
      required: true,
      fields: {
        arn: { required: true },
        roleArn: { required: true },
        input: { check: isJson },
        deadLetterConfig: { fields: { arn: { required: true } } },
        retryPolicy: {
          fields: {
            maximumEventAgeInSeconds: { check: between(60, 86400, "seconds") },
            maximumRetryAttempts: { check: between(0, 185) },
          },
        },
      },
    },
    state: { default: "ENABLED", check: oneOf("ENABLED", "DISABLED") },
    actionAfterCompletion: { computed: true, check: oneOf("NONE", "DELETE") },
    description: {},
    startDate: {},
    endDate: {},
    kmsKeyArn: {},
    region,
  },
  computed: {
    arn: arn("scheduler", ({ id }) => `schedule/${id}`),
    actionAfterCompletion: "NONE",
    namePrefix: "",
  },
  validate,
  check,
};

export const scheduleTypes: Record<string, ResourceType> = { [SCHEDULE]: schedule };
