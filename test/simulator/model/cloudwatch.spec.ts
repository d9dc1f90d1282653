import assert from "node:assert/strict";
import { DASHBOARD, METRIC_ALARM } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const alarm = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(METRIC_ALARM, {
    name: "claim",
    namespace: "Holdfast",
    metricName: "ClaimFailed",
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 3,
    threshold: 0,
    comparisonOperator: "GreaterThanThreshold",
    ...inputs,
  });

const bare = {
  metricName: undefined,
  namespace: undefined,
  statistic: undefined,
  period: undefined,
};

const dashboard = (lab: Lab, body: string): Stored =>
  lab.make(DASHBOARD, { dashboardName: "holdfast", dashboardBody: body });

describe("MetricAlarm and Dashboard", () => {
  it("have ARNs, the dashboard's without a region", () => {
    const lab = new Lab();
    assert.equal(
      lab.state(alarm(lab))["arn"],
      "arn:aws:cloudwatch:us-east-1:123456789012:alarm:claim",
    );
    assert.equal(
      lab.state(dashboard(lab, '{"widgets":[]}'))["dashboardArn"],
      "arn:aws:cloudwatch::123456789012:dashboard/holdfast",
    );
  });

  it("compute from several metrics", () => {
    const metric = { namespace: "Holdfast", metricName: "A", period: 60, stat: "Sum" };
    const metricQueries = [
      { id: "a", metric },
      { id: "e", expression: "a * 2", returnData: true },
    ];
    assert.ok(alarm(new Lab(), { ...bare, metricQueries }));
  });

  refuses([
    [
      "more datapoints than periods shall alarm",
      (lab) => alarm(lab, { datapointsToAlarm: 4 }),
      "datapointsToAlarm: must not be above evaluationPeriods, which is 3: got 4",
    ],
    [
      "a period is no multiple of a minute",
      (lab) => alarm(lab, { period: 45 }),
      "period: expected 10, 20, 30 or a multiple of 60 seconds, got 45",
    ],
    [
      "the periods are longer than a day",
      (lab) => alarm(lab, { period: 1800, evaluationPeriods: 49 }),
      "evaluationPeriods: Metrics cannot be checked across more than 1 day(s) (EvaluationPeriods * Period must be <= 86400)",
    ],
    [
      "the comparison is unknown",
      (lab) => alarm(lab, { comparisonOperator: "GreaterThan" }),
      'comparisonOperator: expected one of GreaterThanOrEqualToThreshold, GreaterThanThreshold, LessThanThreshold, LessThanOrEqualToThreshold, got "GreaterThan"',
    ],
    [
      "an action is no ARN",
      (lab) => alarm(lab, { alarmActions: ["ops@example.com"] }),
      'alarmActions: expected the ARN of an action, such as an SNS topic\'s, got "ops@example.com"',
    ],
    [
      "there is no statistic",
      (lab) => alarm(lab, { statistic: undefined }),
      "statistic: exactly one of statistic and extendedStatistic must be given with metricName",
    ],
    [
      "no query returns data",
      (lab) => alarm(lab, { ...bare, metricQueries: [{ id: "e", expression: "1" }] }),
      "metricQueries: exactly one query must have returnData: true, got 0",
    ],
    [
      "a dashboard's body is no JSON",
      (lab) => dashboard(lab, "{"),
      "dashboardBody: InvalidParameterInput: The dashboard body is invalid: it is no JSON",
    ],
    [
      "a widget has no properties",
      (lab) => dashboard(lab, '{"widgets":[{"type":"metric"}]}'),
      "dashboardBody: InvalidParameterInput: The dashboard body is invalid: widgets[0] needs a known type and properties",
    ],
  ]);
});
