import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PairAlarms } from "../../../../components/front-door/address-pair/pair-alarms";
import { type Recording, record } from "../../../support/recorder";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const recordAlarms = (region: string, withCheck: boolean): Promise<Recording> =>
  record(
    () => {
      const node = (id: string) => ({
        instanceId: pulumi.output(id),
        privateIp: pulumi.output("10.20.0.4"),
      });
      new PairAlarms("alarms", {
        region,
        pairs: { main: { nodes: { a: node("i-1"), b: node("i-2") } } },
        healthCheckIds: withCheck ? { "entry-main": pulumi.output("check") } : {},
      });
    },
    { config: { "aws:region": region } },
  );

describe("PairAlarms", () => {
  let recording: Recording;
  before(async () => (recording = await recordAlarms("eu-west-1", true)));

  const alarm = (name: string) => recording.find(name, ALARM).inputs;
  const topic = (name: string) =>
    recording.find(name, "aws:sns/topic:Topic").outputs["arn"] as string;

  it("watches what nodes report of a pair, and is content when they report nothing", () => {
    for (const [what, metric] of Object.entries({
      "own-failed": "OwnFailed",
      "split-brain": "SplitBrain",
      "boot-failed": "BootFailed",
      "config-failed": "ConfigFailed",
    })) {
      const { namespace, metricName, dimensions, treatMissingData, alarmActions } = alarm(
        `alarms-main-${what}`,
      );
      assert.deepEqual(
        { namespace, metricName, dimensions, treatMissingData, alarmActions },
        {
          namespace: "Holdfast",
          metricName: metric,
          dimensions: { Pair: "main" },
          treatMissingData: "notBreaching",
          alarmActions: [topic("alarms")],
        },
      );
    }
  });

  it("has EC2 recover a node whose host fails, and reboot one that fails itself, and tells of it", () => {
    const cure = (name: string) => {
      const { metricName, dimensions, alarmActions } = alarm(`alarms-main-${name}`);
      return [metricName, dimensions, alarmActions];
    };
    assert.deepEqual(cure("a-recover"), [
      "StatusCheckFailed_System",
      { InstanceId: "i-1" },
      ["arn:aws:automate:eu-west-1:ec2:recover", topic("alarms")],
    ]);
    assert.deepEqual(cure("b-reboot"), [
      "StatusCheckFailed_Instance",
      { InstanceId: "i-2" },
      ["arn:aws:automate:eu-west-1:ec2:reboot", topic("alarms")],
    ]);
  });

  it("never reboots and recovers a node at once", () => {
    const after = (cure: string) => Number(alarm(`alarms-main-a-${cure}`)["evaluationPeriods"]);
    assert.ok(after("recover") < after("reboot"));
  });

  it("watches the health check where Route 53 has its metrics, with a topic there", () => {
    const { region, alarmActions } = alarm("alarms-entry-main-unhealthy");
    assert.deepEqual([region, alarmActions], ["us-east-1", [topic("alarms-health")]]);
  });

  it("has one topic where there is no health check elsewhere", async () => {
    for (const recording of [
      await recordAlarms("eu-west-1", false),
      await recordAlarms("us-east-1", true),
    ]) {
      assert.equal(recording.counts()["aws:sns/topic:Topic"], 1);
    }
  });
});
