import { randomUUID } from "node:crypto";
import { type Values, isKnown, text } from "./values";
import { policyDocument } from "./policy";
import { ACCOUNT_ID, arn, oneOf, region, tags } from "./shared";
import { TOPIC, TOPIC_SUBSCRIPTION } from "./tokens";
import type { Problem, ResourceType } from "./type";

const topic: ResourceType = {
  noun: "SNS Topic",
  operations: {
    create: "SNS: CreateTopic",
    update: "SNS: SetTopicAttributes",
    remove: "SNS: DeleteTopic",
  },
  missing: () => ["NotFound", "Topic does not exist"],
  autoName: 256,
  id: (context) => arn("sns", ({ inputs }) => text(inputs["name"]))(context),
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        /^[\w-]{1,256}$/.test(text(value))
          ? undefined
          : `expected at most 256 of the characters a-z, A-Z, 0-9, _ and -, got ${JSON.stringify(value)}`,
    },
    displayName: {},
    kmsMasterKeyId: {},
    policy: { computed: true, json: true, check: policyDocument("endpoint") },
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    owner: ACCOUNT_ID,
    policy: ({ id }) =>
      JSON.stringify({
        Version: "2008-10-17",
        Id: "__default_policy_ID",
        Statement: [
          {
            Sid: "__default_statement_ID",
            Effect: "Allow",
            Principal: { AWS: "*" },
            Action: ["SNS:Publish", "SNS:Subscribe"],
            Resource: id,
            Condition: { StringEquals: { "AWS:SourceOwner": ACCOUNT_ID } },
          },
        ],
      }),
    namePrefix: "",
    beginningArchiveTime: "",
    fifoThroughputScope: "",
    signatureVersion: 0,
    tracingConfig: "",
  },
};

/** The format of a protocol's endpoint. */
const endpoints: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  http: /^http:\/\/\S+$/,
  https: /^https:\/\/\S+$/,
  sms: /^\+\d{6,15}$/,
  sqs: /^arn:aws[a-z-]*:sqs:/,
  lambda: /^arn:aws[a-z-]*:lambda:/,
};

function validate({ protocol, endpoint }: Values): Problem[] {
  const pattern = endpoints[text(protocol)];
  return pattern && isKnown(endpoint) && !pattern.test(text(endpoint))
    ? [
        {
          property: "endpoint",
          reason: `InvalidParameter: Invalid parameter: Endpoint: ${JSON.stringify(endpoint)} is none of protocol ${text(protocol)}`,
        },
      ]
    : [];
}

/** Whether a subscription has to be confirmed, which never happens here. */
const waits = (inputs: Values): boolean =>
  !["sqs", "lambda", "sms"].includes(text(inputs["protocol"]));

const subscription: ResourceType = {
  noun: "SNS Topic Subscription",
  operations: {
    create: "SNS: Subscribe",
    update: "SNS: SetSubscriptionAttributes",
    remove: "SNS: Unsubscribe",
  },
  missing: () => ["NotFound", "Subscription does not exist"],
  id: ({ inputs }) => `${text(inputs["topic"])}:${randomUUID()}`,
  inputs: {
    topic: { required: true, replaces: true, refersTo: TOPIC, bond: "follows" },
    protocol: { required: true, replaces: true, check: oneOf(...Object.keys(endpoints)) },
    endpoint: { required: true, replaces: true },
    endpointAutoConfirms: { default: false },
    confirmationTimeoutInMinutes: { default: 1 },
    rawMessageDelivery: { default: false },
    filterPolicy: { json: true },
    filterPolicyScope: { computed: true, check: oneOf("MessageAttributes", "MessageBody") },
    region,
  },
  computed: {
    arn: ({ id }) => id,
    ownerId: ACCOUNT_ID,
    confirmationWasAuthenticated: ({ inputs }) => !waits(inputs),
    pendingConfirmation: ({ inputs }) => waits(inputs),
    filterPolicyScope: "",
  },
  validate,
};

export const topicTypes: Record<string, ResourceType> = {
  [TOPIC]: topic,
  [TOPIC_SUBSCRIPTION]: subscription,
};
