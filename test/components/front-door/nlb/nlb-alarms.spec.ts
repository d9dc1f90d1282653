import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { NlbAlarms } from "../../../../components/front-door/nlb/nlb-alarms";
import { ofType } from "../../backend/backends";
import { record } from "../../../support/recorder";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const recordAlarms = (withAlb: boolean) =>
  record(() => {
    const alarms = new NlbAlarms("alarms", { nlb: pulumi.output("net/nlb/1") });
    if (!withAlb) return;
    alarms.watchAlb({
      loadBalancer: pulumi.output("app/alb/2"),
      colors: { blue: pulumi.output("targetgroup/blue/3") },
      ports: { "443": pulumi.output("targetgroup/port-443/4") },
    });
  });

describe("NlbAlarms", () => {
  it("watches of an NLB whether it runs out of ports", async () => {
    const recording = await recordAlarms(false);
    assert.deepEqual(
      ofType(recording, ALARM).map(({ name }) => name),
      ["alarms-port-allocation"],
    );
    const { inputs } = recording.find("alarms-port-allocation");
    assert.deepEqual(inputs["dimensions"], { LoadBalancer: "net/nlb/1" });
    assert.equal(inputs["threshold"], 0);
    assert.equal(inputs["comparisonOperator"], "GreaterThanThreshold");
  });

  it("watches of an ALB whether each port and each colour has a healthy target", async () => {
    const recording = await recordAlarms(true);
    const watched = (name: string) => {
      const { namespace, dimensions, metricName, treatMissingData } = recording.find(name).inputs;
      assert.deepEqual([metricName, treatMissingData], ["HealthyHostCount", "breaching"]);
      return [namespace, dimensions];
    };
    assert.deepEqual(watched("alarms-port-443-unhealthy"), [
      "AWS/NetworkELB",
      { LoadBalancer: "net/nlb/1", TargetGroup: "targetgroup/port-443/4" },
    ]);
    assert.deepEqual(watched("alarms-blue-unhealthy"), [
      "AWS/ApplicationELB",
      { LoadBalancer: "app/alb/2", TargetGroup: "targetgroup/blue/3" },
    ]);
  });

  it("watches which part of requests ends with 5xx, the ALB's own and the instances'", async () => {
    const { inputs } = (await recordAlarms(true)).find("alarms-errors");
    const queries = inputs["metricQueries"] as {
      id: string;
      expression?: string;
      metric?: { metricName: string };
    }[];
    const [returned, ...counts] = queries;
    for (const { id } of counts) assert.match(returned!.expression!, new RegExp(`\\b${id}\\b`));
    assert.deepEqual(
      counts.map(({ metric }) => metric?.metricName),
      ["HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count", "RequestCount"],
    );
    assert.equal(inputs["threshold"], 5);
    assert.equal(inputs["treatMissingData"], "notBreaching");
  });

  it("speaks to its own topic", async () => {
    const recording = await recordAlarms(true);
    const topic = recording.find("alarms", "aws:sns/topic:Topic").outputs["arn"];
    for (const { name, inputs } of ofType(recording, ALARM)) {
      assert.deepEqual([inputs["alarmActions"], inputs["okActions"]], [[topic], [topic]], name);
    }
  });
});
