import assert from "node:assert/strict";
import { imageOf } from "../../../simulator/model/images";
import { turn } from "../../../simulator/api/ec2-power";
import { encodedUserData, plainUserData } from "../../../simulator/model/instances";
import { EIP_ASSOCIATION, INSTANCE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const instance = (lab: Lab, inputs: Values = {}, subnet = lab.subnet(lab.vpc())): Stored =>
  lab.make(INSTANCE, {
    ami: "ami-0123456789abcdef0",
    instanceType: "t3.small",
    subnetId: subnet.id,
    ...inputs,
  });

const KERNEL = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default";

describe("Instance", () => {
  it("takes an address of its subnet, and a public one where the subnet gives them", () => {
    const lab = new Lab();
    const state = lab.state(instance(lab));
    assert.deepEqual([state["privateIp"], state["publicIp"]], ["10.0.0.4", ""]);
    assert.equal(state["privateDns"], "ip-10-0-0-4.ec2.internal");
    const open = lab.subnet(lab.vpc(), { mapPublicIpOnLaunch: true });
    const { publicIp, publicDns } = lab.state(instance(lab, {}, open));
    assert.equal(publicIp, "203.0.113.1");
    assert.equal(publicDns, "ec2-203-0-113-1.compute-1.amazonaws.com");
  });

  it("shows the Elastic IP that it holds, and frees it when it is terminated", () => {
    const lab = new Lab();
    const eip = lab.eip();
    const node = instance(lab, { associatePublicIpAddress: true });
    lab.make(EIP_ASSOCIATION, { allocationId: eip.id, instanceId: node.id });
    assert.equal(lab.state(node)["publicIp"], eip.outputs["publicIp"]);
    const held = lab.state(eip);
    assert.deepEqual([held["instance"], held["privateIp"]], [node.id, "10.0.0.4"]);
    lab.account.remove(node);
    assert.equal(lab.state(eip)["associationId"], "");
  });

  it("has a public address on its network interface while it runs, or while it holds an Elastic IP", () => {
    const lab = new Lab();
    const node = instance(lab, { associatePublicIpAddress: true });
    const isPublic = () => lab.state(lab.account.require(INSTANCE, node.id, lab.region));
    const lent = isPublic()["publicIp"];
    turn(lab.account, node, "stopped");
    assert.deepEqual([isPublic()["publicIp"], isPublic()["associatePublicIpAddress"]], ["", false]);
    turn(lab.account, lab.account.require(INSTANCE, node.id, lab.region), "running");
    assert.notEqual(isPublic()["publicIp"], lent);
    assert.equal(isPublic()["associatePublicIpAddress"], true);
    const inner = instance(lab);
    assert.equal(lab.state(inner)["associatePublicIpAddress"], false);
    lab.make(EIP_ASSOCIATION, { allocationId: lab.eip().id, instanceId: inner.id });
    turn(lab.account, inner, "stopped");
    assert.equal(lab.state(inner)["associatePublicIpAddress"], true);
  });

  it("asks for IMDSv2 unless told otherwise", () => {
    const lab = new Lab();
    const options = { instanceMetadataTags: "enabled" };
    assert.deepEqual(
      lab.account.read(instance(lab, { metadataOptions: options }))?.outputs["metadataOptions"],
      {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 2,
        httpProtocolIpv6: "disabled",
        instanceMetadataTags: "enabled",
      },
    );
  });

  it("takes user data of 16 KiB, counted before it is encoded", () => {
    assert.equal(plainUserData("a".repeat(16384)), undefined);
    assert.equal(encodedUserData(Buffer.alloc(16384).toString("base64")), undefined);
    assert.match(String(encodedUserData(Buffer.alloc(16385).toString("base64"))), /got 16385/);
    assert.match(String(encodedUserData("#!/bin/sh")), /Invalid BASE64/);
  });

  const creating = "creating EC2 Instance: operation error EC2: RunInstances, api error";
  refuses([
    [
      "its user data is over 16 KiB",
      (lab) => instance(lab, { userData: "a".repeat(16385) }),
      "userData: User data is limited to 16384 bytes before encoding, got 16385",
    ],
    [
      "it names no subnet",
      (lab) => instance(lab, { subnetId: undefined }),
      'subnetId: "subnetId" is required: the simulator has no default VPC, and takes launch templates in auto scaling groups only',
    ],
    [
      "its image is for another architecture",
      (lab) => instance(lab, { ami: imageOf(`${KERNEL}-arm64`, lab.region) }),
      `${creating} InvalidParameterValue: The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`,
    ],
    [
      "a tag that metadata shall show has a slash",
      (lab) =>
        instance(lab, {
          metadataOptions: { instanceMetadataTags: "enabled" },
          tags: { "holdfast/role": "node" },
        }),
      `${creating} InvalidParameterValue: 'holdfast/role' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\-_+=,.@:]{1,255}), and must not be a reserved name ('.', '..', '_index')`,
    ],
    [
      "a security group is of another VPC",
      (lab) =>
        instance(lab, {
          vpcSecurityGroupIds: [lab.securityGroup(lab.vpc({ cidrBlock: "10.9.0.0/16" })).id],
        }),
      `${creating} InvalidParameter: Security group sg-* and subnet subnet-* belong to different networks.`,
    ],
    [
      "its image id is malformed",
      (lab) => instance(lab, { ami: "ami-1" }),
      'ami: InvalidAMIID.Malformed: Invalid id: "ami-1"',
    ],
  ]);
});
