import assert from "node:assert/strict";
import { toSettings } from "../../../stack/stack-settings";
import { Account } from "../../../simulator/account";
import { createExisting } from "../../../commands/shared/existing-resources";
import {
  AUTO_SCALING_GROUP,
  EIP,
  HOSTED_ZONE,
  LOAD_BALANCER,
  ROUTE_TABLE,
  SUBNET,
  TARGET_GROUP,
  VPC,
  WEB_ACL,
} from "../../../simulator/model/tokens";

const ADOPTED = "eipalloc-0123456789abcdef0";

describe("createExisting", () => {
  const existingFor = (config: Record<string, unknown>, times = 1): Account => {
    const account = Account.inMemory();
    for (let time = 0; time < times; time++) createExisting(account, toSettings("prod", config));
    return account;
  };
  const zones = (account: Account) => account.all(HOSTED_ZONE).map(({ inputs }) => inputs["name"]);

  it("makes the zones that a stack finds, and none that it creates", () => {
    const dns = { zone: "example.com" };
    const backend = { reach: "public", zone: "example.net" };
    const both = { "holdfast:dns": dns, "holdfast:backend": backend };
    assert.deepEqual(zones(existingFor(both)), ["example.com", "example.net"]);
    const own = { "holdfast:dns": { ...dns, createZone: true }, "holdfast:backend": {} };
    assert.deepEqual(existingFor(own).everything(), []);
  });

  it("makes the addresses that a stack adopts, by their ids", () => {
    const config = { "holdfast:addresses": { adopt: { "egress-a": ADOPTED } } };
    const [eip, ...others] = existingFor(config).all(EIP, "us-east-1");
    assert.equal(eip?.id, ADOPTED);
    assert.deepEqual(others, []);
  });

  it("makes the web ACL of an ALB, by its ARN, and none that is not regional", () => {
    const arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/0123abcd";
    const arns = (webAclArn: string) =>
      existingFor({ "holdfast:entry": { kind: "alb", webAclArn } }, 2)
        .all(WEB_ACL, "us-east-1")
        .map(({ outputs }) => outputs["arn"]);
    assert.deepEqual(arns(arn), [arn]);
    assert.deepEqual(arns(arn.replace("regional", "global")), []);
  });

  it("makes the targets of a backend, by their ARNs and names", () => {
    const elb = "arn:aws:elasticloadbalancing:us-east-1:123456789012";
    const existing = {
      blue: { loadBalancerArn: `${elb}:loadbalancer/app/shop/50dc6c495c0c9188` },
      green: { autoScalingGroup: "shop" },
    };
    const config = { "holdfast:backend": { live: "blue", existing } };
    const account = existingFor(config, 2);
    const ids = (type: string) => account.all(type, "us-east-1").map(({ id }) => id);
    assert.deepEqual(ids(LOAD_BALANCER), [existing.blue.loadBalancerArn]);
    assert.deepEqual(ids(AUTO_SCALING_GROUP), ["shop"]);
  });

  it("makes targets in the VPC that a stack is in, for the load balancer that forwards to them", () => {
    const arn =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/orders/50dc6c495c0c9188";
    const protocols = ["nlbAlb", "haproxy"].map((kind) => {
      const account = existingFor({
        "holdfast:network": { existing: { vpcId: "vpc-0a1b2c3d4e5f60718" } },
        "holdfast:entry": { kind },
        "holdfast:backend": { live: "blue", existing: { blue: { targetGroupArn: arn, port: 80 } } },
      });
      assert.equal(account.all(VPC).length, 1);
      const { vpcId, protocol } = account.find(TARGET_GROUP, arn, "us-east-1")!.inputs;
      assert.equal(vpcId, "vpc-0a1b2c3d4e5f60718");
      return protocol;
    });
    assert.deepEqual(protocols, ["HTTP", "TCP"]);
  });

  it("makes the VPC that a stack is in, so that every front door has what it needs there", () => {
    const existing = {
      vpcTags: { Name: "shop" },
      publicSubnets: [1, 2, 3].map((index) => `subnet-0a00000000000000${index}`),
      privateSubnetTags: { tier: "private" },
      routeTables: ["rtb-0123456789abcdef0"],
    };
    const backend = { blue: { cidr: "10.0.0.0/16" }, green: { cidr: "10.1.0.0/16" } };
    const config = { "holdfast:network": { existing }, "holdfast:backend": backend };
    const account = existingFor(config, 2);
    const [vpc, ...others] = account.all(VPC, "us-east-1");
    assert.deepEqual(others, []);
    assert.equal(vpc?.inputs["cidrBlock"], "10.2.0.0/16");
    assert.deepEqual(account.tagsOf(vpc), { Name: "shop" });
    assert.equal(account.all(SUBNET).length, 6);
    for (const id of existing.publicSubnets) assert.ok(account.find(SUBNET, id, "us-east-1"));
    assert.ok(account.find(ROUTE_TABLE, "rtb-0123456789abcdef0", "us-east-1"));
  });

  it("leaves what is there", () => {
    const addresses = { adopt: { "egress-a": ADOPTED } };
    const config = { "holdfast:dns": { zone: "example.com" }, "holdfast:addresses": addresses };
    assert.equal(
      existingFor(config, 2).everything().length,
      existingFor(config).everything().length,
    );
  });
});
