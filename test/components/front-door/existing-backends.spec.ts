import assert from "node:assert/strict";
import { createExistingTargets } from "../../../commands/shared/existing-targets";
import { BlueGreen } from "../../../components/backend/blue-green";
import { backendFrom } from "../../../components/backend/color-backend";
import type { ExistingSettings } from "../../../components/backend/existing/settings";
import { NlbAlb } from "../../../components/front-door/nlb-alb/nlb-alb";
import type { NlbAlbArgs } from "../../../components/front-door/nlb-alb/args";
import { networkFrom } from "../../../components/network/network-from";
import { Account } from "../../../simulator/account";
import {
  AUTO_SCALING_GROUP,
  EIP,
  LOAD_BALANCER,
  SUBNET,
  TARGET_GROUP,
} from "../../../simulator/model/tokens";
import { text } from "../../../simulator/model/values";
import { type ProgramConfig, type Recording, recordProgram } from "../../support/program";
import { record } from "../../support/recorder";

const REGION = "us-east-1";
const ELB = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer";
const ALB = `${ELB}/app/shop/50dc6c495c0c9188`;
const NLB = `${ELB}/net/shop/50dc6c495c0c9189`;

/** An account that has these targets. */
function accountWith(existing: ExistingSettings): Account {
  const account = Account.inMemory();
  createExistingTargets(account, REGION, { existing, reach: "private" });
  return account;
}

/** What the program registers for a front door in front of these targets. */
const behind = (
  entry: ProgramConfig,
  existing: ExistingSettings,
  backend: object = {},
): Promise<Recording> =>
  recordProgram(
    { network: { cidr: "10.20.0.0/16" }, entry, backend: { ...backend, existing } },
    accountWith(existing),
  );

const ofType = ({ resources }: Recording, type: string) =>
  resources.filter((one) => one.type === type).map(({ name }) => name);

