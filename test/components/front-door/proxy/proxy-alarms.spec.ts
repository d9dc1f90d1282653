import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dashboardNameOf } from "../../../../components/front-door/proxy/dashboard-name";
import { ProxyAlarms } from "../../../../components/front-door/proxy/proxy-alarms";
import { type Recording, record } from "../../../support/recorder";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TOPIC = "aws:sns/topic:Topic";

const recordAlarms = (region: string): Promise<Recording> =>
  record(
    () =>
      void new ProxyAlarms("alarms", {
        region,
        groupNames: { a1: pulumi.output("group-a1") },
        healthCheckIds: { "entry-a1": pulumi.output("check-a1") },
        tags: { "holdfast:stack": "holdfast/dev" },
      }),
    { config: { "aws:region": region } },
  );

describe("ProxyAlarms", () => {
  it("watches each node and each address", async () => {
    const recording = await recordAlarms("us-east-1");
    assert.deepEqual(
      recording.resources
        .filter(({ type }) => type === ALARM)
        .map(({ name }) => name)
        .sort(),
      [
        "alarms-a1-below-desired",
        "alarms-a1-boot-failed",
        "alarms-a1-claim-failed",
        "alarms-a1-config-failed",
        "alarms-a1-network-high",
        "alarms-a1-network-low",
        "alarms-entry-a1-unhealthy",
      ],
    );
  });

  it("speaks to one topic in us-east-1", async () => {
    const recording = await recordAlarms("us-east-1");
    const topic = recording.find("alarms", TOPIC).outputs["arn"];
    for (const { name, type, inputs } of recording.resources) {
      if (type === ALARM) assert.deepEqual(inputs["alarmActions"], [topic], name);
    }
  });

  it("puts the alarms of health checks, and a topic for them, into us-east-1", async () => {
    const recording = await recordAlarms("eu-west-1");
    assert.equal(recording.find("alarms-health", TOPIC).inputs["region"], "us-east-1");
    const { inputs } = recording.find("alarms-entry-a1-unhealthy");
    assert.equal(inputs["region"], "us-east-1");
    assert.deepEqual(inputs["alarmActions"], [
      recording.find("alarms-health", TOPIC).outputs["arn"],
    ]);
    assert.equal(recording.find("alarms-a1-claim-failed").inputs["region"], undefined);
  });

  it("alarms when a node has no instance, even when nothing is measured", async () => {
    const { inputs } = (await recordAlarms("us-east-1")).find("alarms-a1-below-desired");
    assert.equal(inputs["treatMissingData"], "breaching");
    assert.deepEqual(inputs["dimensions"], { AutoScalingGroupName: "group-a1" });
  });

  it("names its dashboard by the stack, because an account's dashboards share names", async () => {
    const recording = await recordAlarms("us-east-1");
    const { inputs } = recording.find("alarms", "aws:cloudwatch/dashboard:Dashboard");
    assert.equal(inputs["dashboardName"], "holdfast-dev-alarms");
  });

  it("names a dashboard apart, and as CloudWatch takes it, whatever the stack is called", () => {
    assert.equal(dashboardNameOf("holdfast/dev", "alarms"), "holdfast-dev-alarms");
    assert.match(dashboardNameOf("holdfast/a.b", "alarms"), /^holdfast-a_b-alarms-[0-9a-f]{8}$/);
    const alike = [
      "holdfast/a.b",
      "holdfast/a_b",
      "holdfast/a b",
      "h".repeat(300),
      "h".repeat(301),
    ];
    const names = alike.map((stack) => dashboardNameOf(stack, "alarms"));
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[\w-]{1,255}$/);
  });
});
