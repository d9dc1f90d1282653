import { createHash } from "node:crypto";
import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { type Value, type Values, isGiven, object, text, texts } from "./values";
import { codeProblem, filesOf } from "./lambda-code";
import { roleAllows, roleTrusting } from "./roles";
import { arn, between, oneOf, region, tags } from "./shared";
import { LAMBDA_FUNCTION, QUEUE, SECURITY_GROUP, SUBNET, TOPIC } from "./tokens";
import type { Context, Problem, ResourceType, ValueCheck } from "./type";

/** The runtimes of new functions. The simulator can run those of Node.js. */
const runtimes = [
  ...["nodejs22.x", "nodejs24.x"],
  ...["python3.11", "python3.12", "python3.13", "python3.14"],
  ...["java17", "java21", "java25", "dotnet8", "dotnet10", "ruby3.3", "ruby3.4"],
  "provided.al2023",
];

const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_.*|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

const MOST_ENVIRONMENT_BYTES = 4096;

/** The variables of a function's environment: names, reserved ones, and 4 KB in all. */
const variables: ValueCheck = (value) => {
  const entries = Object.entries(object(value));
  const wrong = entries.find(([name]) => !/^[a-zA-Z]\w+$/.test(name));
  if (wrong) {
    return `a variable's name begins with a letter and has two or more letters, digits and _, got ${JSON.stringify(wrong[0])}`;
  }
  const taken = entries.map(([name]) => name).filter((name) => reserved.test(name));
  if (taken.length > 0) {
    return `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(", ")}`;
  }
  const bytes = Buffer.byteLength(JSON.stringify(object(value)));
  return bytes > MOST_ENVIRONMENT_BYTES
    ? `Environment variables size exceeded the ${MOST_ENVIRONMENT_BYTES} bytes limit: got ${bytes}`
    : undefined;
};

const architectures: ValueCheck = (value) =>
  ["x86_64", "arm64"].includes(texts(value).join())
    ? undefined
    : `expected one of x86_64 and arm64, got ${JSON.stringify(value)}`;

/** A function by its name or its ARN. */
export const functionNamed = (
  account: AccountView,
  name: Value,
  region: string,
): Stored | undefined => {
  const own = /^arn:aws[a-z-]*:lambda:[^:]+:\d+:function:([^:]+)/.exec(text(name))?.[1];
  return account.find(LAMBDA_FUNCTION, own ?? text(name), region);
};

function validate(inputs: Values): Problem[] {
  const logging = object(inputs["loggingConfig"]);
  const levels = ["applicationLogLevel", "systemLogLevel"].filter((key) => isGiven(logging[key]));
  return [
    ...["handler", "runtime", "code"]
      .filter((key) => !isGiven(inputs[key]))
      .map((key) => ({ property: key, reason: `"${key}" is required when packageType is Zip` })),
    ...(logging["logFormat"] === "Text" ? levels : []).map((key) => ({
      property: `loggingConfig.${key}`,
      reason: `"${key}" is for logFormat JSON only`,
    })),
  ];
}

const refused = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message);

function check({ account, inputs, region }: Context): void {
  const role = roleTrusting(account, inputs["role"], "lambda.amazonaws.com");
  if (!role) {
    throw refused("The role defined for the function cannot be assumed by Lambda.");
  }
  const target = text(object(inputs["deadLetterConfig"])["targetArn"]);
  if (target) {
    const [type, action, call] = /^arn:[a-z-]+:sns:/.test(target)
      ? ([TOPIC, "sns:Publish", "Publish on SNS"] as const)
      : ([QUEUE, "sqs:SendMessage", "SendMessage on SQS"] as const);
    if (!account.all(type, region).some(({ outputs }) => outputs["arn"] === target)) {
      throw refused(`The dead letter target ${target} does not exist`);
    }
    if (!roleAllows(account, role, action, target)) {
      throw refused(`The provided execution role does not have permissions to call ${call}`);
    }
  }
}

const codeHash = ({ inputs }: Pick<Context, "inputs">): string =>
  createHash("sha256")
    .update(JSON.stringify(filesOf(inputs["code"])))
    .digest("base64");

const size = ({ inputs }: Context): number =>
  Object.values(filesOf(inputs["code"])).reduce((sum, one) => sum + Buffer.byteLength(one), 0);

