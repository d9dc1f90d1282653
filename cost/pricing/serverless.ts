import Big from "big.js";
import type { Resource } from "../../stack/resource";
import { type Charge, type Pricer, HOURS, countOf, listIn, textOf, unpriced } from "./pricing";

const MILLION = 1_000_000;

/** Lambda functions: invocations, and memory while they run. */
export const functions: Pricer = {
  each: (lambda, { usage }): Charge[] => {
    const architecture = textOf(listIn(lambda, "architectures")[0]) || "x86_64";
    const megabytes = countOf(lambda.inputs["memorySize"]) ?? 128;
    const seconds = Big(usage.lambdaRequests).times(usage.lambdaSeconds);
    return [
      {
        what: "runs",
        price: "lambda-requests",
        quantity: Big(usage.lambdaRequests).div(MILLION).round(6, Big.roundUp),
        assumption: "usage.lambdaRequests for each function",
      },
      {
        what: `${megabytes} MB while it runs`,
        price: `lambda-${architecture}`,
        quantity: seconds.times(megabytes).div(1024),
        assumption: "usage.lambdaSeconds for each run of a function",
      },
    ];
  },
};

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

/** Invocations of a schedule per month; one a minute, the maximum, if its expression is unknown. */
function runsOf({ inputs }: Resource): Big {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(textOf(inputs["scheduleExpression"]));
  const minutes = rate ? Number(rate[1]) * MINUTES[rate[2]!]! : 1;
  return Big(HOURS * 60).div(minutes);
}

/** Schedules: invocations, of which the first 14 million are free. */
export const schedules: Pricer = {
  each: (schedule) => [
    {
      what: "invocations",
      price: "scheduler-million",
      quantity: runsOf(schedule).div(MILLION).round(6, Big.roundUp),
    },
  ],
};

/** Queues: requests to all of them. */
export const queues: Pricer = {
  together: (of, { usage }) => [
    {
      of,
      what: "requests to queues",
      price: "sqs-million",
      quantity: usage.messagesMillions,
      assumption: "usage.messagesMillions",
    },
  ],
};

/** Topics: publications to all of them. The cost of delivery depends on the subscribers. */
export const topics: Pricer = {
  together: (of, { usage }) => [
    {
      of,
      what: "publications to topics",
      price: "sns-million",
      quantity: usage.messagesMillions,
      assumption: "usage.messagesMillions; delivery of notifications is not counted",
    },
  ],
};

/** Buckets: stored data. */
export const buckets: Pricer = {
  each: (_bucket, { usage }) => [
    {
      what: "objects in S3 Standard",
      price: "s3-gb-month",
      quantity: usage.s3Gb,
      assumption: "usage.s3Gb for each bucket; requests are not counted",
    },
  ],
};

const TASK_DEFINITION = "aws:ecs/taskDefinition:TaskDefinition";

/** ECS services: free on instances, which are priced separately; CPU and memory of tasks on Fargate. */
export const services: Pricer = {
  each: (service, context): Charge[] => {
    const { inputs } = service;
    if (!isFargate(service)) return [];
    const task = context.referred(service, "taskDefinition", TASK_DEFINITION);
    const cpu = countOf(task?.inputs["cpu"]);
    const megabytes = countOf(task?.inputs["memory"]);
    if (!task || cpu === undefined || megabytes === undefined) {
      const name = "unknown-fargate-task";
      return [
        task
          ? unpriced(name, task.inputs, "cpu", "memory")
          : unpriced(name, inputs, "taskDefinition"),
      ];
    }
    const platform = task.inputs["runtimePlatform"] as { cpuArchitecture?: unknown } | undefined;
    const architecture = textOf(platform?.cpuArchitecture) === "ARM64" ? "arm64" : "x86_64";
    const hours = Big(countOf(inputs["desiredCount"]) ?? 1).times(HOURS);
    return [
      {
        what: "CPU of Fargate tasks",
        price: `fargate-vcpu-${architecture}`,
        quantity: hours.times(cpu).div(1024),
      },
      {
        what: "memory of Fargate tasks",
        price: `fargate-gb-${architecture}`,
        quantity: hours.times(megabytes).div(1024),
      },
    ];
  },
};

function isFargate({ inputs }: Resource): boolean {
  const strategies = inputs["capacityProviderStrategies"];
  return inputs["launchType"] === "FARGATE" || /"FARGATE/.test(JSON.stringify(strategies ?? ""));
}
