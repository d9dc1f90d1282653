import assert from "node:assert/strict";
import { healthCheckOf } from "../../../../components/front-door/nlb/nlb";
import { ofType } from "../../backend/backends";
import { recordDoor, toAlb, toNames } from "../nlb-alb/doors";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const followed = { old: { dnsName: "old.example.net", weight: 100 } };

describe("createNlb", () => {
  it("has an Elastic IP in the public subnet of each zone", async () => {
    const { recording } = await recordDoor(toNames(followed));
    const { inputs } = recording.find("entry-nlb", BALANCER);
    assert.equal(inputs["loadBalancerType"], "network");
    assert.equal(inputs["internal"], false);
    assert.deepEqual(
      inputs["subnetMappings"],
      ["a", "b"].map((letter) => ({
        subnetId: recording.find(`network-public-${letter}`, "aws:ec2/subnet:Subnet").outputs["id"],
        allocationId: recording.find(`addresses-entry-${letter}1`, "aws:ec2/eip:Eip").outputs["id"],
      })),
    );
  });

  it("has a security group from birth, which the internet passes on public ports only", async () => {
    const { recording } = await recordDoor(toAlb());
    const group = recording.find("entry-nlb", GROUP).outputs["id"];
    assert.deepEqual(recording.find("entry-nlb", BALANCER).inputs["securityGroups"], [group]);
    const open = ofType(recording, INGRESS).filter(
      ({ inputs }) => inputs["cidrIpv4"] && inputs["securityGroupId"] === group,
    );
    assert.deepEqual(
      open.map(({ inputs }) => [
        inputs["ipProtocol"],
        inputs["cidrIpv4"],
        inputs["fromPort"],
        inputs["toPort"],
      ]),
      [
        ["tcp", "0.0.0.0/0", 443, 443],
        ["tcp", "0.0.0.0/0", 80, 80],
        ["icmp", "0.0.0.0/0", 3, 4],
      ],
    );
  });

  it("reaches what a target can be by its address, and nothing public", async () => {
    const { recording } = await recordDoor(toNames(followed, [443, 8443]));
    const group = recording.find("entry-nlb", GROUP).outputs["id"];
    const out = ofType(recording, EGRESS).filter(
      ({ inputs }) => inputs["securityGroupId"] === group,
    );
    const blocks = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];
    for (const port of [443, 8443]) {
      const rules = out.filter(({ inputs }) => inputs["fromPort"] === port);
      assert.deepEqual(rules.map(({ inputs }) => inputs["cidrIpv4"]).sort(), blocks);
    }
    assert.equal(out.length, 2 * blocks.length);
  });

  it("crosses zones, and is protected and patient as it is told", async () => {
    const byDefault = await recordDoor(toNames(followed));
    const { inputs } = byDefault.recording.find("entry-nlb", BALANCER);
    assert.equal(inputs["enableCrossZoneLoadBalancing"], true);
    assert.equal(inputs["enableDeletionProtection"], false);
    const listener = byDefault.recording.find("entry-listener-443").inputs;
    assert.equal(listener["tcpIdleTimeoutSeconds"], 350);

    const told = await recordDoor(() => ({
      ...toNames(followed)(),
      crossZone: false,
      deletionProtection: true,
      nlbIdleTimeoutSeconds: 600,
    }));
    const other = told.recording.find("entry-nlb", BALANCER).inputs;
    assert.equal(other["enableCrossZoneLoadBalancing"], false);
    assert.equal(other["enableDeletionProtection"], true);
    told.recording.find("entry-nlb-unprotect", "command:local:Command");
    assert.equal(told.recording.find("entry-listener-443").inputs["tcpIdleTimeoutSeconds"], 600);
  });

  it("waits for the way to the internet", async () => {
    const { ordering } = await recordDoor(toNames(followed));
    const before = ordering.dependencies.get(`${BALANCER} entry-nlb`)!;
    assert.ok(before.has("aws:ec2/internetGateway:InternetGateway network-internet"));
  });
});

describe("healthCheckOf", () => {
  it("asks for a path over the port's protocol, and takes everything but 5xx for an answer", () => {
    assert.equal(healthCheckOf(443, "/health").protocol, "HTTPS");
    assert.deepEqual(healthCheckOf(80, "/health"), {
      protocol: "HTTP",
      path: "/health",
      matcher: "200-499",
      timeout: 5,
      interval: 10,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    });
  });

  it("is content with a connection when there is no path", () => {
    const check = healthCheckOf(443, undefined);
    assert.equal(check.protocol, "TCP");
    assert.ok(!("path" in check) && !("matcher" in check));
  });
});
