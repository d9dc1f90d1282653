import assert from "node:assert/strict";
import { associateAddress } from "../../../../simulator/api/associate-address";
import { associationOfAddress } from "../../../../simulator/model/addresses";
import type { Stored } from "../../../../simulator/model/resource";
import {
  AUTO_SCALING_GROUP,
  EIP,
  EIP_ASSOCIATION,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LOAD_BALANCER,
  SUBNET,
} from "../../../../simulator/model/tokens";
import { ApiLab } from "../../../simulator/api/api-lab";
import { runScript } from "../../image/run-script";

describe("claim.mjs", () => {
  let lab: ApiLab;
  let addresses: Stored[];
  let old: Stored[];
  /** Of two zones. */
  let subnets: string[];
  beforeEach(async () => {
    lab = await ApiLab.open();
    addresses = [lab.aws.eip(), lab.aws.eip()];
    const vpc = lab.aws.vpc();
    lab.aws.gateway(vpc);
    const [subnet, other] = ["a", "b"].map((letter, index) =>
      lab.aws.subnet(vpc, {
        availabilityZone: `us-east-1${letter}`,
        cidrBlock: `10.0.${index}.0/24`,
      }),
    ) as [Stored, Stored];
    subnets = [subnet.id, other.id];
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
      CLAIM_SUBNETS: JSON.stringify(subnets),
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

  describe("to a pair", () => {
    let pair: Stored[];
    beforeEach(() => {
      const [{ id }] = addresses as [Stored];
      const tags = { "holdfast-pair": "a1", "holdfast-allocation-id": id };
      const subnet = lab.aws.account.require(SUBNET, subnets[0], "us-east-1");
      pair = ["a1-a", "a1-b"].map((one) =>
        lab.instance(subnet, { tags: { ...tags, "holdfast-node": one } }),
      );
    });
    const claimPair = (environment = {}) =>
      claim({
        CLAIMS: JSON.stringify([
          {
            key: "entry-a1",
            allocation: addresses[0]!.id,
            node: "pair-a1",
            holder: "pair-a1",
            instances: pair.map(({ id }) => id),
          },
        ]),
        ...environment,
      });

    it("lets one of its instances have the address, and notes the pair", async () => {
      const { status, stdout, stderr } = await claimPair();
      assert.equal(status, 0, stderr);
      assert.match(stdout, /entry-a1 \([\d.]+\): i-\w+ of pair-a1 has it/);
      assert.deepEqual(holders(), ["a1-a", "ecs"]);
      assert.deepEqual(tags(), [{ "holdfast:holder": "pair-a1" }, {}]);
    });

    it("fails when neither takes it, and says how many of them run", async () => {
      for (const { id } of pair) lab.api.faults.unhealthy.add(id);
      lab.aws.account.remove(pair[1]!);
      const { status, stderr } = await claimPair({ CLAIM_TIMEOUT_SECONDS: "1" });
      assert.equal(status, 1);
      const where = `pair-a1 has not claimed it; it is with ${old[0]!.id}; 1 of 2 instances of pair-a1 are running`;
      assert.match(stderr, new RegExp(where));
      assert.deepEqual(
        [holders(), tags()],
        [
          ["ecs", "ecs"],
          [{}, {}],
        ],
      );
    });
  });

  describe("from an NLB", () => {
    let balancer: Stored;
    /** Gives addresses to an NLB, in the order of its zones. */
    const giveToBalancer = (count: number) => {
      for (const { id } of lab.aws.account.all(EIP_ASSOCIATION)) {
        lab.aws.account.remove(lab.aws.account.require(EIP_ASSOCIATION, id, "us-east-1"));
      }
      balancer = lab.aws.make(LOAD_BALANCER, {
        name: "entry",
        loadBalancerType: "network",
        subnetMappings: addresses.slice(0, count).map(({ id: allocationId }, index) => ({
          subnetId: subnets[index]!,
          allocationId,
        })),
      });
    };
    const mappings = () =>
      (
        lab.aws.state(balancer)["subnetMappings"] as {
          subnetId: string;
          allocationId?: string;
        }[]
      ).map(({ subnetId, allocationId }) => [subnets.indexOf(subnetId), allocationId]);
    const claimOnly = (index: number, environment = {}) => {
      const [one] = [addresses[index]!];
      return claim({
        CLAIMS: JSON.stringify([
          {
            key: `entry-${node(index)}`,
            allocation: one.id,
            node: node(index),
            holder: `node-${node(index)}`,
            group: node(index),
          },
        ]),
        ...environment,
      });
    };

    it("removes its zone, and lets the node claim the address", async () => {
      giveToBalancer(2);
      const { status, stdout, stderr } = await claimOnly(1);
      assert.equal(status, 0, stderr);
      assert.match(
        stdout,
        /it is with a load balancer; 1 of 1 instances .*; entry leaves its zone/,
      );
      assert.deepEqual(mappings(), [[0, addresses[0]!.id]]);
      assert.deepEqual(holders(), [undefined, "a2"]);
      assert.deepEqual(tags()[1], { "holdfast:holder": "node-a2" });
    });

    it("leaves the NLB another zone in place of its last one, with an address of Amazon's", async () => {
      giveToBalancer(1);
      const { status, stderr } = await claimOnly(0);
      assert.equal(status, 0, stderr);
      assert.deepEqual(mappings(), [[1, undefined]]);
      assert.equal(holders()[0], "a1");
    });

    it("leaves the address there while the node is not in service", async () => {
      giveToBalancer(2);
      const group = lab.aws.account.require(AUTO_SCALING_GROUP, node(1), "us-east-1");
      lab.aws.change(group, { minSize: 0, desiredCapacity: 0 });
      const { status, stderr } = await claimOnly(1, { CLAIM_TIMEOUT_SECONDS: "1" });
      assert.equal(status, 1);
      assert.match(stderr, /^entry-a2 \([\d.]+\): .* it is with a load balancer; 0 of 0 instances/);
      assert.equal(mappings().length, 2);
    });

    it("leaves the address there while the node has not told that it is ready", async () => {
      giveToBalancer(2);
      const nodes = lab.aws.account.all(INSTANCE).map(({ id }) => id);
      for (const id of nodes) lab.api.faults.silent.add(id);
      const { status, stderr } = await claimOnly(1, { CLAIM_TIMEOUT_SECONDS: "1" });
      assert.equal(status, 1);
      assert.match(stderr, /^entry-a2 \([\d.]+\): .* 0 of 1 instances of a2 are ready/);
      assert.equal(mappings().length, 2);
    });

    it("leaves the address there when AWS denies it, with one message", async () => {
      giveToBalancer(2);
      const denial = { code: "AccessDenied", status: 403, times: 5 };
      lab.api.faults.add({ action: "SetSubnets", ...denial });
      const { status, stderr } = await claimOnly(1);
      assert.equal(status, 1);
      assert.match(stderr, /^entry-a2: AccessDenied: [^\n]*\nThe old front door was not deleted/);
      assert.deepEqual([mappings().length, tags()[1]], [2, {}]);
    });
  });
});
