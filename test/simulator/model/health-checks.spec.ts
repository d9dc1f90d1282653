import assert from "node:assert/strict";
import { HEALTH_CHECK, METRIC_ALARM } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const check = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(HEALTH_CHECK, { type: "HTTPS", fqdn: "example.com", requestInterval: 10, ...inputs });

describe("HealthCheck", () => {
  it("fails after three tries, and names the host in TLS", () => {
    const lab = new Lab();
    const { failureThreshold, enableSni } = lab.state(check(lab));
    assert.deepEqual([failureThreshold, enableSni], [3, true]);
  });

  it("follows an alarm or other checks", () => {
    const lab = new Lab();
    const alarm = lab.make(METRIC_ALARM, {
      name: "down",
      namespace: "Holdfast",
      metricName: "Down",
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
    });
    const metric = {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: alarm.id,
      cloudwatchAlarmRegion: "us-east-1",
    };
    const first = lab.make(HEALTH_CHECK, metric);
    assert.ok(
      lab.make(HEALTH_CHECK, {
        type: "CALCULATED",
        childHealthchecks: [first.id],
        childHealthThreshold: 1,
      }),
    );
  });

  refuses([
    [
      "its address is private",
      (lab) => check(lab, { fqdn: undefined, ipAddress: "10.0.0.1" }),
      "ipAddress: InvalidInput: Invalid parameter: Health checkers cannot reach 10.0.0.1, which is not a public address",
    ],
    [
      "its interval is neither 10 nor 30 seconds",
      (lab) => check(lab, { requestInterval: 20 }),
      "requestInterval: expected one of 10, 30, got 20",
    ],
    [
      "it names no endpoint",
      (lab) => check(lab, { fqdn: undefined }),
      "fqdn: one of fqdn and ipAddress is required",
    ],
    [
      "a TCP check has a path",
      (lab) => check(lab, { type: "TCP", port: 443, resourcePath: "/" }),
      'resourcePath: "resourcePath" is not allowed for health checks of type TCP',
    ],
    [
      "a check for a text names none",
      (lab) => check(lab, { type: "HTTP_STR_MATCH" }),
      'searchString: "searchString" is required for health checks of type HTTP_STR_MATCH',
    ],
    [
      "fewer than three regions check",
      (lab) => check(lab, { regions: ["us-east-1"] }),
      "regions: at least 3 regions are needed, got us-east-1",
    ],
    [
      "its alarm does not exist",
      (lab) =>
        lab.make(HEALTH_CHECK, {
          type: "CLOUDWATCH_METRIC",
          cloudwatchAlarmName: "none",
          cloudwatchAlarmRegion: "us-east-1",
        }),
      "creating Route 53 Health Check: operation error Route 53: CreateHealthCheck, api error InvalidInput: The alarm none does not exist in us-east-1",
    ],
  ]);
});
