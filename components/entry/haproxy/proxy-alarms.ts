import * as pulumi from "@pulumi/pulumi";
import { Dashboard } from "@pulumi/aws/cloudwatch/dashboard";
import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import { Topic } from "@pulumi/aws/sns/topic";
import { named } from "../../tags";
import { renderDashboard } from "./dashboard";

export interface ProxyAlarmsArgs {
  readonly region: string;
  /** Auto scaling groups by node. */
  readonly groupNames: Readonly<Record<string, pulumi.Output<string>>>;
  /** Fewest instances of each group that are right. @default 1 */
  readonly leastInstances?: number;
  /**
   * What nodes report, by what the alarm is called.
   *
   * @default - claims, boots and configurations that failed
   */
  readonly reports?: Readonly<Record<string, string>>;
  /** Route 53 health checks by address key. */
  readonly healthCheckIds: Readonly<Record<string, pulumi.Output<string>>>;
  /**
   * Bytes that an instance sends in five minutes, below and above which something is wrong.
   *
   * @default - 1 MB, about what health checks alone make, and 25 GB, 0.7 Gbit/s
   */
  readonly networkOutBytes?: { readonly low: number; readonly high: number };
  /** @default - only `Name` */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Route 53 has its metrics in this region only, wherever the checked address is. */
const ROUTE53_METRICS_REGION = "us-east-1";

const NETWORK_OUT_BYTES = { low: 1e6, high: 25e9 };

const REPORTS = {
  "claim-failed": "ClaimFailed",
  "boot-failed": "BootFailed",
  "config-failed": "ConfigFailed",
};

/**
 * What tells people that the proxy tier is in trouble. Subscribe to `topicArn`, and outside us-east-1 to
 * `healthTopicArn` as well: the alarms of health checks live there, and an alarm speaks to a topic of its
 * own region only.
 *
 * An alarm costs $0.10 a month, of which an account's first ten are free; the dashboard $3.00 beyond an
 * account's first three.
 *
 * Creates `<name>` (topic, dashboard), `<name>-health` (topic, outside us-east-1); for each node
 * `<name>-<node>-<what>` with `network-high`, `network-low`, `below-desired`, `claim-failed`,
 * `boot-failed` and `config-failed`; for each address `<name>-<key>-unhealthy`.
 */
export class ProxyAlarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly healthTopicArn: pulumi.Output<string>;

  readonly #name: string;
  readonly #tags: Readonly<Record<string, string>> | undefined;

  constructor(name: string, args: ProxyAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("holdfast:entry:ProxyAlarms", name, {}, opts);
    this.#name = name;
    this.#tags = args.tags;
    this.topicArn = this.createTopic(name);
    this.healthTopicArn =
      args.region === ROUTE53_METRICS_REGION
        ? this.topicArn
        : this.createTopic(`${name}-health`, ROUTE53_METRICS_REGION);
    for (const [node, group] of Object.entries(args.groupNames)) this.watchNode(node, group, args);
    for (const [key, id] of Object.entries(args.healthCheckIds)) this.watchAddress(key, id);
    // Dashboards of all stacks of an account share one space of names.
    const dashboardName = [args.tags?.["holdfast:stack"], name].filter(Boolean).join("-");
    new Dashboard(
      name,
      { dashboardName: dashboardName.replaceAll("/", "-"), dashboardBody: renderDashboard(args) },
      { parent: this },
    );
    this.registerOutputs({ topicArn: this.topicArn, healthTopicArn: this.healthTopicArn });
  }

  /** Unencrypted: CloudWatch cannot publish to a topic under the key that AWS manages. */
  private createTopic(name: string, region?: string): pulumi.Output<string> {
    return new Topic(
      name,
      { tags: named(name, this.#tags), ...(region && { region }) },
      { parent: this },
    ).arn;
  }

  private watchNode(
    node: string,
    group: pulumi.Output<string>,
    {
      networkOutBytes: { low, high } = NETWORK_OUT_BYTES,
      leastInstances: least = 1,
      reports = REPORTS,
    }: ProxyAlarmsArgs,
  ): void {
    const dimensions = { AutoScalingGroupName: group };
    const networkOut = {
      namespace: "AWS/EC2",
      metricName: "NetworkOut",
      statistic: "Sum",
      evaluationPeriods: 3,
      dimensions,
    };
    this.alarm(`${node}-network-high`, {
      ...networkOut,
      alarmDescription: `Proxy node ${node} sends more than usual`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: high * least,
    });
    this.alarm(`${node}-network-low`, {
      ...networkOut,
      alarmDescription: `Proxy node ${node} sends next to nothing`,
      comparisonOperator: "LessThanThreshold",
      threshold: low * least,
    });
    this.alarm(`${node}-below-desired`, {
      namespace: "AWS/AutoScaling",
      metricName: "GroupInServiceInstances",
      statistic: "Minimum",
      evaluationPeriods: 2,
      alarmDescription:
        least === 1
          ? `Proxy node ${node} has no instance in service`
          : `Fewer than ${least} ${node} are in service`,
      comparisonOperator: "LessThanThreshold",
      threshold: least,
      treatMissingData: "breaching",
      dimensions,
    });
    for (const [what, metricName] of Object.entries(reports)) {
      this.alarm(`${node}-${what}`, {
        namespace: "Holdfast",
        metricName,
        statistic: "Sum",
        evaluationPeriods: 1,
        alarmDescription: `Proxy node ${node} reports ${metricName}`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        // The node reports failures only.
        treatMissingData: "notBreaching",
        dimensions,
      });
    }
  }

  private watchAddress(key: string, healthCheckId: pulumi.Output<string>): void {
    this.alarm(
      `${key}-unhealthy`,
      {
        region: ROUTE53_METRICS_REGION,
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
      this.healthTopicArn,
    );
  }

  private alarm(what: string, args: MetricAlarmArgs, topic = this.topicArn): void {
    const name = `${this.#name}-${what}`;
    new MetricAlarm(
      name,
      {
        period: 300,
        ...args,
        alarmActions: [topic],
        okActions: [topic],
        tags: named(name, this.#tags),
      },
      { parent: this },
    );
  }
}
