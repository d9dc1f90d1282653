import * as pulumi from "@pulumi/pulumi";
import { Dashboard } from "@pulumi/aws/cloudwatch/dashboard";
import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import { CheckedAlarms } from "../proxy/alarms";
import { renderDashboard } from "./dashboard";
import { dashboardNameOf } from "./dashboard-name";
import { checkArgs } from "../../settings/check-args";
import { validateProxyAlarms } from "./check-args";
import type { ProxyAlarmsArgs } from "./args";

const NETWORK_OUT_BYTES = { low: 1e6, high: 14e9 };

const REPORTS = {
  "claim-failed": "ClaimFailed",
  "boot-failed": "BootFailed",
  "config-failed": "ConfigFailed",
};

/**
 * Alarms of the proxy tier. Subscribe to `topicArn`, and outside us-east-1 to `healthTopicArn` too: the alarms of
 * health checks are in us-east-1, and an alarm can only notify a topic in its own region.
 *
 * An alarm costs $0.10 a month, and the first ten of an account are free. The dashboard costs $3.00; the first three
 * of an account are free.
 *
 * Creates `<name>` (topic, dashboard), `<name>-health` (topic, outside us-east-1); for each node
 * `<name>-<node>-<what>` with `network-high`, `network-low`, `below-desired`, `claim-failed`,
 * `boot-failed` and `config-failed`; for each address `<name>-<key>-unhealthy`.
 *
 * @example
 * ```ts
 * const { topicArn } = new ProxyAlarms("alarms", {
 *   region: "eu-west-1",
 *   groupNames: tier.groupNames,
 *   healthCheckIds: checks.ids,
 * });
 * ```
 */
export class ProxyAlarms extends CheckedAlarms {
  constructor(name: string, args: ProxyAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    checkArgs("ProxyAlarms", name, validateProxyAlarms(args));
    super("ProxyAlarms", name, args, opts);
    for (const [node, group] of Object.entries(args.groupNames)) this.watchNode(node, group, args);
    const dashboardName = pulumi
      .output(args.tags?.["holdfast:stack"])
      .apply((stack) => dashboardNameOf(stack, name));
    new Dashboard(name, { dashboardName, dashboardBody: renderDashboard(args) }, { parent: this });
    this.registerOutputs({ topicArn: this.topicArn, healthTopicArn: this.healthTopicArn });
  }

  private watchNode(
    node: string,
    group: pulumi.Input<string>,
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
    this.watch(`${node}-network-high`, {
      ...networkOut,
      alarmDescription: `Proxy node ${node} sends more than usual`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: high * least,
    });
    this.watch(`${node}-network-low`, {
      ...networkOut,
      alarmDescription: `Proxy node ${node} sends next to nothing`,
      comparisonOperator: "LessThanThreshold",
      threshold: low * least,
    });
    this.watch(`${node}-below-desired`, {
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
      this.watch(`${node}-${what}`, {
        namespace: "Holdfast",
        metricName,
        statistic: "Sum",
        evaluationPeriods: 1,
        alarmDescription: `Proxy node ${node} reports ${metricName}`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        // The node publishes this metric on failure only.
        treatMissingData: "notBreaching",
        dimensions,
      });
    }
  }

  private watch(what: string, args: MetricAlarmArgs): void {
    this.alarm(what, { period: 300, ...args });
  }
}
