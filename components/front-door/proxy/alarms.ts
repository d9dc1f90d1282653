import * as pulumi from "@pulumi/pulumi";
import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import { Topic } from "@pulumi/aws/sns/topic";
import { partitionOf } from "../../settings/partition";
import { type Tags, named } from "../../tags";
import { formerly } from "../renamed";

/** Alarms of a front door, and their SNS topic `<name>`. */
export abstract class Alarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  readonly #name: string;
  readonly #tags: Tags | undefined;

  protected constructor(
    type: string,
    name: string,
    tags: Tags | undefined,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    super(`holdfast:front-door:${type}`, name, {}, formerly(type, opts));
    this.#name = name;
    this.#tags = tags;
    this.topicArn = this.createTopic(name);
  }

  /** Not encrypted: CloudWatch cannot publish to a topic that uses the AWS managed key. */
  protected createTopic(name: string, region?: string): pulumi.Output<string> {
    return new Topic(name, { tags: named(name, this.#tags), region }, { parent: this }).arn;
  }

  /** Creates `<name>-<what>`, which notifies the topic after the `actions`. */
  protected alarm(
    what: string,
    args: MetricAlarmArgs,
    {
      topicArn = this.topicArn,
      actions = [],
    }: { readonly topicArn?: pulumi.Output<string>; readonly actions?: readonly string[] } = {},
  ): void {
    const name = `${this.#name}-${what}`;
    new MetricAlarm(
      name,
      {
        ...args,
        alarmActions: [...actions, topicArn],
        okActions: [topicArn],
        tags: named(name, this.#tags),
      },
      { parent: this },
    );
  }
}

/** Alarms of a front door whose addresses Route 53 checks. */
export abstract class CheckedAlarms extends Alarms {
  /**
   * Topic of the health checks' alarms: an alarm can only notify a topic in its own region. Outside us-east-1 it is
   * the topic `<name>-health` there, else `topicArn`. In GovCloud and China, it is us-gov-west-1 or cn-northwest-1.
   */
  readonly healthTopicArn: pulumi.Output<string>;

  protected constructor(
    type: string,
    name: string,
    {
      region,
      healthCheckIds,
      tags,
    }: {
      readonly region: string;
      /** Health check ids by address key. */
      readonly healthCheckIds: Readonly<Record<string, pulumi.Input<string>>>;
      readonly tags?: Tags | undefined;
    },
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    super(type, name, tags, opts);
    const checks = Object.entries(healthCheckIds);
    // Route 53 publishes its metrics in one region of a partition, for addresses in any region.
    const { route53Region } = partitionOf(region);
    this.healthTopicArn =
      checks.length === 0 || region === route53Region
        ? this.topicArn
        : this.createTopic(`${name}-health`, route53Region);
    for (const [key, id] of checks) this.watchAddress(key, id, route53Region);
  }

  private watchAddress(key: string, healthCheckId: pulumi.Input<string>, region: string): void {
    this.alarm(
      `${key}-unhealthy`,
      {
        region,
        namespace: "AWS/Route53",
        metricName: "HealthCheckStatus",
        statistic: "Minimum",
        period: 60,
        evaluationPeriods: 1,
        alarmDescription: `${key} does not serve`,
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        dimensions: { HealthCheckId: healthCheckId },
      },
      { topicArn: this.healthTopicArn },
    );
  }
}
