import assert from "node:assert/strict";
import { Eip } from "@pulumi/aws/ec2/eip";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { getArn } from "@pulumi/aws/getArn";
import { Vault } from "@pulumi/aws/glacier/vault";
import * as pulumi from "@pulumi/pulumi";
import { Account } from "../../simulator/account";
import { EIP, SUBNET, VPC } from "../../simulator/model/tokens";
import { record } from "./recorder";

class Network extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:network:Network", name);
    const vpc = new Vpc(`${name}-vpc`, { cidrBlock: "10.0.0.0/16" }, { parent: this });
    const inputs = { vpcId: vpc.id, cidrBlock: "10.0.0.0/20" };
    new Subnet(`${name}-subnet`, inputs, { parent: this, protect: true, retainOnDelete: true });
    this.registerOutputs({});
  }
}

describe("record", () => {
  it("shows types, names, parents, options, inputs and outputs of what a program registers", async () => {
    const recording = await record(() => new Network("main"));
    assert.deepEqual(recording.counts(), { "test:network:Network": 1, [VPC]: 1, [SUBNET]: 1 });
    assert.deepEqual(recording.names(), ["main", "main-vpc", "main-subnet"]);
    assert.equal(
      recording.inventory(),
      `${SUBNET} main-subnet\n${VPC} main-vpc\ntest:network:Network main\n`,
    );
    const vpc = recording.find("main-vpc");
    const subnet = recording.find("main-subnet");
    assert.equal(
      subnet.urn,
      `urn:pulumi:dev::holdfast::test:network:Network$${SUBNET}::main-subnet`,
    );
    assert.equal(subnet.parentType, "test:network:Network");
    assert.equal(recording.find("main").parentType, undefined);
    assert.deepEqual(subnet.inputs, { vpcId: vpc.outputs["id"], cidrBlock: "10.0.0.0/20" });
    assert.equal(subnet.outputs["availabilityZone"], "us-east-1a");
    assert.deepEqual([subnet.protect, subnet.retainOnDelete], [true, true]);
    assert.deepEqual([vpc.protect, vpc.retainOnDelete], [false, false]);
  });

  it("has what the program warns of, for this program only", async () => {
    const { warn } = pulumi.log;
    const recording = await record(() => void pulumi.log.warn("careful"));
    assert.deepEqual(recording.warnings, ["careful"]);
    assert.deepEqual((await record(() => undefined)).warnings, []);
    assert.equal(pulumi.log.warn, warn);
  });

  it("unwraps secrets", async () => {
    const tags = { Name: pulumi.secret("hidden") };
    const recording = await record(() => new Eip("a", { tags }));
    assert.deepEqual(recording.find("a").inputs["tags"], { Name: "hidden" });
    assert.deepEqual(recording.find("a").outputs["tags"], { Name: "hidden" });
  });

  it("shows lookups, answered for the configured region", async () => {
    let zones: string[] = [];
    const { calls } = await record(
      async () => ({ names: zones } = await getAvailabilityZones({ state: "available" })),
      { config: { "aws:region": "eu-west-1" } },
    );
    assert.deepEqual(zones, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.deepEqual(calls, [
      {
        token: "aws:index/getAvailabilityZones:getAvailabilityZones",
        inputs: { state: "available" },
        provider: "",
      },
    ]);
  });

  it("runs against what the account holds", async () => {
    const account = Account.inMemory();
    const { id } = account.create(EIP, "us-east-1", {});
    const recording = await record(() => new Eip("a", {}, { import: id }), {
      account,
      stack: "prod",
    });
    assert.equal(recording.find("a").importId, id);
    assert.equal(recording.find("a").outputs["publicIp"], "203.0.113.1");
    assert.match(recording.find("a").urn, /^urn:pulumi:prod::/);
  });

  it("fails when a name is none, or that of several", async () => {
    const recording = await record(() => [
      new Eip("a"),
      new Vpc("a", { cidrBlock: "10.0.0.0/16" }),
    ]);
    assert.throws(() => recording.find("a"), {
      message: "several resources are named a; there are a, a",
    });
    assert.throws(() => recording.find("b"), { message: "no resource is named b; there are a, a" });
  });

  const failures: [title: string, program: () => unknown, message: RegExp][] = [
    [
      "a type is not modelled",
      () => new Vault("v"),
      /resource type aws:glacier\/vault:Vault is not modelled by the simulator/,
    ],
    [
      "a lookup is not modelled",
      () => getArn({ arn: "arn:x" }),
      /lookup aws:index\/getArn:getArn is not modelled by the simulator/,
    ],
    [
      "inputs are wrong",
      () => new Vpc("v", { cidrBlock: "10.0.0.0/8" }),
      /cidrBlock: the block must be between \/28 and \/16, got 10\.0\.0\.0\/8/,
    ],
    [
      "AWS would refuse",
      () => [1, 2].map((n) => new Subnet(`s${n}`, { vpcId: "vpc-x", cidrBlock: "10.0.0.0/20" })),
      /api error InvalidVpcID\.NotFound/,
    ],
    [
      "an apply throws",
      () =>
        new Eip("a", { tags: { Name: pulumi.output("x").apply(() => assert.fail("no name")) } }),
      /no name/,
    ],
    ["the program throws", () => assert.fail("no program"), /no program/],
  ];
  for (const [title, program, message] of failures) {
    it(`fails when ${title}`, async () => {
      await assert.rejects(record(program), { message });
      assert.deepEqual((await record(() => new Eip("next"))).names(), ["next"]);
    });
  }
});