describe("a backend that exists", () => {
  const two: ExistingSettings = {
    blue: { loadBalancerArn: ALB, port: 80 },
    green: { autoScalingGroup: "shop", port: 80 },
  };
  const byName: Readonly<Record<string, ProgramConfig>> = {
    haproxy: { kind: "haproxy" },
    addressPair: { kind: "addressPair", failover: "eip" },
    ecs: { kind: "ecs", image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/haproxy:1" },
  };
  it("has that NLB protected from deletion while the group has clients", async () => {
    for (const live of ["blue", "green"]) {
      const recording = await behind(byName["haproxy"]!, two, { live });
      const { inputs } = recording.find("backend-green-nlb", LOAD_BALANCER);
      assert.equal(inputs["enableDeletionProtection"], live === "green");
      recording.find("backend-green-nlb-unprotect");
    }
  });

  for (const [kind, entry] of Object.entries(byName)) {
    it(`is followed by name with ${kind}, which creates an NLB only in front of the group`, async () => {
      const recording = await behind(entry, two, { live: "blue" });
      assert.deepEqual(ofType(recording, "aws:ec2/vpc:Vpc"), ["network"]);
      const backends = recording.names().filter((name) => name.startsWith("backend-blue"));
      assert.deepEqual(backends, []);
      const [, name] = (
        recording.find("backend-live-blue").inputs["records"] as string[]
      )[0]!.split("-");
      assert.equal(name, "existing");
      assert.equal(recording.find("backend-green-nlb", LOAD_BALANCER).inputs["internal"], true);
      assert.equal(
        recording.find("backend-green-nlb", "aws:autoscaling/attachment:Attachment").inputs[
          "autoscalingGroupName"
        ],
        "shop",
      );
      // Two rules of one port to one block would be one to AWS.
      const blocks = recording.resources.filter(
        ({ inputs }) => inputs["cidrIpv4"] === "10.255.0.0/16" && inputs["fromPort"] === 80,
      );
      assert.equal(
        new Set(blocks.map(({ inputs }) => inputs["securityGroupId"])).size,
        blocks.length,
      );
    });
  }

  it("is an endpoint of an accelerator, whichever load balancer it has", async () => {
    const recording = await behind(
      { kind: "accelerator" },
      { blue: { loadBalancerArn: ALB }, green: { loadBalancerArn: NLB } },
      { weights: { blue: 90, green: 10 } },
    );
    const { endpointConfigurations } = recording.find("entry-endpoints").inputs;
    assert.deepEqual(endpointConfigurations, [
      { endpointId: ALB, weight: 90, clientIpPreservationEnabled: true },
      { endpointId: NLB, weight: 10, clientIpPreservationEnabled: true },
    ]);
    const alarms = ofType(recording, "aws:cloudwatch/metricAlarm:MetricAlarm");
    assert.deepEqual(alarms.filter((name) => /blue|green/.test(name)).sort(), [
      "entry-alarms-blue-errors",
      "entry-alarms-blue-unhealthy",
      "entry-alarms-green-unhealthy",
    ]);
  });

  it("is a name whose addresses an NLB follows and checks itself", async () => {
    const recording = await behind({ kind: "nlbAlb" }, { host: "shop.example.net" });
    assert.deepEqual(recording.warnings, []);
    assert.equal(recording.find("entry-blue-443", TARGET_GROUP).inputs["targetType"], "ip");
  });
});

describe("a backend that exists in the network of an NLB", () => {
  /** An NLB and what is behind it, in the VPC that the targets are in. */
  const inNetwork = (
    existing: ExistingSettings,
    target: (account: Account, network: NlbAlbArgs["vpc"]) => NlbAlbArgs["target"],
  ): Promise<Recording> => {
    const account = accountWith(existing);
    const subnets = account
      .all(SUBNET)
      .map((subnet) => [
        text(subnet.inputs["availabilityZone"]),
        { id: subnet.id, cidr: text(subnet.inputs["cidrBlock"]) },
      ]);
    const perZone = Object.fromEntries(subnets) as NlbAlbArgs["vpc"]["publicSubnets"];
    const vpc = networkFrom({
      vpcId: text(account.all(SUBNET)[0]!.inputs["vpcId"]),
      cidr: "10.255.0.0/16",
      publicSubnets: perZone,
      privateSubnets: perZone,
    });
    const address = () => {
      const { id, outputs } = account.create(EIP, REGION, { domain: "vpc" });
      return { allocationId: id, publicIp: text(outputs["publicIp"]) };
    };
    const addresses = {
      "entry-a1": address(),
      "entry-b1": address(),
    } as unknown as NlbAlbArgs["addresses"];
    return record(
      () => {
        new NlbAlb("entry", {
          vpc,
          addresses,
          deletionProtection: false,
          target: target(account, vpc),
        });
        return Promise.resolve();
      },
      { account },
    );
  };
  const colorsOf = (
    vpc: NlbAlbArgs["vpc"],
    colors: Extract<ConstructorParameters<typeof BlueGreen>[1], { layout: "existing" }>["colors"],
  ) =>
    new BlueGreen("backend", {
      live: "blue",
      switch: { kind: "frontDoor" },
      frontDoor: vpc,
      clients: {},
      layout: "existing",
      colors,
    }).colors;

  it("is an ALB as the target of a target group, checked by a separate listener", async () => {
    const recording = await inNetwork({ loadBalancerArn: ALB, port: 80 }, (account, vpc) => {
      const blue = backendFrom({
        dnsName: "",
        loadBalancerArn: ALB,
        targetGroupArn: account.all(TARGET_GROUP)[0]!.id,
        port: 80,
      });
      return { kind: "albs", port: 80, colors: colorsOf(vpc, { blue }) };
    });
    assert.deepEqual(ofType(recording, LOAD_BALANCER), ["entry-nlb"]);
    const { targetType, healthCheck } = recording.find("entry-blue-80", TARGET_GROUP).inputs;
    assert.equal(targetType, "alb");
    assert.equal((healthCheck as { path: string }).path, "/health");
    assert.equal(
      recording.find("entry-blue-80", "aws:lb/targetGroupAttachment:TargetGroupAttachment").inputs[
        "targetId"
      ],
      ALB,
    );
    const { environment } = recording.find("entry-gate").inputs as {
      environment: Record<string, string>;
    };
    assert.deepEqual(Object.keys(JSON.parse(environment["GATE_TARGET_GROUPS"]!) as object), [
      "blue",
      "blue-80",
    ]);
    assert.deepEqual(ofType(recording, "aws:lb/listener:Listener").sort(), [
      "entry-listener-80",
      "entry-test-blue",
    ]);
  });

  it("is a group behind an ALB of the front door, whose instances the front door does not open", async () => {
    const recording = await inNetwork({ autoScalingGroup: "shop", port: 80 }, (account, vpc) => {
      const [group] = account.all(AUTO_SCALING_GROUP);
      const blue = {
        targets: { kind: "autoScalingGroup", name: group!.id },
        vpcId: vpc.vpcId,
        cidrs: ["10.255.0.0/16"],
        subnetIds: [],
        port: 80,
        healthPath: "/health",
        loadBalancer: { kind: "none" },
      } as const;
      return { kind: "alb", colors: colorsOf(vpc, { blue }) };
    });
    assert.deepEqual(ofType(recording, LOAD_BALANCER).sort(), ["entry-alb", "entry-nlb"]);
    assert.equal(recording.find("backend-blue-targets", TARGET_GROUP).inputs["protocol"], "HTTP");
    assert.equal(recording.find("entry-alb-to-blue").inputs["cidrIpv4"], "10.255.0.0/16");
    assert.ok(!recording.names().includes("entry-blue-from-alb"));
  });
});
