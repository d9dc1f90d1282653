import * as pulumi from "@pulumi/pulumi";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function";
import { assumedBy } from "../../iam";
import { type Tags, named } from "../../tags";
import { bundleLambda } from "../function/bundle";
import { METRIC_NAMESPACE } from "../function/metrics";
import { scheduleFunction } from "../function/schedule";
import { poolCheckPolicy } from "./pool-check-policy";

interface PoolCheckArgs {
  readonly dnsName: pulumi.Input<string>;
  readonly ipamPoolId: pulumi.Input<string>;
  readonly tags: Tags | undefined;
}

/** Of the function's logs. */
const RETENTION_DAYS = 30;

/** Minutes from one check to the next. */
export const CHECK_MINUTES = 5;

/**
 * A Lambda function that checks each five minutes whether the addresses of a load balancer are in the blocks of its
 * pool, and how many addresses the pool has left. It changes nothing.
 *
 * 8,760 runs a month of about two seconds cost $0.06 (arm64, 256 MB) beside what Lambda's free tier covers; its two
 * metrics cost $0.30 each.
 *
 * Creates `<name>` (function, role and policy, log group) and `<name>-schedule` (schedule, role and policy).
 */
export class PoolCheck extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: PoolCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:front-door:PoolCheck", name, {}, opts);
    const { dnsName, ipamPoolId, tags } = args;
    const options = { parent: this };
    const logGroup = new LogGroup(
      name,
      { retentionInDays: RETENTION_DAYS, tags: named(name, tags) },
      options,
    );
    const role = new Role(
      name,
      {
        description: "Checks the addresses of a load balancer: reads a pool, logs and measures",
        assumeRolePolicy: JSON.stringify(assumedBy("lambda.amazonaws.com")),
        tags: named(name, tags),
      },
      options,
    );
    const document = pulumi
      .all([logGroup.arn, ipamPoolId])
      .apply(([logGroupArn, poolId]) => JSON.stringify(poolCheckPolicy(logGroupArn, poolId)));
    const policy = new RolePolicy(name, { role: role.name, policy: document }, options);
    const check = new LambdaFunction(
      name,
      {
        description: "Checks that a load balancer has addresses of its pool",
        code: new pulumi.asset.AssetArchive({
          "index.mjs": new pulumi.asset.StringAsset(bundleLambda("check-pool")),
        }),
        handler: "index.handler",
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        memorySize: 256,
        timeout: 60,
        role: role.arn,
        environment: { variables: { DNS_NAME: dnsName, POOL_ID: ipamPoolId, METRIC_NAMESPACE } },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
        tags: named(name, tags),
      },
      { ...options, dependsOn: policy },
    );
    scheduleFunction(`${name}-schedule`, {
      parent: this,
      functionArn: check.arn,
      description: "Invokes the function that checks the addresses of a load balancer",
      what: "Addresses are checked every five minutes",
      minutes: CHECK_MINUTES,
      tags,
    });
    this.functionName = check.name;
    this.registerOutputs({ functionName: this.functionName });
  }
}
