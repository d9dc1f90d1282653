import assert from "node:assert/strict";
import { EIP } from "../../simulator/model/tokens";
import { seedZone } from "../../simulator/seed";
import { frontDoor } from "../support/program";
import { TestStack, changes } from "../support/test-stack";

describe("a HAProxy front door that reaches its backend by the public name", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(
      frontDoor({
        addresses: { protect: false },
        entry: { kind: "haproxy", nodesPerAz: 1 },
        backend: {
          live: "blue",
          reach: "public",
          zone: "example.org",
          blue: { cidr: "10.30.0.0/16" },
          green: { cidr: "10.40.0.0/16" },
        },
      }),
    );
    seedZone(stack.session.account, "example.org");
    await stack.up();
  });
  after(() => stack.close());

  it("has load balancers that face the internet, and admit the nodes' addresses only", () => {
    const { account } = stack.session;
    const balancers = account.all("aws:lb/loadBalancer:LoadBalancer");
    assert.equal(balancers.length, 2);
    assert.ok(balancers.every(({ inputs }) => inputs["internal"] !== true));
    assert.deepEqual(account.all("aws:ec2/vpcPeeringConnection:VpcPeeringConnection"), []);
    const sources = account
      .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter((rule) => account.tagsOf(rule)["Name"]?.startsWith("backend-blue-nlb-from-entry-"))
      .map(({ inputs }) => inputs["cidrIpv4"]);
    const nodes = account
      .all(EIP)
      .filter((eip) => account.tagsOf(eip)["holdfast:role"] === "ingress")
      .map((eip) => `${account.state(eip)["publicIp"] as string}/32`);
    assert.deepEqual(sources.sort(), nodes.sort());
  });

  it("changes nothing when nothing changed", async () => {
    assert.deepEqual(changes(await stack.preview()), []);
  });
});
