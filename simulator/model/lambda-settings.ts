import { randomBytes } from "node:crypto";
import { AwsError } from "./errors";
import { text } from "./values";
import { functionNamed } from "./lambda";
import { between, region } from "./shared";
import { LAMBDA_FUNCTION, LAMBDA_INVOKE_CONFIG, LAMBDA_PERMISSION } from "./tokens";
import type { ResourceType } from "./type";

const destination = { fields: { destination: { required: true } } };

/** Settings of asynchronous invocations; a function has one for each version. */
const invokeConfig: ResourceType = {
  noun: "Lambda Function Event Invoke Config",
  operations: {
    create: "Lambda: PutFunctionEventInvokeConfig",
    update: "Lambda: PutFunctionEventInvokeConfig",
    remove: "Lambda: DeleteFunctionEventInvokeConfig",
  },
  missing: (id) => [
    "ResourceNotFoundException",
    `The function ${id} doesn't have an EventInvokeConfig`,
  ],
  id: ({ inputs }) =>
    [inputs["functionName"], inputs["qualifier"]].map(text).filter(Boolean).join(":"),
  inputs: {
    functionName: {
      required: true,
      replaces: true,
      refersTo: LAMBDA_FUNCTION,
      bond: "follows",
    },
    qualifier: { replaces: true },
    maximumEventAgeInSeconds: { check: between(60, 21600, "seconds") },
    maximumRetryAttempts: { default: 2, check: between(0, 2) },
    destinationConfig: { fields: { onFailure: destination, onSuccess: destination } },
    region,
  },
  computed: {},
};

/** A statement of a function's resource policy. */
const permission: ResourceType = {
  noun: "Lambda Permission",
  operations: {
    create: "Lambda: AddPermission",
    update: "Lambda: AddPermission",
    remove: "Lambda: RemovePermission",
  },
  missing: (id) => ["ResourceNotFoundException", `Statement ${id} is not found in resource policy`],
  taken: ({ id }) => [
    "ResourceConflictException",
    `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  ],
  id: ({ inputs }) => text(inputs["statementId"]) || `terraform-${randomBytes(13).toString("hex")}`,
  inputs: {
    function: { required: true, replaces: true },
    action: {
      required: true,
      replaces: true,
      check: (value) =>
        /^(lambda:[A-Za-z]+|lambda:\*|\*)$/.test(text(value))
          ? undefined
          : `expected an action of Lambda such as lambda:InvokeFunction, got ${JSON.stringify(value)}`,
    },
    principal: { required: true, replaces: true },
    sourceAccount: { replaces: true },
    sourceArn: {
      replaces: true,
      check: (value) =>
        text(value).startsWith("arn:")
          ? undefined
          : `expected an ARN, got ${JSON.stringify(value)}`,
    },
    statementId: { replaces: true, computed: true },
    qualifier: { replaces: true },
    region,
  },
  computed: { statementId: ({ id }) => id, statementIdPrefix: "" },
  check: ({ account, inputs, region }) => {
    if (!functionNamed(account, inputs["function"], region)) {
      throw new AwsError(
        "ResourceNotFoundException",
        `Function not found: ${text(inputs["function"])}`,
      );
    }
  },
};

export const lambdaSettingTypes: Record<string, ResourceType> = {
  [LAMBDA_INVOKE_CONFIG]: invokeConfig,
  [LAMBDA_PERMISSION]: permission,
};
