import assert from "node:assert/strict";
import { Zone } from "@pulumi/aws/route53/zone";
import { BlueGreen } from "../../../components/backend/blue-green";
import type { BlueGreenArgs } from "../../../components/backend/args";
import type { OwnVpcColor } from "../../../components/backend/args";
import type { Color, Weights } from "../../../components/backend/plan-blue-green";
import type { Vpc } from "../../../components/network/vpc";
import { type Recording, record } from "../../support/recorder";
import { ofType, settings, valueOf, vpcNamed } from "./backends";
import { declared } from "./declared";
import { type Ordering, watchOrdering } from "./dependencies";

const RECORD = "aws:route53/record:Record";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const VPC = "aws:ec2/vpc:Vpc";

const COLORS: Record<Color, OwnVpcColor> = {
  blue: { ...settings, cidr: "10.30.0.0/16" },
  green: { ...settings, cidr: "10.40.0.0/16" },
};

type Program = (frontDoor: Vpc) => BlueGreenArgs;

interface Recorded {
  readonly recording: Recording;
  readonly ordering: Ordering;
  readonly blueGreen: BlueGreen;
}

async function recordBlueGreen(args: Program): Promise<Recorded> {
  let ordering: Ordering | undefined;
  let blueGreen: BlueGreen | undefined;
  const recording = await record(() => {
    ordering = watchOrdering();
    blueGreen = new BlueGreen("backend", args(vpcNamed("network", "10.20.0.0/16")));
  });
  return { recording, ordering: ordering!, blueGreen: blueGreen! };
}

const common = (frontDoor: Vpc, live: Color | Weights) =>
  ({
    live,
    switch: { kind: "record", reach: { kind: "private", zone: "holdfast.internal" } },
    frontDoor,
    clients: { "public-a": "10.20.0.0/20" },
    tags: { owner: "platform" },
  }) as const;

const ownVpcs =
  (live: Color | Weights, colors: readonly Color[] = ["blue", "green"]): Program =>
  (frontDoor) => ({
    ...common(frontDoor, live),
    layout: "vpcPerColor",
    colors: Object.fromEntries(colors.map((color) => [color, COLORS[color]])),
  });

const weightsOf = (recording: Recording): Record<string, number> =>
  Object.fromEntries(
    ofType(recording, RECORD).map(({ inputs }) => [
      inputs["setIdentifier"] as string,
      (inputs["weightedRoutingPolicies"] as [{ weight: number }])[0].weight,
    ]),
  );

