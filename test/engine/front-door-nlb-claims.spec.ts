import assert from "node:assert/strict";
import { answersTo } from "../../simulator/api/dns-answers";
import { holderOf } from "../../simulator/model/addresses";
import { AUTO_SCALING_GROUP, EIP, LOAD_BALANCER } from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import { killUpAt } from "../support/kill-update";
import { changes, TestStack } from "../support/test-stack";
import { lines, nlbs } from "./nlb-view";

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

describe("a move from nodes to an NLB that claims their addresses", () => {
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

  /** Follows the addresses and the name after everything that changes in the account. */
  function watch() {
    const { account } = stack.session;
    const methods = ["create", "update", "remove"] as const;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- each is applied to the account
    const original = Object.fromEntries(methods.map((method) => [method, account[method]]));
    const seen = { dark: 0, moved: [] as string[], unanswered: [] as string[], early: false };
    const look = (what: string) => {
      const now = places();
      seen.dark = Math.max(seen.dark, SHARED.filter((key) => now[key] === undefined).length);
      for (const key of SHARED) {
        if (now[key] === "nlb" && !seen.moved.includes(key)) seen.moved.push(key);
      }
      if (!nodesStand() && SHARED.some((key) => now[key] !== "nlb")) seen.early = true;
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
  async function moves(moved: readonly string[]): Promise<void> {
    const stop = watch();
    await stack.up();
    const seen = stop();
    assert.deepEqual(seen, { ...seen, moved, unanswered: [], early: false });
    assert.ok(seen.dark <= 1, `${seen.dark} addresses were dark at once`);
    assert.deepEqual(places(), {
      "entry-a1": "nlb",
      "entry-b1": "nlb",
      "entry-a2": undefined,
      "entry-b2": undefined,
    });
    assert.equal(nodesStand(), false);
    assert.deepEqual(
      byKey(({ id }) => id),
      kept,
    );
    assert.deepEqual(Object.values(tags("holdfast:claimant")), Array(4).fill(undefined));
  }

  /** Two updates, with an outage. */
  async function backToNodes(): Promise<void> {
    stack.configure(NODES);
    await stack.up();
    await stack.up();
    assert.equal(places()["entry-a1"], "node");
    assert.deepEqual(
      byKey(({ id }) => id),
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

  it("stops between zones when AWS does not add one: nothing is deleted, and the next update goes on", async () => {
    await backToNodes();
    stack.configure(NLB);
    stack.session.faults.add({ action: "SetSubnets", code: "AccessDenied", status: 403, times: 9 });
    await assert.rejects(stack.up(), /AccessDenied[^]*The old front door was not deleted/);
    assert.equal(places()["entry-a1"], "nlb");
    assert.equal(nodesStand(), true);
    stack.session.faults.clear();
    await moves(["entry-a1", "entry-b1"]);
  });

  it("goes back in two updates, with an outage", backToNodes);

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
    it(`stands still after a kill ${when}`, async () => {
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
});
