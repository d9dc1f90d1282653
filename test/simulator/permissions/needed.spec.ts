import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import { types } from "../../../simulator/model";
import { lookupTokens } from "../../../simulator/model/lookups";
import type { Stored } from "../../../simulator/model/resource";
import {
  ACCELERATOR,
  AUTO_SCALING_GROUP,
  BUCKET,
  BUCKET_OBJECT,
  EIP,
  HOSTED_ZONE,
  INSTANCE_PROFILE,
  LAUNCH_TEMPLATE,
  ROLE,
  ROLE_POLICY,
} from "../../../simulator/model/tokens";
import iamActions from "../../../simulator/permissions/iam-actions.json";
import { lookupCalls } from "../../../simulator/permissions/lookup-calls";
import { neededFor, neededForLookup, providerCalls } from "../../../simulator/permissions/needed";
import { permission } from "../../../simulator/permissions/permission";
import type { Verb } from "../../../simulator/permissions/provider-calls";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});

describe("what the AWS provider needs", () => {
  let lab: Lab;
  beforeEach(() => (lab = new Lab("eu-west-1")));
  const actions = (resource: Stored, verb: Verb) =>
    neededFor(lab.account, resource, verb).map(({ action }) => action);
  const find = (resource: Stored, verb: Verb, action: string) =>
    neededFor(lab.account, resource, verb).find((one) => one.action === action)!;

  it("is known of every type and every lookup of the model, with its source", () => {
    assert.deepEqual(
      Object.keys(types).filter((type) => !(type in providerCalls)),
      [],
      "add it to a table in simulator/permissions/",
    );
    assert.deepEqual(
      lookupTokens.filter((token) => !(token in lookupCalls)),
      [],
      "add it to simulator/permissions/lookup-calls.ts",
    );
    for (const { source } of Object.values(providerCalls)) assert.match(source, /^\w+\/\w+\.go$/);
  });

  it("has actions that IAM knows", () => {
    const all = Object.values(providerCalls).flatMap(({ create, read, update, remove }) => [
      ...[...create, ...read, ...update, ...remove],
    ]);
    for (const entry of [...all, ...Object.values(lookupCalls).flat()]) {
      const [action = ""] = entry.split("?");
      assert.ok(action in iamActions, `run simulator/permissions/write-iam-actions.py ${action}`);
    }
    assert.throws(
      () => permission("ec2:AllocateAdress", "eu-west-1"),
      /not in .*iam-actions\.json/,
    );
  });

  it("is the calls of the operation, and those of a read", () => {
    const address = lab.make(EIP, { domain: "vpc", tags: { Name: "entry" } });
    const reads = ["ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute"];
    assert.deepEqual(actions(address, "read"), reads);
    assert.deepEqual(actions(address, "create"), [
      ...reads,
      "ec2:AllocateAddress",
      "ec2:CreateTags",
    ]);
    const release = find(address, "remove", "ec2:ReleaseAddress");
    assert.deepEqual(release.conditions, {
      "aws:RequestedRegion": "eu-west-1",
      "aws:ResourceTag/Name": "entry",
    });
    assert.match(
      release.resources[0]!,
      /^arn:aws:ec2:eu-west-1:123456789012:elastic-ip\/eipalloc-/,
    );
    assert.deepEqual(find(address, "read", "ec2:DescribeAddresses").resources, ["*"]);
  });

  it("is made where the endpoint of a service without regions is", () => {
    const accelerator = lab.make(ACCELERATOR, { name: "edge" });
    const zone = lab.make(HOSTED_ZONE, { name: "shop.net" });
    const regionOf = (resource: Stored, action: string) =>
      find(resource, "create", action).conditions["aws:RequestedRegion"];
    assert.equal(regionOf(accelerator, "globalaccelerator:CreateAccelerator"), "us-west-2");
    assert.equal(regionOf(zone, "route53:CreateHostedZone"), "us-east-1");
  });

  it("names roles, buckets and their objects", () => {
    const role = lab.make(ROLE, { name: "node", assumeRolePolicy: TRUST });
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "ec2:DescribeAddresses", Resource: "*" }],
    });
    const inline = lab.make(ROLE_POLICY, { role: role.id, name: "own", policy });
    assert.deepEqual(find(inline, "create", "iam:PutRolePolicy").resources, [
      "arn:aws:iam::123456789012:role/node",
    ]);
    const bucket = lab.make(BUCKET, { bucket: "entry-config", forceDestroy: true });
    assert.deepEqual(find(bucket, "remove", "s3:DeleteBucket").resources, [
      "arn:aws:s3:::entry-config",
    ]);
    assert.deepEqual(find(bucket, "remove", "s3:DeleteObject").resources, [
      "arn:aws:s3:::entry-config/*",
    ]);
    const object = lab.make(BUCKET_OBJECT, { bucket: bucket.id, key: "haproxy.cfg", content: "x" });
    assert.deepEqual(find(object, "create", "s3:PutObject").resources, [
      "arn:aws:s3:::entry-config/haproxy.cfg",
    ]);
  });

  it("has what a launch takes of the caller: the image's parameter and the role of the instances", () => {
    const role = lab.make(ROLE, { name: "node", assumeRolePolicy: TRUST });
    const profile = lab.make(INSTANCE_PROFILE, { name: "node", role: role.id });
    const parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
    const template = lab.make(LAUNCH_TEMPLATE, {
      name: "node",
      imageId: `resolve:ssm:${parameter}`,
      instanceType: "t4g.small",
      iamInstanceProfile: { name: profile.id },
    });
    const vpc = lab.vpc();
    const group = lab.make(AUTO_SCALING_GROUP, {
      name: "node",
      minSize: 0,
      maxSize: 0,
      vpcZoneIdentifiers: [lab.subnet(vpc).id],
      launchTemplate: { id: template.id, version: "1" },
    });
    assert.deepEqual(find(group, "create", "ssm:GetParameters").resources, [
      `arn:aws:ssm:eu-west-1::parameter${parameter}`,
    ]);
    const passed = find(group, "update", "iam:PassRole");
    assert.deepEqual(passed.resources, ["arn:aws:iam::123456789012:role/node"]);
    assert.equal(passed.conditions["iam:PassedToService"], "ec2.amazonaws.com");
    assert.ok(actions(group, "create").includes("ec2:RunInstances"));
    assert.deepEqual(find(group, "create", "iam:CreateServiceLinkedRole").resources, [
      "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/*",
    ]);
  });

  it("is made in the region that a lookup names", () => {
    const [find] = neededForLookup(
      "aws:resourcegroupstaggingapi/getResources:getResources",
      "us-west-2",
      {},
    );
    assert.deepEqual(find, {
      action: "tag:GetResources",
      resources: ["*"],
      conditions: { "aws:RequestedRegion": "us-west-2" },
    });
    assert.throws(
      () => neededForLookup("aws:ec2/getHost:getHost", "eu-west-1", {}),
      /lookup-calls\.ts$/,
    );
  });
});
