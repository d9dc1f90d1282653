import type * as pulumi from "@pulumi/pulumi";
import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";

/** ARN suffixes, as CloudWatch's dimensions name load balancers and target groups. */
export type Suffix = pulumi.Input<string>;

export type Namespace = "AWS/ApplicationELB" | "AWS/NetworkELB";

/** Percent of requests that end with 5xx. */
const MOST_ERRORS = 5;

/** When a target group of a load balancer has had no healthy target for two minutes. */
export function noHealthyTarget(
  what: string,
  namespace: Namespace,
  balancer: Suffix,
  group: Suffix,
): MetricAlarmArgs {
  return {
    alarmDescription: `${what} has no healthy target`,
    namespace,
    metricName: "HealthyHostCount",
    dimensions: { LoadBalancer: balancer, TargetGroup: group },
    // The most that any zone's node of the load balancer sees.
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 2,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    // There is a count as long as there are targets.
    treatMissingData: "breaching",
  };
}

/** When more than one request in twenty ends with 5xx, in three minutes of five, at an ALB. */
export function failingRequests(loadBalancer: Suffix): MetricAlarmArgs {
  const count = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: { LoadBalancer: loadBalancer },
      stat: "Sum",
      period: 60,
    },
  });
  return {
    alarmDescription: `More than ${MOST_ERRORS} % of requests end with 5xx`,
    metricQueries: [
      {
        id: "percent",
        label: "Requests that end with 5xx, percent",
        // Requests that reached no target are not among RequestCount.
        expression: "100 * (FILL(own, 0) + FILL(theirs, 0)) / (FILL(requests, 0) + FILL(own, 0))",
        returnData: true,
      },
      count("own", "HTTPCode_ELB_5XX_Count"),
      count("theirs", "HTTPCode_Target_5XX_Count"),
      count("requests", "RequestCount"),
    ],
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    comparisonOperator: "GreaterThanThreshold",
    threshold: MOST_ERRORS,
    // No requests.
    treatMissingData: "notBreaching",
  };
}
