import assert from "node:assert/strict";
import { associateAddress } from "../../../../simulator/api/associate-address";
import { associationOfAddress } from "../../../../simulator/model/addresses";
import type { Stored } from "../../../../simulator/model/resource";
import {
  AUTO_SCALING_GROUP,
  EIP,
  INSTANCE,
  LAUNCH_TEMPLATE,
} from "../../../../simulator/model/tokens";
import { ApiLab } from "../../../simulator/api/api-lab";
import { runScript } from "../../image/run-script";

describe("claim.mjs", () => {
  let lab: ApiLab;
  let addresses: Stored[];
  let old: Stored[];
  beforeEach(async () => {
    lab = await ApiLab.open();
    addresses = [lab.aws.eip(), lab.aws.eip()];
    const subnet = lab.aws.subnet(lab.aws.vpc());
    old = addresses.map(() => lab.instance(subnet, { tags: { "holdfast-node": "ecs" } }));
    addresses.forEach(({ id: allocationId }, index) =>
      associateAddress(lab.aws.account, "us-east-1", { allocationId, instanceId: old[index]!.id }),
    );
    const template = lab.aws.make(LAUNCH_TEMPLATE, {
      imageId: "ami-0123456789abcdef0",
      instanceType: "t3.small",
    });
    addresses.forEach(({ id }, index) => {
      const tags = { "holdfast-node": node(index), "holdfast-allocation-id": id };
      lab.aws.make(AUTO_SCALING_GROUP, {
        name: node(index),
        minSize: 1,
        maxSize: 1,
        launchTemplate: { id: template.id, version: "1" },
        vpcZoneIdentifiers: [subnet.id],
        tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      });
    });
  });
  afterEach(() => lab.api.close());

  const node = (index: number) => `a${index + 1}`;
  const claim = (environment = {}) =>
    runScript(lab, "../front-door/claims/claim.mjs", {
      CLAIMS: JSON.stringify(
        addresses.map(({ id }, index) => ({
          key: `entry-${node(index)}`,
          allocation: id,
          node: node(index),
          holder: `node-${node(index)}`,
          group: node(index),
        })),
      ),
      CLAIM_TIMEOUT_SECONDS: "20",
      CLAIM_POLL_SECONDS: "0.05",
      ...environment,
    });
  const holders = () =>
    addresses.map(({ id }) => {
      const { instanceId } = associationOfAddress(lab.aws.account, id);
      const holder = lab.aws.account.find(INSTANCE, instanceId, "us-east-1");
      return holder && lab.aws.account.tagsOf(holder)["holdfast-node"];
    });
  const tags = () =>
    addresses.map(({ id }) =>
      lab.aws.account.tagsOf(lab.aws.account.require(EIP, id, "us-east-1")),
    );
  /** From now on, the nodes of these indexes do not come up. */
  const breakNodes = (...broken: readonly number[]) => {
    for (const instance of lab.aws.account.all(INSTANCE)) {
      const name = lab.aws.account.tagsOf(instance)["holdfast-node"] ?? "";
      if (broken.map(node).includes(name)) lab.api.faults.unhealthy.add(instance.id);
    }
  };

  it("lets nodes claim addresses, notes the new holders, and leaves no claimant behind", async () => {
    const { status, stdout, stderr } = await claim();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /entry-a1 \([\d.]+\): i-\w+ of a1 has it/);
    assert.deepEqual(holders(), ["a1", "a2"]);
    assert.deepEqual(tags(), [{ "holdfast:holder": "node-a1" }, { "holdfast:holder": "node-a2" }]);
  });

  it("finds in a second run that nothing is left to do", async () => {
    await claim();
    const before = lab.api.calls.length;
    const { status, stderr } = await claim();
    assert.equal(status, 0, stderr);
    const named = lab.api.calls
      .slice(before)
      .filter(
        ({ action, body }) =>
          action === "ec2:CreateTags" && JSON.stringify(body).includes("claimant"),
      );
    assert.deepEqual(named, []);
  });

  it("fails when a node does not claim, names where the address is, and does not let the node have it later", async () => {
    breakNodes(1);
    const { status, stderr } = await claim({ CLAIM_TIMEOUT_SECONDS: "1" });
    assert.equal(status, 1);
    assert.match(
      stderr,
      new RegExp(
        `^entry-a2 \\([\\d.]+\\): a2 has not claimed it; it is with ${old[1]!.id}; 1 of 1 instances of a2 are in service\nThe old front door was not deleted`,
      ),
    );
    assert.deepEqual(holders(), ["a1", "ecs"]);
    assert.deepEqual(tags(), [{ "holdfast:holder": "node-a1" }, {}]);
  });

  it("continues where it failed", async () => {
    breakNodes(1);
    await claim({ CLAIM_TIMEOUT_SECONDS: "1" });
    lab.api.faults.unhealthy.clear();
    const { status, stderr } = await claim();
    assert.equal(status, 0, stderr);
    assert.deepEqual(holders(), ["a1", "a2"]);
  });

  it("gets over throttling, and fails with the reason when AWS denies a call", async () => {
    lab.api.faults.add({ action: "DescribeAddresses", code: "RequestLimitExceeded", times: 2 });
    lab.api.faults.add({
      action: "CreateTags",
      code: "UnauthorizedOperation",
      status: 403,
      times: 2,
    });
    const { status, stderr } = await claim();
    assert.equal(status, 1);
    assert.match(stderr, /^entry-a1: UnauthorizedOperation: /);
    assert.deepEqual(holders(), ["ecs", "ecs"]);
  });
});
