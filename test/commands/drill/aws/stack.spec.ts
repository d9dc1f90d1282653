import assert from "node:assert/strict";
import { readAwsStack } from "../../../../commands/drill/aws/stack";
import * as exports from "./exports";

const { ACCOUNT, REGION, TAG } = exports;

describe("a stack for rehearsals on AWS", () => {
  it("has its region, account and tag from what the engine exports", () => {
    const { region, account, tag, frontDoor, hostname, zones } = readAwsStack(
      exports.haproxyExport(),
    );
    assert.deepEqual(
      { region, account, tag, frontDoor, hostname, zones },
      {
        region: REGION,
        account: ACCOUNT,
        tag: TAG,
        frontDoor: "haproxy",
        hostname: "static.example.com",
        zones: [`${REGION}a`, `${REGION}b`],
      },
    );
  });

  it("has the nodes of the front door, each with its role and zone", () => {
    const { nodes } = readAwsStack(exports.haproxyExport(exports.managed("b1")));
    assert.deepEqual(
      nodes.map(({ key, zones, isMany, isManaged }) => [key, zones, isMany, isManaged]),
      [
        ["a1", [`${REGION}a`], false, false],
        ["a2", [`${REGION}a`], false, false],
        ["b1", [`${REGION}b`], false, true],
        ["b2", [`${REGION}b`], false, false],
      ],
    );
    assert.equal(nodes[2]!.roleArn, `arn:aws:iam::${ACCOUNT}:role/entry-b1-1`);
  });

  it("knows a group of many instances from a group of one", () => {
    const { nodes, service } = readAwsStack(exports.ecsExport());
    assert.deepEqual(
      nodes.map(({ key, zones, isMany }) => [key, zones, isMany]),
      [["ecs", [`${REGION}a`, `${REGION}b`], true]],
    );
    assert.deepEqual([service?.cluster, service?.name], ["entry-cluster-1", "entry-service-1"]);
  });

  it("has the instances of a pair, which share a role", () => {
    const { frontDoor, nodes, hostname } = readAwsStack(exports.pairExport());
    assert.deepEqual([frontDoor, hostname], ["addressPair", undefined]);
    assert.deepEqual(
      nodes.map(({ key, roleArn }) => [key, roleArn]),
      ["main-a", "main-b"].map((key) => [key, `arn:aws:iam::${ACCOUNT}:role/entry-1`]),
    );
  });

  it("has no nodes where there are none, and load balancers that may be shifted", () => {
    const { nodes, balancers } = readAwsStack(exports.nlbExport());
    assert.deepEqual(nodes, []);
    assert.deepEqual(
      balancers.map(({ name, mayShift }) => [name, mayShift]),
      [["entry-nlb", true]],
    );
  });

  it("leaves out alarms of other regions, which FIS cannot watch", () => {
    const elsewhere = exports.alarm("alarms-entry-b9-unhealthy", "eu-west-1");
    const { alarms } = readAwsStack(exports.haproxyExport(elsewhere));
    assert.equal(alarms.length, 8);
  });

  it("fails when it is no export, or has no front door", () => {
    assert.throws(() => readAwsStack({ steps: [] }), /not an output of `pulumi stack export`/);
    const { deployment } = exports.haproxyExport();
    const resources = deployment.resources.filter(
      ({ type }) => !type.startsWith("holdfast:front-door"),
    );
    assert.throws(
      () => readAwsStack({ deployment: { resources } }),
      /no front door on AWS to inject faults into.*deploy one, or name another stack/,
    );
  });
});
