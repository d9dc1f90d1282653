import * as aws from "@pulumi/aws";
import { ClassicVpc, launchTemplate } from "../parts";
import type { ForeignProgram } from "../program";

/** Workers that a queue's length starts and stops, and a nightly job. */
export const queueWorker: ForeignProgram = {
  title: "workers for a queue",
  declare: (wrong) => {
    const vpc = new ClassicVpc("jobs", { cidr: "10.0.0.0/16", nat: true });
    const failed = new aws.sqs.Queue("failed", {});
    const queue = new aws.sqs.Queue("jobs", {
      visibilityTimeoutSeconds: 300,
      redrivePolicy: failed.arn.apply((arn) =>
        JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 3 }),
      ),
    });
    const template = launchTemplate("worker", {
      instanceType: wrong ? "c4.large" : "c7i.large",
      instanceMarketOptions: { marketType: "spot" },
    });
    const workers = new aws.autoscaling.Group("workers", {
      minSize: wrong ? 30 : 0,
      maxSize: 20,
      vpcZoneIdentifiers: vpc.privateSubnetIds,
      launchTemplate: { id: template.id, version: "1" },
    });
    const grow = new aws.autoscaling.Policy("grow", {
      autoscalingGroupName: workers.name,
      adjustmentType: "ChangeInCapacity",
      scalingAdjustment: 1,
    });
    new aws.cloudwatch.MetricAlarm("waiting", {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue.name },
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      period: 60,
      statistic: "Maximum",
      threshold: 0,
      alarmActions: [grow.arn],
    });
    const rule = new aws.cloudwatch.EventRule("nightly", {
      scheduleExpression: wrong ? "cron(0 2 * * *)" : "cron(0 2 * * ? *)",
    });
    new aws.cloudwatch.EventTarget("nightly", { rule: rule.name, arn: queue.arn });
  },
  mistakes: {
    "aws-ec2-instance-disallow-previous-generation": [
      "instance type of worker should be of a current generation, got c4.large; use one of c7g",
    ],
    "aws-autoscaling-group-require-size-in-bounds": [
      "sizes of workers should have minSize at most maxSize, got 30 and 20; change one of them",
    ],
    "aws-scheduler-schedule-require-expression": [
      "schedule of nightly should be such as rate(5 minutes) or cron(0 18 ? * SUN-THU *), got cron(0 2 * * *); correct it",
    ],
  },
};
