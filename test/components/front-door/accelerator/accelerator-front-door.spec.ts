import assert from "node:assert/strict";
import { StaticAddresses } from "../../../../components/addresses/static-addresses";
import type { LoadBalancing } from "../../../../components/backend/backend-settings";
import { BlueGreen } from "../../../../components/backend/blue-green";
import type { Color, Weights } from "../../../../components/backend/plan-blue-green";
import { AcceleratorFrontDoor } from "../../../../components/front-door/accelerator/accelerator-front-door";
import { type Recording, record } from "../../../support/recorder";
import { vpcNamed } from "../../backend/backends";
import { declared } from "../../backend/declared";
import { type Ordering, watchOrdering } from "../../backend/dependencies";

const COMMAND = "command:local:Command";
const GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const PLAIN = {
  instanceType: "t4g.small",
  min: 2,
  max: 6,
  port: 443,
  healthPath: "/health",
};

interface Recorded {
  readonly recording: Recording;
  readonly ordering: Ordering;
  readonly door: AcceleratorFrontDoor;
}

/** Records a front door named `entry` before two colours in VPCs of their own. */
async function recordDoor(
  live: Color | Weights = "blue",
  loadBalancer: LoadBalancing & { kind: "alb" | "nlb" } = { kind: "nlb" },
): Promise<Recorded> {
  let ordering: Ordering | undefined;
  let door: AcceleratorFrontDoor | undefined;
  const recording = await record(() => {
    ordering = watchOrdering();
    const vpc = vpcNamed("network", "10.20.0.0/16");
    const { accelerator } = new StaticAddresses("addresses", { addresses: {}, accelerator: {} });
    const own = { ...PLAIN, loadBalancer };
    const { colors } = new BlueGreen("backend", {
      live,
      switch: { kind: "frontDoor", peered: false },
      frontDoor: vpc,
      clients: { anywhere: "0.0.0.0/0" },
      layout: "vpcPerColor",
      colors: { blue: { ...own, cidr: "10.30.0.0/16" }, green: { ...own, cidr: "10.40.0.0/16" } },
    });
    door = new AcceleratorFrontDoor("entry", {
      accelerator: accelerator!,
      vpc,
      colors,
      balancer: loadBalancer.kind,
      ports: [443],
    });
  });
  return { recording, ordering: ordering!, door: door! };
}

describe("AcceleratorFrontDoor", () => {
  it("routes clients to both colours' load balancers by weights, with their addresses", async () => {
    const { recording } = await recordDoor({ blue: 90, green: 10 });
    const arn = (color: string) =>
      recording.find(`backend-${color}-nlb`, "aws:lb/loadBalancer:LoadBalancer").outputs["arn"];
    assert.deepEqual(recording.find("entry-endpoints", GROUP).inputs, {
      listenerArn: recording.find("entry-listener").outputs["arn"],
      endpointGroupRegion: "us-east-1",
      endpointConfigurations: [
        { endpointId: arn("blue"), weight: 90, clientIpPreservationEnabled: true },
        { endpointId: arn("green"), weight: 10, clientIpPreservationEnabled: true },
      ],
    });
    assert.deepEqual(recording.find("entry-listener").inputs["portRanges"], [
      { fromPort: 443, toPort: 443 },
    ]);
  });

  it("has load balancers that are internal, admit clients, and leave their addresses", async () => {
    const { recording } = await recordDoor();
    const { inputs } = recording.find("backend-blue-nlb", "aws:lb/loadBalancer:LoadBalancer");
    assert.equal(inputs["internal"], true);
    const rule = recording.find("backend-blue-nlb-from-anywhere-443").inputs;
    assert.deepEqual([rule["cidrIpv4"], rule["fromPort"]], ["0.0.0.0/0", 443]);
    const targets = recording.find("backend-blue-nlb", "aws:lb/targetGroup:TargetGroup").inputs;
    assert.equal(targets["preserveClientIp"], "true");
  });

  it("asks the gate about the live colour before a weight changes", async () => {
    const { recording, ordering } = await recordDoor("green");
    const environment = recording.find("entry-gate").inputs["environment"] as Record<
      string,
      string
    >;
    assert.deepEqual(JSON.parse(environment["GATE_TARGET_GROUPS"]!), {
      green: recording.find("backend-green-nlb", "aws:lb/targetGroup:TargetGroup").outputs["arn"],
    });
    const before = ordering.dependencies.get(`${GROUP} entry-endpoints`)!;
    assert.ok(before.has(`${COMMAND} entry-gate`));
    assert.ok(before.has("aws:ec2/internetGateway:InternetGateway network-internet"));
  });

  it("keeps a colour until its drain is over, and waits for none when all of it goes", async () => {
    const { ordering } = await recordDoor();
    const group = ordering.dependencies.get(`${GROUP} entry-endpoints`)!;
    for (const color of ["blue", "green"]) {
      const drain = `${COMMAND} entry-drain-${color}`;
      assert.ok(group.has(drain), color);
      const kept = ordering.dependencies.get(drain)!;
      assert.ok(kept.has(`aws:lb/loadBalancer:LoadBalancer backend-${color}-nlb`), color);
      assert.ok(kept.has(`aws:ec2/vpc:Vpc backend-${color}`), color);
      assert.equal(
        ordering.deletedWith.get(drain),
        "holdfast:front-door:AcceleratorFrontDoor entry",
      );
    }
  });

  it("switches by the gate, the weights and the alarms, and by nothing else", async () => {
    const blue = declared(await recordDoor("blue"));
    const green = declared(await recordDoor("green"));
    const changed = [...blue].filter(([key, inputs]) => inputs !== green.get(key));
    assert.deepEqual(
      changed.map(([key]) => key).sort(),
      [
        "aws:cloudwatch/metricAlarm:MetricAlarm entry-alarms-blue-unhealthy",
        `${COMMAND} entry-gate`,
        `${GROUP} entry-endpoints`,
      ].sort(),
    );
  });

  it("watches of ALBs which part of requests fails, and of all which colour has no target", async () => {
    const alarmsOf = async (loadBalancer: LoadBalancing & { kind: "alb" | "nlb" }) =>
      (await recordDoor({ blue: 50, green: 50 }, loadBalancer)).recording.resources
        .filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm")
        .map(({ name }) => name.replace("entry-alarms-", ""))
        .sort();
    assert.deepEqual(await alarmsOf({ kind: "nlb" }), ["blue-unhealthy", "green-unhealthy"]);
    assert.deepEqual(await alarmsOf({ kind: "alb" }), [
      ...["blue-errors", "blue-unhealthy", "green-errors", "green-unhealthy"],
    ]);
    const { recording } = await recordDoor();
    const watched = recording.find("entry-alarms-blue-unhealthy").inputs;
    assert.equal(watched["namespace"], "AWS/NetworkELB");
    assert.deepEqual(watched["dimensions"], {
      LoadBalancer: recording.find("backend-blue-nlb", "aws:lb/loadBalancer:LoadBalancer").outputs[
        "arnSuffix"
      ],
      TargetGroup: recording.find("backend-blue-nlb", "aws:lb/targetGroup:TargetGroup").outputs[
        "arnSuffix"
      ],
    });
  });
});
