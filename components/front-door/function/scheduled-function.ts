import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { type FunctionArgs, Function as LambdaFunction } from "@pulumi/aws/lambda/function";
import { assumedBy } from "../../iam";
import { type Tags, named } from "../../tags";
import { type LambdaName, bundleLambda } from "./bundle";
import { METRIC_NAMESPACE } from "./metrics";
import { type ScheduleArgs, scheduleFunction } from "./schedule";

interface ScheduledFunctionArgs {
  readonly parent: pulumi.ComponentResource;
  readonly code: LambdaName;
  readonly description: string;
  readonly timeoutSeconds: number;
  /** Its environment, beside the namespace of metrics. */
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  readonly settings?: Pick<FunctionArgs, "reservedConcurrentExecutions" | "deadLetterConfig">;
  readonly roleDescription: string;
  /** The policy of its role. */
  readonly policy: (logGroupArn: pulumi.Output<string>) => pulumi.Output<object>;
  readonly schedule: Pick<ScheduleArgs, "description" | "what" | "minutes">;
  readonly tags: Tags | undefined;
}

/** Of the function's logs. */
const RETENTION_DAYS = 30;

/**
 * Creates a Lambda function of this project that runs on a schedule: `<name>` (function, role and policy, log group) and
 * `<name>-schedule` (schedule, role and policy).
 */
export function createScheduledFunction(name: string, args: ScheduledFunctionArgs): LambdaFunction {
  const { parent, tags } = args;
  const logGroup = new LogGroup(
    name,
    { retentionInDays: RETENTION_DAYS, tags: named(name, tags) },
    { parent },
  );
  const role = new Role(
    name,
    {
      description: args.roleDescription,
      assumeRolePolicy: JSON.stringify(assumedBy("lambda.amazonaws.com")),
      tags: named(name, tags),
    },
    { parent },
  );
  const policy = new RolePolicy(
    name,
    { role: role.name, policy: args.policy(logGroup.arn).apply((one) => JSON.stringify(one)) },
    { parent },
  );
  const made = new LambdaFunction(
    name,
    {
      description: args.description,
      code: new pulumi.asset.AssetArchive({
        "index.mjs": new pulumi.asset.StringAsset(bundleLambda(args.code)),
      }),
      handler: "index.handler",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      memorySize: 256,
      timeout: args.timeoutSeconds,
      role: role.arn,
      environment: { variables: { ...args.variables, METRIC_NAMESPACE } },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tags: named(name, tags),
      ...args.settings,
    },
    // Lambda refuses a dead letter queue that the role may not send to.
    { parent, dependsOn: policy },
  );
  scheduleFunction(`${name}-schedule`, {
    ...args.schedule,
    parent,
    functionArn: made.arn,
    tags,
  });
  return made;
}

/** Lets a function put metrics in one namespace, and write to one log group. */
export const measureAndLog = (logGroupArn: string) => [
  {
    Sid: "Metrics",
    Effect: "Allow",
    Action: "cloudwatch:PutMetricData",
    Resource: "*",
    Condition: { StringEquals: { "cloudwatch:namespace": METRIC_NAMESPACE } },
  },
  {
    Sid: "Logs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  },
];
