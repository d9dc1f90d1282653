import * as pulumi from "@pulumi/pulumi";
import { FunctionEventInvokeConfig } from "@pulumi/aws/lambda/functionEventInvokeConfig";
import { Queue } from "@pulumi/aws/sqs/queue";
import { createPrivateBucket, deleteOldVersions } from "../../../private-bucket";
import { type Tags, named } from "../../../tags";
import { createFollowerAlarms, type WatchedTargets } from "./follower-alarms";
import { createScheduledFunction } from "../../function/scheduled-function";
import { followerPolicy } from "./follower-policy";
import { formerly } from "../../renamed";

/** A name whose addresses are the targets of a group. */
interface FollowedTarget extends WatchedTargets {
  readonly dnsName: pulumi.Input<string>;
  readonly port: number;
  /** Of type `ip`. Only targets that the function registered are ever deregistered. */
  readonly targetGroupArn: pulumi.Input<string>;
}

interface FollowerArgs {
  /** By name and port, such as `blue-443`; alarms are named by them. */
  readonly targets: Readonly<Record<string, FollowedTarget>>;
  /** IPv4 block of the target groups' VPC; addresses outside it are registered for all zones. */
  readonly vpcCidr: pulumi.Input<string>;
  /** Topic of the alarms. @default - the alarms notify no topic */
  readonly topicArn?: pulumi.Input<string> | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** The longest that a message is kept in a queue. */
const FOURTEEN_DAYS = 14 * 24 * 3600;

/**
 * A Lambda function that resolves names each minute, and keeps their addresses registered in target groups. It is for an
 * ALB in another VPC or account, and for names that do not belong to an ALB.
 *
 * Guarantees
 * - Two runs never overlap: the function has a reserved concurrency of one. Lambda keeps 100 of an account's concurrency
 *   unreserved. A new account has a quota of 10 in total, and must raise it first.
 * - A failed run is not retried. The next run, a minute later, does the same work. An invocation that could not run is
 *   in the dead letter queue for 14 days.
 * - The function may change only these target groups and one object.
 *
 * 43,800 runs a month of about a second cost $0.16 (arm64, 256 MB) beyond Lambda's free tier. CloudWatch's metrics cost
 * $0.30 each.
 *
 * Creates the resources of `createScheduledFunction`, `<name>` (the function's invocation settings, bucket with its
 * settings, dead letter queue), and the alarms `<name>-failed`, `<name>-stale`, `<name>-dead-letters` and `<name>-no-targets-<target>`.
 */
export class Follower extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;
  readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: FollowerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:front-door:Follower", name, {}, formerly("Follower", opts));
    const { targets, topicArn, tags } = args;
    const options = { parent: this };
    const place = createPrivateBucket(name, { parent: this, tags });
    // The function writes one each time that something changes.
    deleteOldVersions(name, place, 30, this);
    const { bucket } = place;
    const queue = new Queue(
      name,
      {
        sqsManagedSseEnabled: true,
        messageRetentionSeconds: FOURTEEN_DAYS,
        tags: named(name, tags),
      },
      options,
    );
    const follower = createScheduledFunction(name, {
      parent: this,
      code: "follow-addresses",
      description: "Keeps the addresses of names registered in target groups",
      timeoutSeconds: 300,
      variables: settings(args, bucket.bucket),
      settings: { reservedConcurrentExecutions: 1, deadLetterConfig: { targetArn: queue.arn } },
      roleDescription: "Follows addresses: registers targets, keeps its state, logs and measures",
      policy: (logGroupArn) =>
        pulumi
          .output({
            targetGroupArns: Object.values(targets).map(({ targetGroupArn }) => targetGroupArn),
            bucketArn: bucket.arn,
            logGroupArn,
            deadLetterQueueArn: queue.arn,
          })
          .apply(followerPolicy),
      schedule: {
        description: "Invokes the function that follows addresses",
        what: "Addresses are followed each minute",
        minutes: 1,
      },
      tags,
    });
    new FunctionEventInvokeConfig(
      name,
      {
        functionName: follower.name,
        maximumRetryAttempts: 0,
        // A run that has waited for another one this long has been overtaken by the next.
        maximumEventAgeInSeconds: 60,
      },
      options,
    );
    createFollowerAlarms(name, {
      parent: this,
      functionName: follower.name,
      queueName: queue.name,
      targets,
      topicArn,
      tags,
    });
    this.functionName = follower.name;
    this.functionArn = follower.arn;
    this.registerOutputs({ functionName: this.functionName, functionArn: this.functionArn });
  }
}

/** The function's settings: lists have one entry for each target, in the order of their keys. */
function settings(
  { targets, vpcCidr }: FollowerArgs,
  bucket: pulumi.Output<string>,
): Record<string, pulumi.Input<string>> {
  const sorted = Object.keys(targets)
    .sort()
    .map((key) => targets[key]!);
  const list = (values: pulumi.Input<string | number>[]) =>
    pulumi.all(values).apply((all) => all.join(","));
  return {
    ALB_DNS_NAME: list(sorted.map(({ dnsName }) => dnsName)),
    ALB_LISTENER: list(sorted.map(({ port }) => port)),
    NLB_TG_ARN: list(sorted.map(({ targetGroupArn }) => targetGroupArn)),
    S3_BUCKET: bucket,
    MAX_LOOKUP_PER_INVOCATION: "50",
    INVOCATIONS_BEFORE_DEREGISTRATION: "3",
    CW_METRIC_FLAG_IP_COUNT: "true",
    TARGET_VPC_CIDR: vpcCidr,
  };
}