describe("BlueGreen", () => {
  it("gives each colour its own VPC, in the front door's zones", async () => {
    const { recording } = await recordBlueGreen(ownVpcs("blue"));
    for (const color of ["blue", "green"] as const) {
      const { inputs } = recording.find(`backend-${color}`, VPC);
      assert.equal(inputs["cidrBlock"], COLORS[color].cidr);
      recording.find(`backend-${color}-private-a`, "aws:ec2/subnet:Subnet");
      recording.find(`backend-${color}-private-b`, "aws:ec2/subnet:Subnet");
      recording.find(`backend-peering-${color}`, "holdfast:backend:Peering");
    }
  });

  it("leads the front door to the live colour by a name that only its VPC sees", async () => {
    const { recording, blueGreen } = await recordBlueGreen(ownVpcs("green"));
    const zone = recording.find("backend-zone");
    const frontDoor = recording.find("network", VPC).outputs["id"];
    assert.equal(zone.inputs["name"], "holdfast.internal");
    assert.deepEqual(zone.inputs["vpcs"], [{ vpcId: frontDoor }]);
    assert.equal(await valueOf(blueGreen.host!), "live.holdfast.internal");
    for (const color of ["blue", "green"]) {
      const { inputs } = recording.find(`backend-live-${color}`);
      assert.equal(inputs["zoneId"], zone.outputs["zoneId"]);
      assert.equal(inputs["name"], "live.holdfast.internal");
      assert.equal(inputs["type"], "CNAME");
      assert.equal(inputs["ttl"], blueGreen.ttl);
      assert.deepEqual(inputs["records"], [
        recording.find(`backend-${color}-nlb`, BALANCER).outputs["dnsName"],
      ]);
    }
    assert.deepEqual(weightsOf(recording), { blue: 0, green: 100 });
  });

  it("shares clients out by weights", async () => {
    const { recording } = await recordBlueGreen(ownVpcs({ blue: 90, green: 10 }));
    assert.deepEqual(weightsOf(recording), { blue: 90, green: 10 });
  });

  it("switches by the gate and the records, and by nothing else", async () => {
    const blue = declared(await recordBlueGreen(ownVpcs("blue")));
    const green = declared(await recordBlueGreen(ownVpcs("green")));
    assert.deepEqual([...green.keys()].sort(), [...blue.keys()].sort());
    const changed = [...blue].filter(([key, inputs]) => inputs !== green.get(key));
    assert.deepEqual(changed.map(([key]) => key).sort(), [
      `${RECORD} backend-live-blue`,
      `${RECORD} backend-live-green`,
      "command:local:Command backend-gate",
    ]);
  });

  for (const [title, live, asked] of [
    ["the live colour", "blue", ["blue"]],
    ["no colour of weight 0", { blue: 0, green: 100 }, ["green"]],
    ["both colours of a canary", { blue: 90, green: 10 }, ["blue", "green"]],
  ] as const) {
    it(`asks the gate about ${title}, and moves no record before it answers`, async () => {
      const { recording, ordering } = await recordBlueGreen(ownVpcs(live));
      const gate = recording.find("backend-gate");
      const environment = gate.inputs["environment"] as Record<string, string>;
      const arns = asked.map((color) => [
        color,
        recording.find(`backend-${color}-nlb`, "aws:lb/targetGroup:TargetGroup").outputs["arn"],
      ]);
      assert.deepEqual(JSON.parse(environment["GATE_TARGET_GROUPS"]!), Object.fromEntries(arns));
      const needed = ordering.dependencies.get("command:local:Command backend-gate")!;
      for (const color of asked) {
        assert.ok(needed.has(`aws:autoscaling/group:Group backend-${color}`), color);
      }
      for (const color of ["blue", "green"]) {
        const before = ordering.dependencies.get(`${RECORD} backend-live-${color}`)!;
        assert.ok(before.has("command:local:Command backend-gate"), color);
      }
    });
  }

  it("checks instances only when they admit the checks, and attaches them to what checks them", async () => {
    const { ordering } = await recordBlueGreen(ownVpcs("blue"));
    const listener = "aws:lb/listener:Listener backend-blue-listener-443";
    const before = [...ordering.dependencies.get(listener)!];
    for (const rule of [
      "SecurityGroupEgressRule backend-blue-nlb-to-instances",
      "SecurityGroupIngressRule backend-blue-instances-from-nlb",
    ]) {
      assert.ok(
        before.some((key) => key.endsWith(rule)),
        rule,
      );
    }
    const attachment = "aws:autoscaling/attachment:Attachment backend-blue-nlb";
    assert.ok(ordering.dependencies.get(attachment)!.has(listener));
  });

  it("lets a removed colour stay until its record is gone and the drain is over", async () => {
    const { ordering } = await recordBlueGreen(ownVpcs("green"));
    const drain = "command:local:Command backend-drain-blue";
    const record = ordering.dependencies.get(`${RECORD} backend-live-blue`)!;
    assert.ok(record.has(drain));
    const staying = ordering.dependencies.get(drain)!;
    for (const key of [
      `${BALANCER} backend-blue-nlb`,
      "aws:lb/listener:Listener backend-blue-listener-443",
      "aws:autoscaling/group:Group backend-blue",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule backend-blue-nlb-from-public-a",
      "aws:ec2/route:Route backend-peering-blue-there",
      "aws:ec2/route:Route backend-peering-blue-back-a",
      "aws:ec2/vpcPeeringConnection:VpcPeeringConnection backend-peering-blue",
      `${VPC} backend-blue`,
    ]) {
      assert.ok(staying.has(key), key);
    }
  });

  it("does not wait for a drain when everything is destroyed", async () => {
    const { ordering } = await recordBlueGreen(ownVpcs("blue"));
    for (const color of ["blue", "green"]) {
      assert.equal(
        ordering.deletedWith.get(`command:local:Command backend-drain-${color}`),
        "holdfast:backend:BlueGreen backend",
      );
    }
  });

  it("touches nothing of a colour when the other one is removed", async () => {
    const both = declared(await recordBlueGreen(ownVpcs("green")));
    const alone = declared(await recordBlueGreen(ownVpcs("green", ["green"])));
    for (const [key, inputs] of alone) assert.equal(inputs, both.get(key), key);
    const removed = [...both.keys()].filter((key) => !alone.has(key));
    assert.ok(removed.length > 0);
    for (const key of removed) assert.match(key, /blue/);
  });

  it("puts both colours into the front door's VPC on demand", async () => {
    const { recording } = await recordBlueGreen((frontDoor) => ({
      ...common(frontDoor, "blue"),
      layout: "sharedVpc",
      colors: { blue: settings, green: settings },
    }));
    assert.equal(ofType(recording, VPC).length, 1);
    assert.equal(ofType(recording, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection").length, 0);
    const privateSubnets = ["a", "b"].map(
      (letter) =>
        recording.find(`network-private-${letter}`, "aws:ec2/subnet:Subnet").outputs["id"],
    );
    for (const color of ["blue", "green"]) {
      assert.deepEqual(
        recording.find(`backend-${color}-nlb`, BALANCER).inputs["subnets"],
        privateSubnets,
      );
    }
  });

  it("goes through the public name on demand", async () => {
    const { recording, blueGreen } = await recordBlueGreen((frontDoor) => ({
      ...common(frontDoor, "blue"),
      layout: "vpcPerColor",
      colors: COLORS,
      switch: {
        kind: "record",
        reach: {
          kind: "public",
          zone: "shop.test",
          zoneId: new Zone("public", { name: "shop.test" }).zoneId,
        },
      },
      clients: { "entry-a1": "203.0.113.1/32" },
    }));
    assert.equal(await valueOf(blueGreen.host!), "live.shop.test");
    assert.deepEqual(
      ofType(recording, "aws:route53/zone:Zone").map(({ name }) => name),
      ["public"],
    );
    assert.equal(ofType(recording, "aws:ec2/vpcPeeringConnection:VpcPeeringConnection").length, 0);
    assert.equal(recording.find("backend-blue-nlb", BALANCER).inputs["internal"], false);
    const rule = recording.find("backend-blue-nlb-from-entry-a1").inputs;
    assert.equal(rule["cidrIpv4"], "203.0.113.1/32");
    assert.equal(
      recording.find("backend-live-blue").inputs["zoneId"],
      recording.find("public").outputs["zoneId"],
    );
  });

  it("has names that leave room for what AWS adds to them", async () => {
    const { recording } = await recordBlueGreen(ownVpcs("blue"));
    for (const type of [BALANCER, "aws:lb/targetGroup:TargetGroup"]) {
      for (const { name, outputs } of ofType(recording, type)) {
        assert.ok((outputs["name"] as string).startsWith(name), name);
        assert.ok((outputs["name"] as string).length <= 32, name);
      }
    }
  });

  it("leaves the switch to the front door on demand, and gives it the colours with their weights", async () => {
    const { recording, blueGreen } = await recordBlueGreen((frontDoor) => ({
      ...ownVpcs({ blue: 90, green: 10 })(frontDoor),
      layout: "vpcPerColor",
      colors: COLORS,
      switch: { kind: "frontDoor" },
    }));
    const { blue, green } = blueGreen.colors;
    assert.deepEqual([blue?.weight, green?.weight], [90, 10]);
    assert.equal(blue?.backend, blueGreen.backends.blue);
    assert.equal(blueGreen.host, undefined);
    for (const type of [RECORD, "aws:route53/zone:Zone", "command:local:Command"]) {
      assert.deepEqual(ofType(recording, type), []);
    }
    recording.find("backend-peering-blue", "holdfast:backend:Peering");
    assert.equal(recording.find("backend-blue-nlb", BALANCER).inputs["internal"], true);
  });
});
