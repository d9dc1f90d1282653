import { AwsError } from "./errors";
import { type Value, type Values, isGiven, object, text } from "./values";
import { policyDocument } from "./policy";
import { ACCOUNT_ID, arn, between, region, tags } from "./shared";
import { QUEUE } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";
import { dnsSuffixOf } from "./partitions";

function validate(inputs: Values): Problem[] {
  const problems: Problem[] = [];
  if (isGiven(inputs["kmsMasterKeyId"]) && inputs["sqsManagedSseEnabled"] === true) {
    problems.push({
      property: "sqsManagedSseEnabled",
      reason: '"sqsManagedSseEnabled" conflicts with kmsMasterKeyId',
    });
  }
  const fifo = inputs["fifoQueue"] === true;
  if (typeof inputs["name"] === "string" && fifo !== inputs["name"].endsWith(".fifo")) {
    problems.push({
      property: "name",
      reason: "the name of a FIFO queue, and of no other, ends with .fifo",
    });
  }
  return problems;
}

function check({ account, inputs, region }: Context): void {
  if (!isGiven(inputs["redrivePolicy"])) {
    return;
  }
  const { deadLetterTargetArn: target, maxReceiveCount: count } = object(
    JSON.parse(text(inputs["redrivePolicy"])) as Value,
  );
  const known = account.all(QUEUE, region).some(({ outputs }) => outputs["arn"] === target);
  if (!known || !(Number(count) >= 1 && Number(count) <= 1000)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${text(inputs["redrivePolicy"])} for parameter RedrivePolicy is invalid. Reason: ${known ? "maxReceiveCount must be from 1 to 1000" : "Dead letter target does not exist"}.`,
    );
  }
}

const queue: ResourceType = {
  noun: "SQS Queue",
  operations: {
    create: "SQS: CreateQueue",
    update: "SQS: SetQueueAttributes",
    remove: "SQS: DeleteQueue",
  },
  missing: () => ["AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist."],
  taken: () => [
    "QueueAlreadyExists",
    "A queue already exists with the same name and a different value for an attribute",
  ],
  autoName: 80,
  id: ({ inputs, region }) =>
    `https://sqs.${region}.${dnsSuffixOf(region)}/${ACCOUNT_ID}/${text(inputs["name"])}`,
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        /^(?=.{1,80}$)[\w-]+(\.fifo)?$/.test(text(value))
          ? undefined
          : `expected at most 80 of the characters a-z, A-Z, 0-9, _ and -, got ${JSON.stringify(value)}`,
    },
    delaySeconds: { default: 0, check: between(0, 900, "seconds") },
    maxMessageSize: { computed: true, check: between(1024, 1048576, "bytes") },
    messageRetentionSeconds: { default: 345600, check: between(60, 1209600, "seconds") },
    receiveWaitTimeSeconds: { default: 0, check: between(0, 20, "seconds") },
    visibilityTimeoutSeconds: { default: 30, check: between(0, 43200, "seconds") },
    fifoQueue: { default: false, replaces: true },
    contentBasedDeduplication: { default: false },
    sqsManagedSseEnabled: { computed: true },
    kmsMasterKeyId: {},
    kmsDataKeyReusePeriodSeconds: { computed: true, check: between(60, 86400, "seconds") },
    policy: { computed: true, json: true, check: policyDocument("endpoint") },
    redrivePolicy: { computed: true, json: true },
    redriveAllowPolicy: { computed: true, json: true },
    region,
    tags,
  },
  computed: {
    arn: arn("sqs", ({ inputs }) => text(inputs["name"])),
    url: ({ id }) => id,
    maxMessageSize: 262144,
    kmsDataKeyReusePeriodSeconds: 300,
    // SQS encrypts with its own keys unless KMS does.
    sqsManagedSseEnabled: ({ inputs }) => !isGiven(inputs["kmsMasterKeyId"]),
    policy: "",
    redrivePolicy: "",
    redriveAllowPolicy: "",
    namePrefix: "",
    deduplicationScope: "",
    fifoThroughputLimit: "",
  },
  validate,
  check,
};

export const queueTypes: Record<string, ResourceType> = { [QUEUE]: queue };
