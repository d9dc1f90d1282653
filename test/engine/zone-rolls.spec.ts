import assert from "node:assert/strict";
import { instancesOf } from "../../simulator/model/auto-scaling-instances";
import { instanceAssociationOf } from "../../simulator/model/eip-association";
import { AUTO_SCALING_GROUP, EIP } from "../../simulator/model/tokens";
import { frontDoor, type ProgramConfig } from "../support/program";
import { changes, TestStack } from "../support/test-stack";

const withType = (instanceType: string): ProgramConfig =>
  frontDoor({
    addresses: { protect: false },
    entry: { kind: "haproxy", instanceType },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
    dns: undefined,
  });

const NODES = ["a1", "a2", "b1", "b2"];

describe("an update of HAProxy nodes without an image of their own", () => {
  let stack: TestStack;
  before(async () => {
    process.env["ROLL_SERVE_SECONDS"] = "40";
    stack = await TestStack.open(withType("c7g.large"));
  });
  after(async () => {
    delete process.env["ROLL_SERVE_SECONDS"];
    await stack.close();
  });
  beforeEach(() => {
    stack.session.faults.unhealthy.clear();
    stack.session.faults.watch = () => undefined;
  });

  const groupOf = (node: string) =>
    stack.session.account.all(AUTO_SCALING_GROUP).find(({ id }) => id.startsWith(`entry-${node}`));
  const instances = (node: string) => {
    const { account } = stack.session;
    const group = groupOf(node);
    return group ? instancesOf({ account, id: group.id, region: "us-east-1" }) : [];
  };
  const holder = (node: string) => {
    const { account } = stack.session;
    const address = account
      .all(EIP)
      .find((one) => account.tagsOf(one)["Name"]?.endsWith(`entry-${node}`));
    return instanceAssociationOf(account, address?.id ?? "")?.inputs["instanceId"];
  };
  const types = () => NODES.map((node) => instances(node).map((one) => one.inputs["instanceType"]));
  /** From now on, instances that groups launch do not come up, those of a node or all. */
  const breakNew = (node = "") => {
    const old = new Set(NODES.flatMap((one) => instances(one).map(({ id }) => id)));
    stack.session.faults.watch = () => {
      for (const one of NODES.filter((name) => name.startsWith(node))) {
        for (const { id } of instances(one)) {
          if (!old.has(id)) stack.session.faults.unhealthy.add(id);
        }
      }
    };
  };

  it("fails when the first nodes do not serve, and says why", async () => {
    breakNew();
    await assert.rejects(
      stack.up(),
      /node a1 does not serve: serving since its creation took more than 40 s: i-\w+ is in service; no instance has [\d.]+\n.*get-console-output[^]*node a2 does not serve/,
    );
  });

  it("continues when they are repaired, and waits until every node has its address", async () => {
    await stack.up();
    for (const node of NODES) {
      assert.deepEqual(
        instances(node).map(({ id }) => id),
        [holder(node)],
      );
    }
  });

  it("shows launch templates and a command for each zone in a preview, and no group", async () => {
    stack.configure(withType("c7g.xlarge"));
    const names = changes(await stack.preview()).map(({ op, type, name }) =>
      type.includes("Group") ? "a group" : `${op} ${name}`,
    );
    assert.deepEqual(names.sort(), [
      ...NODES.map((node) => `update entry-${node}`),
      ...["update entry-roll-a", "update entry-roll-b"],
    ]);
  });

  it("goes from zone to zone: every address has a holder, and those of one zone at most move at a time", async () => {
    const before = NODES.map(holder);
    const moved: string[] = [];
    stack.session.faults.watch = ({ when }) => {
      if (when !== "after") return;
      NODES.forEach((node, index) => {
        assert.ok(holder(node), `${node} has lost its address`);
        if (!moved.includes(node) && holder(node) !== before[index]) moved.push(node);
      });
      // Until a zone is done, the other one is as it was.
      if (moved.some((node) => node.startsWith("b"))) {
        assert.ok(["a1", "a2"].every((node) => instances(node).length === 1));
      }
    };
    await stack.up();
    assert.deepEqual(moved.slice(0, 2).sort(), ["a1", "a2"]);
    assert.deepEqual(moved.slice(2).sort(), ["b1", "b2"]);
    assert.deepEqual(
      types(),
      NODES.map(() => ["c7g.xlarge"]),
    );
  });

  it("changes nothing when nothing changed, and groups keep the version that was rolled out", async () => {
    assert.deepEqual(changes((await stack.up()).steps), []);
    const versions = NODES.map(
      (node) => (groupOf(node)!.inputs["launchTemplate"] as { version: string }).version,
    );
    assert.deepEqual(new Set(versions), new Set(["2"]));
  });

  it("fails when a node of the first zone does not prove itself: it is rolled back, and no other zone is touched", async () => {
    const before = NODES.map(holder);
    breakNew("a2");
    stack.configure(withType("c7g.2xlarge"));
    await assert.rejects(
      stack.up(),
      /node a2 was not rolled: serving with the new version took more than 40 s: i-\w+ is launching; i-\w+ has [\d.]+/,
    );
    assert.deepEqual(NODES.map(holder).slice(1), before.slice(1));
    assert.deepEqual(types(), [["c7g.2xlarge"], ...["a2", "b1", "b2"].map(() => ["c7g.xlarge"])]);
  });

  it("keeps what a dead node comes back with: the version that is proven", () => {
    stack.session.account.remove(instances("b1")[0]!);
    assert.deepEqual(types()[2], ["c7g.xlarge"]);
  });

  it("is taken up by the next update", async () => {
    await stack.up();
    assert.deepEqual(
      types(),
      NODES.map(() => ["c7g.2xlarge"]),
    );
    assert.deepEqual(
      NODES.map((node) => instances(node).map(({ id }) => id)),
      NODES.map((node) => [holder(node)]),
    );
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
