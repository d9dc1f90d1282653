import assert from "node:assert/strict";
import { killUpAt } from "../support/kill-update";
import { changes, TestStack } from "../support/test-stack";
import { BACK, NAME, NlbMoves, SHARED, movingStack } from "./nlb-moves";
import { lines, nlbs, publicRecords } from "./nlb-view";

const COLORS = {
  live: "blue",
  layout: "vpcPerColor",
  loadBalancer: "alb",
  blue: { cidr: "10.30.0.0/16", port: 80 },
};
const NODES = movingStack({ kind: "haproxy", nodesPerAz: 2 }, COLORS);
const NLB = movingStack({ kind: "nlbAlb", deletionProtection: true }, COLORS);

describe("a move between nodes and an NLB that claim addresses from each other", () => {
  let stack: TestStack;
  let moving: NlbMoves;
  let kept: Record<string, string>;
  before(async () => {
    process.env["CLAIM_TIMEOUT_SECONDS"] = "40";
    stack = await TestStack.open(NODES);
    await stack.up();
    moving = new NlbMoves(stack, NAME);
    kept = moving.byKey(({ id }) => id);
  });
  after(async () => {
    delete process.env["CLAIM_TIMEOUT_SECONDS"];
    await stack.close();
  });
  beforeEach(() => stack.session.faults.clear());

  const places = () => moving.places();
  const tags = (tag: string) => moving.tags(tag);
  /** Asserts that an update moved the addresses as it should. */
  async function moves(moved: readonly string[], to: "nlb" | "node" = "nlb"): Promise<void> {
    await moving.up(moved, to);
    assert.deepEqual(
      moving.byKey(({ id }) => id),
      kept,
    );
  }

  it("shows the steps in a preview, and frees nothing", async () => {
    stack.configure(NLB);
    const printed = await stack.run("preview", "--non-interactive", "--stack", "test");
    assert.match(
      printed,
      /\(1\) entry-a1 \([\d.]+\) from node-a1 to nlb 10\.20\.0\.0\/16; \(2\) entry-b1 \([\d.]+\) from node-b1 to nlb 10\.20\.0\.0\/16\. Each step begins when the load balancer/,
    );
    assert.match(printed, /entry-a2 \([\d.]+\) is kept but unused/);
    assert.doesNotMatch(printed, /this update frees it/);
    assert.equal(places()["entry-a1"], "node");
  });

  it("moves zone by zone, one address dark at most, the name answered throughout, and the nodes go last", async () => {
    await moves(SHARED);
  });

  it("changes nothing but names after that, with and without a refresh", async () => {
    const balancers = nlbs(stack);
    const { steps } = await stack.up();
    assert.deepEqual(lines(steps), [
      "delete dns-alias",
      ...["free-a", "ready", "zone-a", "zone-b"].map((role) => `delete entry-${role}`),
      ...["a1", "a2", "b1", "b2"].map((key) => `update addresses-entry-${key}`),
      "update dns",
      "update entry-nlb",
    ]);
    assert.deepEqual(nlbs(stack), balancers);
    assert.deepEqual(tags("holdfast:holder"), {
      "entry-a1": "nlb 10.20.0.0/16",
      "entry-b1": "nlb 10.20.0.0/16",
      "entry-a2": "none",
      "entry-b2": "none",
    });
    assert.deepEqual(changes(await stack.preview("--refresh")), []);
  });

  it("shows the steps back in a preview, in the opposite order", async () => {
    stack.configure(NODES);
    const printed = await stack.run("preview", "--non-interactive", "--stack", "test");
    assert.match(
      printed,
      /\(1\) entry-b1 \([\d.]+\) from nlb 10\.20\.0\.0\/16 to node-b1; \(2\) entry-a1 \([\d.]+\) from nlb 10\.20\.0\.0\/16 to node-a1\. Each step begins when the new nodes/,
    );
    assert.doesNotMatch(printed, /this update frees it/);
    assert.equal(places()["entry-a1"], "nlb");
  });

  it("stops when AWS denies to remove a zone: nothing is dark or deleted", async () => {
    stack.session.faults.add({ action: "SetSubnets", code: "AccessDenied", status: 403, times: 9 });
    await assert.rejects(
      stack.up(),
      /entry-b1: AccessDenied[^]*The old front door was not deleted/,
    );
    assert.deepEqual([places()["entry-a1"], places()["entry-b1"]], ["nlb", "nlb"]);
    assert.deepEqual(Object.values(tags("holdfast:claimant")), Array(4).fill(undefined));
  });

  it("stays at the NLB by the former settings, to which the name resolves again", async () => {
    stack.configure(NLB);
    await moves(SHARED);
    assert.deepEqual(Object.keys(publicRecords(stack)).length, 1);
    stack.configure(NODES);
  });

  it("goes back to nodes zone by zone, one address dark at most, the name answered, and the NLB goes last", async () => {
    await moves(BACK, "node");
  });

  it("changes nothing but names after the move back, with and without a refresh", async () => {
    const { steps } = await stack.up();
    assert.deepEqual(lines(steps), [
      "delete dns-addresses",
      ...["a", "b", "others"].map((step) => `delete entry-claim-${step}`),
      ...["a1", "b1"].map((key) => `update addresses-entry-${key}`),
      ...["a1", "a2", "b1", "b2"].map((key) => `update dns-entry-${key}`),
    ]);
    assert.deepEqual(tags("holdfast:holder"), {
      "entry-a1": "node-a1",
      "entry-b1": "node-b1",
      "entry-a2": "node-a2",
      "entry-b2": "node-b2",
    });
    assert.deepEqual(changes(await stack.preview("--refresh")), []);
  });

  it("stops between zones when AWS does not add one, and nothing is deleted", async () => {
    stack.configure(NLB);
    stack.session.faults.add({ action: "SetSubnets", code: "AccessDenied", status: 403, times: 9 });
    await assert.rejects(stack.up(), /AccessDenied[^]*The old front door was not deleted/);
    assert.equal(places()["entry-a1"], "nlb");
    assert.deepEqual([moving.nodesStand(), moving.nlbStands()], [true, true]);
  });

  it("goes back from there by the former settings, from the only zone that the NLB has", async () => {
    stack.configure(NODES);
    await moves(BACK, "node");
  });

  for (const [when, isTime] of [
    ["when the first address is free", () => places()["entry-a1"] === undefined],
    [
      "when the NLB has the first address, and no tag says so",
      () => places()["entry-a1"] === "nlb" && tags("holdfast:holder")["entry-a1"] === "node-a1",
    ],
    [
      "when the second address is free",
      () => places()["entry-a1"] === "nlb" && places()["entry-b1"] === undefined,
    ],
  ] as const) {
    it(`stands still after a kill on the way to the NLB ${when}`, async () => {
      stack.configure(NLB);
      await killUpAt(stack, isTime);
      assert.equal(moving.nodesStand(), true);
      await stack.recover();
    });
  }

  it("is brought to its end from there", async () => {
    await moves(SHARED);
    await stack.up();
    assert.deepEqual(changes(await stack.preview("--refresh")), []);
  });

  for (const [when, isTime] of [
    ["when the first address is free", () => places()["entry-b1"] === undefined],
    [
      "when a node has the first address",
      () => places()["entry-b1"] === "node" && places()["entry-a1"] === "nlb",
    ],
    [
      "when the last address is free, and the NLB has one of Amazon's",
      () => places()["entry-b1"] === "node" && places()["entry-a1"] === undefined,
    ],
  ] as const) {
    it(`stands still after a kill on the way back ${when}`, async () => {
      stack.configure(NODES);
      await killUpAt(stack, isTime);
      assert.deepEqual([moving.nodesStand(), moving.nlbStands()], [true, true]);
      await stack.recover();
    });
  }

  it("goes to the NLB again from there by the former settings", async () => {
    stack.configure(NLB);
    await moves(SHARED);
    await stack.up();
    assert.deepEqual(changes(await stack.preview("--refresh")), []);
  });
});
