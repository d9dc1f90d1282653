import assert from "node:assert/strict";
import { instanceAssociationOf } from "../../simulator/model/eip-association";
import { AUTO_SCALING_GROUP, EIP, INSTANCE } from "../../simulator/model/tokens";
import { seedAccount } from "../../simulator/seed";
import { DOORS, movingConfig } from "../support/front-door-moves";
import { killUpAt } from "../support/kill-update";
import { changes, TestStack } from "../support/test-stack";

const HAPROXY = movingConfig({ ...DOORS.haproxy, nodesPerAz: 2 } as { readonly kind: string });
const ECS = movingConfig(DOORS["ecs on instances"]);
/** Those that both front doors have. */
const SHARED = ["entry-a1", "entry-b1"];

describe("a move between front doors whose nodes claim addresses from each other", () => {
  let stack: TestStack;
  let kept: Record<string, string>;
  /** How many of the shared addresses had no instance at once, at most. */
  let dark: number;
  /** Keys in the order in which their holder's kind changed. */
  let moved: string[];
  before(async () => {
    process.env["CLAIM_TIMEOUT_SECONDS"] = "40";
    stack = await TestStack.open({ ...HAPROXY, addresses: { protect: false } });
    seedAccount(stack.session.account);
    await stack.up();
    kept = byKey(({ id }) => id);
  });
  after(async () => {
    delete process.env["CLAIM_TIMEOUT_SECONDS"];
    await stack.close();
  });
  beforeEach(() => {
    stack.session.faults.unhealthy.clear();
    watch(() => undefined);
  });

  const configure = (config: object) =>
    stack.configure({ ...config, addresses: { protect: false } });
  const byKey = <T>(what: (eip: { readonly id: string; readonly type: string }) => T) => {
    const { account } = stack.session;
    const eips = account.all(EIP).map((eip) => [account.tagsOf(eip)["holdfast:key"], what(eip)]);
    return Object.fromEntries(eips) as Record<string, T>;
  };
  /** The nodes that have the addresses, by key. */
  const nodes = () => {
    const { account } = stack.session;
    return byKey(({ id }) => {
      const holder = text(instanceAssociationOf(account, id)?.inputs["instanceId"]);
      const instance = account.find(INSTANCE, holder, "us-east-1");
      return instance ? account.tagsOf(instance)["holdfast-node"] : undefined;
    });
  };
  const tags = () => {
    const { account } = stack.session;
    return byKey((eip) => account.tagsOf(account.require(EIP, eip.id, "us-east-1")));
  };
  const holders = () =>
    Object.fromEntries(Object.entries(tags()).map(([key, all]) => [key, all["holdfast:holder"]]));
  const groups = () => stack.session.account.all(AUTO_SCALING_GROUP).map(({ id }) => id);
  const stands = (prefix: string) => groups().some((id) => id.startsWith(prefix));

  /** Follows the addresses at every call of AWS, and does something more there. */
  function watch(more: () => void): void {
    dark = 0;
    moved = [];
    const isNode = (node = "") => node !== "ecs";
    const before = new Map(Object.entries(kept ? nodes() : {}));
    stack.session.faults.watch = () => {
      const now = nodes();
      dark = Math.max(dark, SHARED.filter((key) => now[key] === undefined).length);
      for (const key of SHARED) {
        const isOther = isNode(now[key]) !== isNode(before.get(key));
        if (now[key] !== undefined && isOther && !moved.includes(key)) moved.push(key);
      }
      more();
    };
  }
  /** From now on, a node does not come up. */
  const breakNode = (node: string) => {
    const { account, faults } = stack.session;
    watch(() => {
      for (const instance of account.all(INSTANCE)) {
        if (account.tagsOf(instance)["holdfast-node"] === node) faults.unhealthy.add(instance.id);
      }
    });
  };

  it("shows the steps in a preview, and frees nothing", async () => {
    configure(ECS);
    const printed = await stack.run("preview", "--non-interactive", "--stack", "test");
    assert.match(
      printed,
      /\(1\) entry-a1 \([\d.]+\) from node-a1 to ecs; \(2\) entry-b1 \([\d.]+\) from node-b1 to ecs\. Each step/,
    );
    assert.match(printed, /entry-a2 \([\d.]+\) is kept but unused/);
    assert.doesNotMatch(printed, /this update frees it/);
    assert.deepEqual(holders()["entry-a1"], "node-a1");
  });

  it("moves zone by zone, with every address held at each call, and the old front door goes last", async () => {
    watch(() => {
      if (moved.length < SHARED.length) assert.ok(stands("entry-a1") && stands("entry-b1"));
    });
    const { outputs } = await stack.up();
    assert.deepEqual([moved, dark], [SHARED, 0]);
    assert.deepEqual(Object.keys(outputs["entryAddresses"] as object), SHARED);
    assert.deepEqual(nodes(), {
      "entry-a1": "ecs",
      "entry-b1": "ecs",
      "entry-a2": undefined,
      "entry-b2": undefined,
    });
    assert.deepEqual([stands("entry-a1"), stands("entry-instances")], [false, true]);
    assert.deepEqual(
      byKey(({ id }) => id),
      kept,
    );
  });

  it("keeps what the new front door has no use for, and changes nothing but names after that", async () => {
    const { steps, printed } = await stack.up();
    assert.match(printed, /entry-b2 \([\d.]+\) is kept but unused/);
    assert.deepEqual(
      changes(steps)
        .map(({ op, name }) => `${op} ${name}`)
        .sort(),
      [
        ...["a1", "a2", "b1", "b2"].map((key) => `update addresses-entry-${key}`),
        ...["a", "b"].map((letter) => `delete entry-claim-${letter}`),
      ].sort(),
    );
    assert.deepEqual(holders(), {
      "entry-a1": "ecs",
      "entry-b1": "ecs",
      "entry-a2": "none",
      "entry-b2": "none",
    });
    assert.deepEqual(
      byKey(({ id }) => id),
      kept,
    );
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("stops between zones when a new node does not serve: nothing is dark, and nothing is deleted", async () => {
    configure(HAPROXY);
    breakNode("b1");
    await assert.rejects(
      stack.up(),
      /entry-b1 \([\d.]+\): b1 has not claimed it; it is with i-\w+; [^]*The old front door was not deleted/,
    );
    assert.deepEqual([moved, dark], [["entry-a1"], 0]);
    assert.deepEqual([stands("entry-a1"), stands("entry-instances")], [true, true]);
    const { "entry-a1": a1, "entry-b1": b1 } = nodes();
    assert.deepEqual([a1, b1], ["a1", "ecs"]);
    assert.deepEqual(
      Object.values(tags()).map((all) => all["holdfast:claimant"]),
      [undefined, undefined, undefined, undefined],
    );
  });

  it("goes back from there by the former settings", async () => {
    configure(ECS);
    await stack.up();
    assert.deepEqual([moved, dark], [["entry-a1"], 0]);
    assert.deepEqual([stands("entry-a1"), stands("entry-instances")], [false, true]);
    await stack.up();
    assert.deepEqual(changes(await stack.preview()), []);
  });

  for (const [when, to, isTime] of [
    ["before the first zone", HAPROXY, () => nodes()["entry-a1"] === "ecs" && stands("entry-b1")],
    ["between the zones", ECS, () => nodes()["entry-a1"] === "ecs" && nodes()["entry-b1"] === "b1"],
    ["after the last zone", HAPROXY, () => nodes()["entry-b1"] === "b1"],
  ] as const) {
    it(`is brought to its end after a kill ${when}`, async () => {
      configure(to);
      await killUpAt(stack, () => isTime() && stands("entry-a1") && stands("entry-instances"));
      await stack.recover();
      watch(() => undefined);
      await stack.up();
      assert.equal(dark, 0);
      const isEcs = to === ECS;
      const { "entry-a1": a1, "entry-b1": b1 } = nodes();
      assert.deepEqual([a1, b1], isEcs ? ["ecs", "ecs"] : ["a1", "b1"]);
      assert.deepEqual([stands("entry-a1"), stands("entry-instances")], [!isEcs, isEcs]);
      assert.deepEqual(
        byKey(({ id }) => id),
        kept,
      );
    });
  }
});

const text = (value: unknown): string => (typeof value === "string" ? value : "");
