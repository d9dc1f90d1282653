import assert from "node:assert/strict";
import { declared } from "../../backend/declared";
import { recordDoor, toAlb } from "./doors";

const COMMAND = "command:local:Command";
const LISTENER = "aws:lb/listener:Listener";

describe("forwardToAlb", () => {
  it("has the ALB as target of a group of each port, once it listens there", async () => {
    const { recording, ordering } = await recordDoor(toAlb());
    const alb = recording.find("entry-alb", "aws:lb/loadBalancer:LoadBalancer").outputs["arn"];
    for (const port of [443, 80]) {
      const group = recording.find(`entry-port-${port}`, "aws:lb/targetGroup:TargetGroup");
      assert.equal(group.inputs["targetType"], "alb");
      assert.equal(group.inputs["protocol"], "TCP");
      assert.equal(group.inputs["port"], port);
      const attachment = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
      assert.deepEqual(recording.find(`entry-port-${port}`, attachment).inputs, {
        targetGroupArn: group.outputs["arn"],
        targetId: alb,
        port,
      });
      const before = ordering.dependencies.get(`${attachment} entry-port-${port}`)!;
      assert.ok(before.has(`${LISTENER} entry-alb-${port}`));
    }
  });

  it("asks the ALB for the path of the colour that most clients get", async () => {
    const { recording } = await recordDoor(toAlb());
    const checkOf = (port: number) =>
      recording.find(`entry-port-${port}`, "aws:lb/targetGroup:TargetGroup").inputs[
        "healthCheck"
      ] as Record<string, unknown>;
    assert.deepEqual([checkOf(443)["protocol"], checkOf(443)["path"]], ["HTTPS", "/health"]);
    assert.deepEqual([checkOf(80)["protocol"], checkOf(80)["path"]], ["HTTP", "/health"]);
  });

  for (const [title, live, asked] of [
    ["the live colour", "blue", ["blue"]],
    ["both colours of a canary", { blue: 90, green: 10 }, ["blue", "green"]],
  ] as const) {
    it(`asks the gate about ${title}, and changes no weight before it answers`, async () => {
      const { recording, ordering } = await recordDoor(toAlb({ live }));
      const environment = recording.find("entry-gate").inputs["environment"] as Record<
        string,
        string
      >;
      const arns = asked.map((color) => [
        color,
        recording.find(`backend-${color}-targets`).outputs["arn"],
      ]);
      assert.deepEqual(JSON.parse(environment["GATE_TARGET_GROUPS"]!), Object.fromEntries(arns));
      assert.equal(environment["GATE_FUNCTION"], undefined);
      const needed = ordering.dependencies.get(`${COMMAND} entry-gate`)!;
      for (const color of asked) {
        assert.ok(needed.has(`aws:autoscaling/group:Group backend-${color}`), color);
        assert.ok(needed.has(`${COMMAND} entry-drain-${color}`), color);
      }
      for (const port of [443, 80]) {
        const before = ordering.dependencies.get(`${LISTENER} entry-alb-${port}`)!;
        assert.ok(before.has(`${COMMAND} entry-gate`), `${port}`);
      }
    });
  }

  it("switches by the gate, a listener's weights and the alarms, and by nothing else", async () => {
    const blue = declared(await recordDoor(toAlb({ live: "blue" })));
    const green = declared(await recordDoor(toAlb({ live: "green" })));
    const changed = [...blue].filter(([key, inputs]) => inputs !== green.get(key));
    assert.deepEqual(changed.map(([key]) => key).sort(), [
      "aws:cloudwatch/metricAlarm:MetricAlarm entry-alarms-blue-unhealthy",
      "aws:lb/listener:Listener entry-alb-443",
      "command:local:Command entry-gate",
    ]);
    assert.deepEqual(
      [...green.keys()].filter((key) => !blue.has(key)),
      ["aws:cloudwatch/metricAlarm:MetricAlarm entry-alarms-green-unhealthy"],
    );
  });

  it("touches nothing of a colour when the other one is removed, but the live listener", async () => {
    const both = declared(await recordDoor(toAlb({ live: "green" })));
    const alone = declared(await recordDoor(toAlb({ live: "green", colors: ["green"] })));
    const changed = [...alone].filter(([key, inputs]) => inputs !== both.get(key));
    assert.deepEqual(
      changed.map(([key]) => key),
      ["aws:lb/listener:Listener entry-alb-443"],
    );
    const removed = [...both.keys()].filter((key) => !alone.has(key));
    assert.ok(removed.length > 0);
    for (const key of removed) assert.match(key, /blue/);
  });
});