const now = (): string => new Date().toISOString().replace("Z", "+0000");

const qualified = (context: Context): string => `${text(context.outputs["arn"])}:$LATEST`;

const invokeArn =
  (path: string) =>
  (context: Context): string =>
    `arn:${context.partition}:apigateway:${context.region}:lambda:path/2015-03-31/functions/${path === "" ? text(context.outputs["arn"]) : qualified(context)}/invocations`;

const lambdaFunction: ResourceType = {
  noun: "Lambda Function",
  operations: {
    create: "Lambda: CreateFunction",
    update: "Lambda: UpdateFunctionConfiguration",
    remove: "Lambda: DeleteFunction",
  },
  missing: (id) => ["ResourceNotFoundException", `Function not found: ${id}`],
  taken: ({ id }) => ["ResourceConflictException", `Function already exist: ${id}`],
  autoName: 64,
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        /^[\w-]{1,64}$/.test(text(value))
          ? undefined
          : `expected at most 64 of the characters a-z, A-Z, 0-9, _ and -, got ${JSON.stringify(value)}`,
    },
    role: { required: true },
    code: { check: codeProblem },
    handler: {
      check: (value) =>
        /^\S{1,128}$/.test(text(value))
          ? undefined
          : `expected at most 128 characters without spaces, such as index.handler, got ${JSON.stringify(value)}`,
    },
    runtime: { check: oneOf(...runtimes) },
    packageType: { default: "Zip", replaces: true, check: oneOf("Zip") },
    architectures: { computed: true, check: architectures },
    memorySize: { default: 128, check: between(128, 10240, "MB") },
    timeout: { default: 3, check: between(1, 900, "seconds") },
    reservedConcurrentExecutions: {
      default: -1,
      check: (value) =>
        Number.isInteger(value) && Number(value) >= -1
          ? undefined
          : `expected a whole number from 0, or -1 for none reserved, got ${JSON.stringify(value)}`,
    },
    environment: { fields: { variables: { check: variables } } },
    deadLetterConfig: { fields: { targetArn: { required: true } } },
    description: {
      check: (value) =>
        text(value).length <= 256 ? undefined : "a description has at most 256 characters",
    },
    ephemeralStorage: {
      computed: true,
      fields: { size: { check: between(512, 10240, "MB") } },
    },
    loggingConfig: {
      computed: true,
      fields: {
        logFormat: { required: true, check: oneOf("JSON", "Text") },
        applicationLogLevel: {
          check: oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"),
        },
        systemLogLevel: { check: oneOf("DEBUG", "INFO", "WARN") },
        logGroup: {},
      },
    },
    tracingConfig: {
      computed: true,
      fields: { mode: { required: true, check: oneOf("Active", "PassThrough") } },
    },
    vpcConfig: {
      fields: {
        subnetIds: { required: true, unordered: true, refersTo: SUBNET, bond: "holds" },
        securityGroupIds: {
          required: true,
          unordered: true,
          refersTo: SECURITY_GROUP,
          bond: "holds",
        },
      },
    },
    publish: { default: false },
    skipDestroy: { default: false },
    sourceCodeHash: { computed: true },
    region,
    tags,
  },
  computed: {
    arn: arn("lambda", ({ id }) => `function:${id}`),
    invokeArn: invokeArn(""),
    qualifiedArn: qualified,
    qualifiedInvokeArn: invokeArn("qualified"),
    responseStreamingInvokeArn: "",
    architectures: ["x86_64"],
    codeSha256: codeHash,
    sourceCodeHash: codeHash,
    sourceCodeSize: size,
    lastModified: now,
    version: "$LATEST",
    signingJobArn: "",
    signingProfileVersionArn: "",
    ephemeralStorage: { size: 512 },
    loggingConfig: ({ id }) => ({ logFormat: "Text", logGroup: `/aws/lambda/${id}` }),
    tracingConfig: { mode: "PassThrough" },
  },
  changed: (context) => ({
    codeSha256: codeHash(context),
    sourceCodeHash: codeHash(context),
    sourceCodeSize: size(context),
    lastModified: now(),
  }),
  validate,
  check,
};

export const lambdaTypes: Record<string, ResourceType> = { [LAMBDA_FUNCTION]: lambdaFunction };
