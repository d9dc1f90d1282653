import assert from "node:assert/strict";
import { declared } from "../../backend/declared";
import { recordDoor, toColors, toNames } from "./doors";

const COMMAND = "command:local:Command";
const LISTENER = "aws:lb/listener:Listener";
const TARGETS = "aws:lb/targetGroup:TargetGroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const names = {
  old: { dnsName: "old.example.net", weight: 90 },
  new: { dnsName: "new.example.net", weight: 10, healthPath: "/up" },
};

const actionsOf = (inputs: Record<string, unknown>) =>
  inputs["defaultActions"] as { forward: { targetGroups: object[] } }[];

describe("forwardToAddresses", () => {
  it("has a target group of addresses for each name and port", async () => {
    const { recording } = await recordDoor(toNames(names, [443, 80]));
    for (const key of ["old", "new"]) {
      for (const port of [443, 80]) {
        const { inputs } = recording.find(`entry-${key}-${port}`, TARGETS);
        assert.equal(inputs["targetType"], "ip");
        assert.equal(inputs["protocol"], "TCP");
        assert.equal(inputs["port"], port);
        assert.equal(inputs["preserveClientIp"], "false");
        assert.equal(inputs["deregistrationDelay"], 120);
      }
    }
  });

  it("checks addresses by a path where there is one, else by a connection", async () => {
    const { recording } = await recordDoor(toNames(names));
    const checkOf = (key: string) =>
      recording.find(`entry-${key}-443`, TARGETS).inputs["healthCheck"] as Record<string, unknown>;
    assert.equal(checkOf("old")["protocol"], "TCP");
    assert.deepEqual([checkOf("new")["protocol"], checkOf("new")["path"]], ["HTTPS", "/up"]);
  });

  it("shares clients out by weights between the names, on each port", async () => {
    const { recording, door } = await recordDoor(toNames(names, [443, 80]));
    assert.deepEqual(door.ports, [443, 80]);
    for (const port of [443, 80]) {
      assert.deepEqual(actionsOf(recording.find(`entry-listener-${port}`).inputs), [
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: recording.find(`entry-old-${port}`, TARGETS).outputs["arn"], weight: 90 },
              { arn: recording.find(`entry-new-${port}`, TARGETS).outputs["arn"], weight: 10 },
            ],
          },
        },
      ]);
    }
  });

  it("checks each name by a listener of all its ports that admits no clients", async () => {
    const { recording } = await recordDoor(toColors());
    const { inputs } = recording.find("entry-test-green");
    assert.equal(inputs["port"], 9444);
    assert.deepEqual(
      actionsOf(inputs)[0]!.forward.targetGroups,
      [80, 443].map((port) => ({
        arn: recording.find(`entry-green-${port}`, TARGETS).outputs["arn"],
        weight: 1,
      })),
    );
    const admitted = recording.resources.filter(
      ({ type, inputs: rule }) => type.endsWith("IngressRule") && Number(rule["toPort"]) >= 9443,
    );
    assert.deepEqual(admitted, []);
  });

  it("has the function follow every name on every port, for all alarms of one topic", async () => {
    const { recording } = await recordDoor(toColors());
    const { inputs } = recording.find("entry-follower", "aws:lambda/function:Function");
    const { variables } = inputs["environment"] as { variables: Record<string, string> };
    const dnsName = (color: string) =>
      recording.find(`backend-${color}-alb`, "aws:lb/loadBalancer:LoadBalancer").outputs["dnsName"];
    assert.deepEqual(
      variables["ALB_DNS_NAME"]!.split(",").sort(),
      [dnsName("blue"), dnsName("blue"), dnsName("green"), dnsName("green")].sort(),
    );
    assert.deepEqual(variables["ALB_LISTENER"]!.split(",").sort(), ["443", "443", "80", "80"]);
    const topic = recording.find("entry-alarms", "aws:sns/topic:Topic").outputs["arn"];
    for (const { type, name, inputs: alarm } of recording.resources) {
      if (type === ALARM) assert.deepEqual(alarm["alarmActions"], [topic], name);
    }
  });

  it("runs the function at the gate, which asks about addresses and about what is behind them", async () => {
    const { recording, ordering } = await recordDoor(toColors("green"));
    const environment = recording.find("entry-gate").inputs["environment"] as Record<
      string,
      string
    >;
    const arnOf = (name: string) => recording.find(name, TARGETS).outputs["arn"];
    assert.deepEqual(JSON.parse(environment["GATE_TARGET_GROUPS"]!), {
      green: arnOf("backend-green-alb"),
      "green-80": arnOf("entry-green-80"),
      "green-443": arnOf("entry-green-443"),
    });
    const follower = recording.find("entry-follower", "aws:lambda/function:Function");
    assert.equal(environment["GATE_FUNCTION"], follower.outputs["name"]);
    const needed = ordering.dependencies.get(`${COMMAND} entry-gate`)!;
    for (const key of [
      "aws:lambda/function:Function entry-follower",
      `${COMMAND} entry-drain-green-addresses`,
    ]) {
      assert.ok(needed.has(key), key);
    }
    for (const port of [443, 80]) {
      const before = ordering.dependencies.get(`${LISTENER} entry-listener-${port}`)!;
      assert.ok(before.has(`${COMMAND} entry-gate`), `${port}`);
    }
  });

  it("lets a removed name stay until the drain is over", async () => {
    const { ordering } = await recordDoor(toNames(names));
    const kept = ordering.dependencies.get(`${COMMAND} entry-drain-old-addresses`)!;
    assert.ok(kept.has(`${LISTENER} entry-test-old`));
    const live = ordering.dependencies.get(`${LISTENER} entry-listener-443`)!;
    assert.ok(live.has(`${COMMAND} entry-drain-old-addresses`));
    const test = ordering.dependencies.get(`${LISTENER} entry-test-old`)!;
    assert.ok(test.has(`${TARGETS} entry-old-443`));
  });

  it("keeps a colour, its VPC and the way there until it is drained", async () => {
    const { ordering } = await recordDoor(toColors("green"));
    const kept = ordering.dependencies.get(`${COMMAND} entry-drain-blue-addresses`)!;
    for (const key of [
      "aws:autoscaling/group:Group backend-blue",
      `${LISTENER} backend-blue-listener-443`,
      "aws:ec2/route:Route backend-peering-blue-there",
      "aws:ec2/vpc:Vpc backend-blue",
      `${LISTENER} entry-test-blue`,
    ]) {
      assert.ok(kept.has(key), key);
    }
  });

  it("switches by the gate and the listeners' weights, and by nothing else", async () => {
    const blue = declared(await recordDoor(toColors("blue")));
    const green = declared(await recordDoor(toColors("green")));
    assert.deepEqual([...green.keys()].sort(), [...blue.keys()].sort());
    const changed = [...blue].filter(([key, inputs]) => inputs !== green.get(key));
    assert.deepEqual(changed.map(([key]) => key).sort(), [
      `${LISTENER} entry-listener-443`,
      `${LISTENER} entry-listener-80`,
      `${COMMAND} entry-gate`,
    ]);
  });
});
