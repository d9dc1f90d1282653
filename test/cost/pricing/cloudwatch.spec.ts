import assert from "node:assert/strict";
import { bill, priced, resource, several } from "../resources";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const names = (count: number) => Array.from({ length: count }, (_, index) => `x-${index}`);

describe("pricing of CloudWatch", () => {
  it("prices alarms beyond the first ten", () => {
    assert.equal(priced(several(ALARM, names(28), { namespace: "AWS/EC2" })).total, "1.8");
  });

  it("prices an alarm for each metric that it looks at", () => {
    const metricQueries = [{ metric: {} }, { metric: {} }, { expression: "a / b" }];
    const { lines } = priced([resource(ALARM, "ratio", { metricQueries })]);
    assert.equal(lines[0]?.quantity, "2");
  });

  it("names alarms of high resolution as unpriced", () => {
    assert.deepEqual(priced([resource(ALARM, "fast", { period: 10 })]).unpriced, [
      { name: "high-resolution-alarm", count: 1 },
    ]);
  });

  it("prices each custom metric once, however many alarms watch it", () => {
    const watch = (name: string, dimensions: object) =>
      resource(ALARM, name, { namespace: "Holdfast", metricName: "Errors", dimensions });
    const alarms = [
      ...names(12).map((name) => watch(name, { Node: name })),
      watch("again", { Node: "x-0" }),
      resource(ALARM, "aws", { namespace: "AWS/EC2", metricName: "Errors" }),
    ];
    assert.deepEqual(bill(priced(alarms)).slice(-2), [
      "custom metrics with alarms: 10 x 0 = 0",
      "custom metrics with alarms: 2 x 0.3 = 0.6",
    ]);
  });

  it("takes dimensions that are not known yet for different ones", () => {
    const inputs = { namespace: "Holdfast", metricName: "E", dimensions: { Node: undefined } };
    assert.match(bill(priced(several(ALARM, names(3), inputs))).at(-1) ?? "", /: 3 x 0 = 0$/);
  });

  it("prices dashboards beyond the first three", () => {
    assert.equal(priced(several("aws:cloudwatch/dashboard:Dashboard", names(4))).total, "3");
  });

  it("prices flow logs by where they go, and their log group with them", () => {
    const usage = { flowLogsGb: 10, logsGb: 7 };
    const log = resource(FLOW_LOG, "flow", { logDestinationType: "cloud-watch-logs" });
    assert.equal(priced([log, resource(LOG_GROUP, "flow")], usage).total, "5");
    assert.equal(
      priced([resource(FLOW_LOG, "flow", { logDestinationType: "s3" })], usage).total,
      "2.5",
    );
    assert.equal(priced([resource(LOG_GROUP, "app")], usage).total, "1");
  });
});
