import type * as pulumi from "@pulumi/pulumi";
import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import { type Tags, named } from "../../../tags";
import { METRIC_NAMESPACE } from "../../function/metrics";

/** A target group, and the load balancer that forwards to it, as CloudWatch's dimensions name them. */
export interface WatchedTargets {
  readonly loadBalancerArnSuffix: pulumi.Input<string>;
  readonly targetGroupArnSuffix: pulumi.Input<string>;
}

interface FollowerAlarmsArgs {
  readonly parent: pulumi.ComponentResource;
  readonly functionName: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;
  readonly targets: Readonly<Record<string, WatchedTargets>>;
  readonly topicArn: pulumi.Input<string> | undefined;
  readonly tags: Tags | undefined;
}

/** Runs are a minute apart; so many seconds without a good one, and addresses may be out of date. */
const STALE_SECONDS = 300;

/**
 * Creates `<name>-failed` (a run failed), `<name>-stale` (no good run for five minutes, or none at all),
 * `<name>-dead-letters` (a run was given up) and for each target group `<name>-no-targets-<target>` (no
 * healthy address). Each costs $0.10 a month.
 */
export function createFollowerAlarms(name: string, args: FollowerAlarmsArgs): void {
  const { functionName, queueName, targets, topicArn, parent, tags } = args;
  const actions = topicArn === undefined ? [] : [topicArn];
  const alarm = (what: string, watched: MetricAlarmArgs) => {
    const alarmName = `${name}-${what}`;
    new MetricAlarm(
      alarmName,
      { ...watched, alarmActions: actions, okActions: actions, tags: named(alarmName, tags) },
      { parent },
    );
  };
  alarm("failed", {
    alarmDescription: "A run of the function that follows addresses failed",
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: functionName },
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
  });
  alarm("stale", {
    alarmDescription: "Addresses have not been followed for five minutes",
    namespace: METRIC_NAMESPACE,
    metricName: "SecondsSinceSuccess",
    dimensions: { FunctionName: functionName },
    statistic: "Maximum",
    period: STALE_SECONDS,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: STALE_SECONDS,
    // A function that does not run at all puts no metrics.
    treatMissingData: "breaching",
  });
  alarm("dead-letters", {
    alarmDescription: "A run of the function that follows addresses was given up",
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
  });
  for (const [target, { loadBalancerArnSuffix, targetGroupArnSuffix }] of Object.entries(targets)) {
    alarm(`no-targets-${target}`, {
      alarmDescription: `${target} has no healthy address`,
      namespace: "AWS/NetworkELB",
      metricName: "HealthyHostCount",
      dimensions: { LoadBalancer: loadBalancerArnSuffix, TargetGroup: targetGroupArnSuffix },
      // The most that any zone's node of the load balancer sees.
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 2,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
    });
  }
}
