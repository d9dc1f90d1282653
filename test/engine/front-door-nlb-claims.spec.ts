import assert from "node:assert/strict";
import { answersTo } from "../../simulator/api/dns-answers";
import { holderOf } from "../../simulator/model/addresses";
import { AUTO_SCALING_GROUP, EIP, LOAD_BALANCER } from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import { killUpAt } from "../support/kill-update";
import { changes, TestStack } from "../support/test-stack";
import { lines, nlbs, publicRecords } from "./nlb-view";

const ZONE = "holdfast-demo.net";
const NAME = `static.${ZONE}`;

const config = (entry: object) => ({
  network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
  addresses: { protect: false },
  entry,
  backend: {
    live: "blue",
    layout: "vpcPerColor",
    loadBalancer: "alb",
    ttlSeconds: 1,
    drainSeconds: 3,
    blue: { cidr: "10.30.0.0/16", port: 80 },
  },
  dns: { zone: ZONE, createZone: true, ttlSeconds: 1 },
});
const NODES = config({ kind: "haproxy", nodesPerAz: 2 });
const NLB = config({ kind: "nlbAlb", deletionProtection: true });
/** Those that both front doors have. */
const SHARED = ["entry-a1", "entry-b1"];
/** The same, in the order in which they go back to nodes. */
const BACK = ["entry-b1", "entry-a1"];

describe("a move between nodes and an NLB that claim addresses from each other", () => {
  let stack: TestStack;
  let kept: Record<string, string>;
  before(async () => {
    process.env["CLAIM_TIMEOUT_SECONDS"] = "20";
    stack = await TestStack.open(NODES);
    await stack.up();
    kept = byKey(({ id }) => id);
  });
  after(async () => {
    delete process.env["CLAIM_TIMEOUT_SECONDS"];
    await stack.close();
  });
  beforeEach(() => stack.session.faults.clear());

  const byKey = <T>(what: (eip: { readonly id: string }) => T) => {
    const { account } = stack.session;
    const eips = account.all(EIP).map((eip) => [account.tagsOf(eip)["holdfast:key"], what(eip)]);
    return Object.fromEntries(eips) as Record<string, T>;
  };
  /** What has each address: `nlb`, `node`, or nothing. */
  const places = (): Record<string, string | undefined> =>
    byKey(({ id }) => {
      const holder = holderOf(stack.session.account, id);
      return holder && (holder.type === LOAD_BALANCER ? "nlb" : "node");
    });
  const tags = (tag: string) =>
    byKey(({ id }) => {
      const { account } = stack.session;
      return account.tagsOf(account.require(EIP, id, "us-east-1"))[tag];
    });
  const nodesStand = () =>
    stack.session.account.all(AUTO_SCALING_GROUP).some(({ id }) => id.startsWith("entry-a1"));
  const nlbStands = () => nlbs(stack).length > 0;

  /** Follows the addresses and the name after everything that changes in the account. */
  function watch(to: "nlb" | "node") {
    const { account } = stack.session;
    const oldStands = to === "nlb" ? nodesStand : nlbStands;
    const methods = ["create", "update", "remove"] as const;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- each is applied to the account
    const original = Object.fromEntries(methods.map((method) => [method, account[method]]));
    const seen = { dark: 0, moved: [] as string[], unanswered: [] as string[], early: false };
    const look = (what: string) => {
      const now = places();
      seen.dark = Math.max(seen.dark, SHARED.filter((key) => now[key] === undefined).length);
      for (const key of SHARED) {
        if (now[key] === to && !seen.moved.includes(key)) seen.moved.push(key);
      }
      if (!oldStands() && SHARED.some((key) => now[key] !== to)) seen.early = true;
      const serving = Object.entries(
        byKey((eip) => text(account.state(account.require(EIP, eip.id, "us-east-1"))["publicIp"])),
      )
        .filter(([key]) => now[key] !== undefined)
        .map(([, address]) => address);
      const answers = (answersTo(account, NAME) ?? []).map(({ data }) => data);
      if (!answers.some((address) => serving.includes(address))) seen.unanswered.push(what);
    };
    for (const [kind, method] of Object.entries(original)) {
      const looking = (...args: unknown[]): unknown => {
        const result = (method as (...args: unknown[]) => unknown).apply(account, args);
        // A batch of records is whole only when all of its changes are made.
        void Promise.resolve().then(() => look(`${kind} ${JSON.stringify(args).slice(0, 120)}`));
        return result;
      };
      Object.assign(account, { [kind]: looking });
    }
    return () => {
      Object.assign(account, original);
      return seen;
    };
  }

  /** Asserts that an update moved the addresses as it should. */
  async function moves(moved: readonly string[], to: "nlb" | "node" = "nlb"): Promise<void> {
    const stop = watch(to);
    await stack.up().finally(() => stop());
    const seen = stop();
    assert.deepEqual(seen, { ...seen, moved, unanswered: [], early: false });
    assert.ok(seen.dark <= 1, `${seen.dark} addresses were dark at once`);
    const second = to === "nlb" ? undefined : "node";
    assert.deepEqual(places(), {
      "entry-a1": to,
      "entry-b1": to,
      "entry-a2": second,
      "entry-b2": second,
    });
    assert.deepEqual([nodesStand(), nlbStands()], [to === "node", to === "nlb"]);
    assert.deepEqual(
      byKey(({ id }) => id),
      kept,
    );
    assert.deepEqual(Object.values(tags("holdfast:claimant")), Array(4).fill(undefined));
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
      "entry-a1": "nlb 10.20.0.0/16 +shared",
      "entry-b1": "nlb 10.20.0.0/16 +shared",
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
    assert.deepEqual([nodesStand(), nlbStands()], [true, true]);
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
      assert.equal(nodesStand(), true);
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
      assert.deepEqual([nodesStand(), nlbStands()], [true, true]);
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
