import assert from "node:assert/strict";
import { Backend } from "../../../components/backend/backend";
import type { BackendArgs } from "../../../components/backend/backend-settings";
import { type Recording, record } from "../../support/recorder";
import { backendArgs, ofType, valueOf, vpcNamed } from "./backends";

const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const POLICY = "aws:autoscaling/policy:Policy";
const ATTACHMENT = "aws:autoscaling/attachment:Attachment";
const TARGETS = "aws:lb/targetGroup:TargetGroup";

async function recordBackend(
  overrides: Partial<BackendArgs> = {},
): Promise<{ recording: Recording; backend: Backend }> {
  let backend: Backend | undefined;
  const recording = await record(() => {
    backend = new Backend("app", backendArgs(vpcNamed("net", "10.30.0.0/16"), overrides));
  });
  return { recording, backend: backend! };
}

describe("Backend", () => {
  it("launches instances in the private subnets of every zone", async () => {
    const { recording } = await recordBackend();
    const { inputs } = recording.find("app", GROUP);
    const privateSubnets = ["net-private-a", "net-private-b"].map(
      (name) => recording.find(name, "aws:ec2/subnet:Subnet").outputs["id"],
    );
    assert.deepEqual(inputs["vpcZoneIdentifiers"], privateSubnets);
    assert.equal(inputs["minSize"], 2);
    assert.equal(inputs["maxSize"], 6);
    assert.equal(inputs["desiredCapacity"], undefined);
  });

  it("replaces instances that their load balancer finds unhealthy, and rolls a new template out", async () => {
    const { recording } = await recordBackend();
    const { inputs } = recording.find("app", GROUP);
    assert.equal(inputs["healthCheckType"], "ELB");
    assert.deepEqual(recording.find("app-nlb", ATTACHMENT).inputs, {
      autoscalingGroupName: recording.find("app", GROUP).outputs["name"],
      lbTargetGroupArn: recording.find("app-nlb", TARGETS).outputs["arn"],
    });
    assert.deepEqual(inputs["launchTemplate"], {
      id: recording.find("app", TEMPLATE).outputs["id"],
      version: "1",
    });
    const refresh = inputs["instanceRefresh"] as { preferences: Record<string, number> };
    assert.equal(refresh.preferences["minHealthyPercentage"], 100);
  });

  it("tags instances as everything else", async () => {
    const { recording } = await recordBackend();
    assert.deepEqual(recording.find("app", GROUP).inputs["tags"], [
      { key: "owner", value: "platform", propagateAtLaunch: true },
      { key: "Name", value: "app", propagateAtLaunch: true },
    ]);
  });

  it("requires IMDSv2 and encrypts disks", async () => {
    const { recording } = await recordBackend();
    const { inputs } = recording.find("app", TEMPLATE);
    const metadata = inputs["metadataOptions"] as Record<string, unknown>;
    assert.equal(metadata["httpTokens"], "required");
    const [disk] = inputs["blockDeviceMappings"] as { ebs: Record<string, unknown> }[];
    assert.equal(disk!.ebs["encrypted"], "true");
    assert.equal(disk!.ebs["volumeType"], "gp3");
  });

  it("runs the demonstration server on Amazon Linux of the right architecture by default", async () => {
    const { recording } = await recordBackend({ color: "green", version: "7" });
    const { inputs } = recording.find("app", TEMPLATE);
    const userData = Buffer.from(inputs["userData"] as string, "base64").toString();
    assert.match(userData, /^#!\/bin\/sh\n/);
    assert.match(userData, /COLOR=green/);
    assert.match(userData, /VERSION=7/);
    assert.match(userData, /CERTIFICATE/);
    assert.match(inputs["imageId"] as string, /al2023.*arm64$/);
  });

  it("runs what it is given instead", async () => {
    const userData = "#!/bin/sh\necho own\n";
    const { recording } = await recordBackend({ userData, image: "ami-0123456789abcdef0" });
    const { inputs } = recording.find("app", TEMPLATE);
    assert.equal(Buffer.from(inputs["userData"] as string, "base64").toString(), userData);
    assert.equal(inputs["imageId"], "ami-0123456789abcdef0");
  });

  it("follows CPU by default", async () => {
    const { recording } = await recordBackend();
    assert.deepEqual(recording.find("app", POLICY).inputs["targetTrackingConfiguration"], {
      targetValue: 60,
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    });
  });

  it("scales by requests of its target group on demand", async () => {
    const { recording } = await recordBackend({
      loadBalancer: { kind: "alb" },
      port: 80,
      scaling: { kind: "albRequests", perTarget: 1000 },
    });
    const balancer = recording.find("app-alb", "aws:lb/loadBalancer:LoadBalancer").outputs;
    const targets = recording.find("app-alb", TARGETS).outputs;
    assert.deepEqual(recording.find("app", POLICY).inputs["targetTrackingConfiguration"], {
      targetValue: 1000,
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: `${String(balancer["arnSuffix"])}/${String(targets["arnSuffix"])}`,
      },
    });
  });

  it("returns its routes", async () => {
    const { recording, backend } = await recordBackend();
    const balancer = recording.find("app-nlb", "aws:lb/loadBalancer:LoadBalancer").outputs;
    assert.equal(await valueOf(backend.dnsName), balancer["dnsName"]);
    assert.equal(await valueOf(backend.zoneId), balancer["zoneId"]);
    assert.equal(await valueOf(backend.loadBalancerArn), balancer["arn"]);
    assert.equal(
      await valueOf(backend.targetGroupArn),
      recording.find("app-nlb", TARGETS).outputs["arn"],
    );
    assert.equal(backend.port, 443);
  });

  it("keeps names when a zone is added", async () => {
    const inventory = async (zones: readonly string[]) => {
      const recording = await record(() => {
        new Backend("app", backendArgs(vpcNamed("net", "10.30.0.0/16", zones)));
      });
      return recording.resources.map(({ name }) => name).filter((name) => name.startsWith("app"));
    };
    const two = await inventory(["us-east-1a", "us-east-1b"]);
    assert.deepEqual(await inventory(["us-east-1c", "us-east-1b", "us-east-1a"]), two);
  });

  it("opens nothing to anywhere", async () => {
    const { recording } = await recordBackend();
    const rules = [
      ...ofType(recording, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
      ...ofType(recording, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
    ];
    assert.equal(rules.length, 4);
    for (const { name, inputs } of rules) {
      assert.notEqual(inputs["cidrIpv4"], "0.0.0.0/0", name);
      assert.equal(inputs["fromPort"], 443, name);
      assert.equal(inputs["toPort"], 443, name);
    }
  });

  it("takes part in path MTU discovery where proxies reach it by an internet gateway", async () => {
    const { recording } = await recordBackend({ facing: "internet" });
    const { ipProtocol, fromPort, toPort } = recording.find("app-nlb-path-mtu").inputs;
    assert.deepEqual([ipProtocol, fromPort, toPort], ["icmp", 3, 4]);
  });

  it("has no backend name behind an existing load balancer", async () => {
    const { backend } = await recordBackend({ loadBalancer: { kind: "none" } });
    const given = [backend.dnsName, backend.zoneId, backend.loadBalancerArn];
    assert.deepEqual(await Promise.all(given.map(valueOf)), ["", "", ""]);
  });
});
