import assert from "node:assert/strict";
import { PREFIX_LIST, PREFIX_LIST_ENTRY, TAG } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";

const ask = (lab: Lab, name: string, inputs: Values): Values =>
  lab.account.lookUp(`aws:ec2/${name}:${name}`, lab.region, inputs);

const tagged = (key: string, ...values: string[]): Values => ({
  filters: [{ name: `tag:${key}`, values }],
});

/** An address that a NAT gateway holds. */
function held(lab: Lab): Stored {
  const vpc = lab.vpc();
  lab.gateway(vpc);
  const eip = lab.eip();
  lab.nat(lab.subnet(vpc), eip);
  return eip;
}

describe("getEips", () => {
  it("finds addresses by their tags, of the region only", () => {
    const lab = new Lab();
    const [a, b] = [lab.eip({ tags: { key: "egress-a" } }), lab.eip({ tags: { key: "egress-b" } })];
    lab.eip();
    lab.account.create(a.type, "eu-west-1", a.inputs);
    assert.deepEqual(ask(lab, "getEips", tagged("key", "egress-*"))["allocationIds"], [a.id, b.id]);
    assert.deepEqual(ask(lab, "getEips", { tags: { key: "egress-b" } })["publicIps"], [
      "203.0.113.2",
    ]);
    const anyKey = { filters: [{ name: "tag-key", values: ["key"] }] };
    assert.deepEqual(ask(lab, "getEips", anyKey)["allocationIds"], [a.id, b.id]);
    assert.deepEqual(ask(lab, "getEips", tagged("key", "egress-c"))["allocationIds"], []);
  });

  it("finds an address by a tag that was put on it afterwards", () => {
    const lab = new Lab();
    const eip = lab.eip();
    lab.make(TAG, { resourceId: eip.id, key: "role", value: "egress" });
    assert.deepEqual(ask(lab, "getEips", tagged("role", "egress"))["allocationIds"], [eip.id]);
  });

  it("fails when a filter is not modelled", () => {
    const lab = new Lab();
    lab.eip();
    assert.throws(() => ask(lab, "getEips", { filters: [{ name: "colour", values: ["red"] }] }), {
      message:
        'filter "colour" of getEips is not modelled: add it to simulator/model/ec2-lookups.ts',
    });
  });
});

describe("getElasticIp", () => {
  it("tells what holds an address", () => {
    const lab = new Lab();
    const eip = held(lab);
    const found = ask(lab, "getElasticIp", { id: eip.id });
    const { associationId, networkInterface } = lab.state(eip);
    assert.equal(found["associationId"], associationId);
    assert.equal(found["networkInterfaceId"], networkInterface);
    assert.equal(found["instanceId"], "");
    assert.equal(ask(lab, "getElasticIp", { publicIp: "203.0.113.1" })["id"], eip.id);
  });

  it("fails when the address does not exist", () => {
    assert.throws(() => ask(new Lab(), "getElasticIp", { id: "eipalloc-x" }), {
      message:
        "aws:ec2/getElasticIp:getElasticIp: api error InvalidAllocationID.NotFound: The allocation ID 'eipalloc-x' does not exist",
    });
  });

  it("fails when several match", () => {
    const lab = new Lab();
    [lab.eip(), lab.eip()].forEach((eip) => lab.change(eip, { tags: { a: "b" } }));
    assert.throws(() => ask(lab, "getElasticIp", { tags: { a: "b" } }), {
      message:
        "multiple EC2 EIPs matched; use additional constraints to reduce matches to a single EC2 EIP",
    });
  });
});

describe("Other lookups of EC2", () => {
  it("find a VPC by its tags", () => {
    const lab = new Lab();
    lab.vpc();
    const vpc = lab.vpc({ cidrBlock: "10.1.0.0/16", tags: { Name: "blue" } });
    assert.equal(ask(lab, "getVpc", tagged("Name", "blue"))["id"], vpc.id);
    assert.equal(ask(lab, "getVpc", { cidrBlock: "10.1.0.0/16" })["id"], vpc.id);
  });

  it("know the service of an endpoint", () => {
    const { serviceName, privateDnsName } = ask(new Lab(), "getVpcEndpointService", {
      service: "ecr.api",
    });
    assert.equal(serviceName, "com.amazonaws.us-east-1.ecr.api");
    assert.equal(privateDnsName, "api.ecr.us-east-1.amazonaws.com");
    assert.throws(
      () => ask(new Lab(), "getVpcEndpointService", { service: "ssm", serviceType: "Gateway" }),
      {
        message:
          /InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.ssm' does not exist$/,
      },
    );
  });

  it("find prefix lists of AWS's and of our own", () => {
    const lab = new Lab();
    const name = "com.amazonaws.global.cloudfront.origin-facing";
    assert.equal(ask(lab, "getManagedPrefixList", { name })["ownerId"], "AWS");
    assert.equal(ask(lab, "getPrefixList", { name })["name"], name);
    const own = lab.make(PREFIX_LIST, { name: "allow", addressFamily: "IPv4", maxEntries: 1 });
    lab.make(PREFIX_LIST_ENTRY, { prefixListId: own.id, cidr: "192.0.2.1/32" });
    const { id, entries } = ask(lab, "getManagedPrefixList", { name: "allow" });
    assert.deepEqual([id, entries], [own.id, [{ cidr: "192.0.2.1/32", description: "" }]]);
  });

  it("fails when nothing matches", () => {
    assert.throws(() => ask(new Lab(), "getPrefixList", { name: "x" }), {
      message: "no matching EC2 Prefix List found",
    });
  });
});
