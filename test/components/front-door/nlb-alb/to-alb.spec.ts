import assert from "node:assert/strict";
import { declared } from "../../backend/declared";
import { recordDoor, toAlb } from "./doors";

const COMMAND = "command:local:Command";
const TARGETS = "aws:lb/targetGroup:TargetGroup";
const ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
const LISTENER = "aws:lb/listener:Listener";

describe("forwardToAlb", () => {
  it("has the ALB as target of a group of each port, once it listens there", async () => {
    const { recording, ordering } = await recordDoor(toAlb());
    const alb = recording.find("entry-alb", "aws:lb/loadBalancer:LoadBalancer").outputs["arn"];
    for (const port of [443, 80]) {
      const group = recording.find(`entry-port-${port}`, TARGETS);
      assert.equal(group.inputs["targetType"], "alb");
      assert.equal(group.inputs["protocol"], "TCP");
      assert.equal(group.inputs["port"], port);
      assert.deepEqual(recording.find(`entry-port-${port}`, ATTACHMENT).inputs, {
        targetGroupArn: group.outputs["arn"],
        targetId: alb,
        port,
      });
      const before = ordering.dependencies.get(`${ATTACHMENT} entry-port-${port}`)!;
      assert.ok(before.has(`${LISTENER} entry-alb-${port}`));
    }
  });

  it("asks the ALB for the path of the colour that most clients get", async () => {
    const { recording } = await recordDoor(toAlb());
    const checkOf = (port: number) =>
      recording.find(`entry-port-${port}`, TARGETS).inputs["healthCheck"] as Record<
        string,
        unknown
      >;
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
        recording.find(`backend-${color}-targets`, TARGETS).outputs["arn"],
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

  it("lets the NLB check the ALB by a listener that admits no clients, before they get there", async () => {
    const { recording, ordering } = await recordDoor(toAlb());
    const test = recording.find("entry-test-alb").inputs;
    const [action] = test["defaultActions"] as { forward: { targetGroups: { arn: string }[] } }[];
    const arns = [443, 80].map(
      (port) => recording.find(`entry-port-${port}`, TARGETS).outputs["arn"] as string,
    );
    assert.deepEqual(
      action!.forward.targetGroups.map(({ arn }) => arn),
      arns,
    );
    const opened = recording.resources.filter(
      ({ type, inputs }) => type.endsWith("IngressRule") && inputs["fromPort"] === test["port"],
    );
    assert.deepEqual(opened, []);
    const gate = recording.find("entry-nlb-gate").inputs["environment"] as Record<string, string>;
    assert.deepEqual(Object.values(JSON.parse(gate["GATE_TARGET_GROUPS"]!) as object), arns);
    for (const port of [443, 80]) {
      const before = ordering.dependencies.get(`${LISTENER} entry-listener-${port}`)!;
      assert.ok(before.has(`${COMMAND} entry-nlb-gate`), `${port}`);
    }
  });

  it("keeps the ALB until it is drained", async () => {
    const { ordering } = await recordDoor(toAlb());
    const rule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    for (const [one, before] of [
      [`${LISTENER} entry-listener-443`, `${COMMAND} entry-drain-alb`],
      [`${COMMAND} entry-drain-alb`, `${LISTENER} entry-test-alb`],
      [`${LISTENER} entry-test-alb`, `${rule} entry-alb-from-nlb-443`],
      [`${LISTENER} entry-test-alb`, `${ATTACHMENT} entry-port-443`],
      [`${ATTACHMENT} entry-port-443`, `${LISTENER} entry-alb-443`],
    ] as const) {
      assert.ok(ordering.dependencies.get(one)!.has(before), `${one} after ${before}`);
    }
  });

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
