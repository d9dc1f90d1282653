import assert from "node:assert/strict";
import { instancesOf } from "../../simulator/model/auto-scaling-instances";
import { instanceAssociationOf } from "../../simulator/model/eip-association";
import { AUTO_SCALING_GROUP, EIP, INSTANCE } from "../../simulator/model/tokens";
import * as program from "../support/program";
import { changes, TestStack } from "../support/test-stack";

const withRelease = (release: string) =>
  program.frontDoor({
    addresses: { protect: false },
    network: { cidr: "10.20.0.0/16", availabilityZones: 3 },
    entry: { kind: "haproxy", nodesPerAz: 1 },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
    dns: undefined,
    image: { release },
  });

const NODES = ["a1", "b1", "c1"];

/** The state of a node: its instances with their images, and the one that has its address. */
interface Sight {
  readonly instances: readonly string[];
  readonly holder: string | undefined;
}

describe("a roll of an image through the HAProxy tier", () => {
  let stack: TestStack;
  let events: string[];
  let moves: Record<string, number>;
  let previous: Record<string, Sight>;

  before(async () => {
    // A new instance that does not serve fails the update after this time.
    process.env["ROLL_SERVE_SECONDS"] = "40";
    stack = await TestStack.open(withRelease("2023.*"));
    await stack.up();
  });
  after(async () => {
    delete process.env["ROLL_SERVE_SECONDS"];
    await stack.close();
  });
  beforeEach(() => {
    events = [];
    moves = {};
    previous = Object.fromEntries(NODES.map((node) => [node, see(node)]));
    stack.session.faults.watch = ({ action, when }) => {
      if (when === "after") note(action);
    };
  });

  const groupOf = (node: string) =>
    stack.session.account.all(AUTO_SCALING_GROUP).find(({ id }) => id.startsWith(`entry-${node}`))!;

  function see(node: string): Sight {
    const { account } = stack.session;
    const instances = instancesOf({ account, id: groupOf(node).id, region: "us-east-1" });
    const address = account
      .all(EIP)
      .find((one) => account.tagsOf(one)["Name"]?.endsWith(`entry-${node}`))!;
    return {
      instances: instances.map(({ id }) => id),
      holder: instanceAssociationOf(account, address.id)?.inputs["instanceId"] as string,
    };
  }

  /** Records the changes of a call. */
  function note(action: string): void {
    for (const node of NODES) {
      const [before, now] = [previous[node]!, see(node)];
      const say = (what: string) => events.push(`${node}: ${what}`);
      if (now.instances.some((id) => !before.instances.includes(id))) say("a new instance");
      if (now.holder !== before.holder) {
        say(now.holder ? "the address moves" : "the address is free");
        moves[node] = (moves[node] ?? 0) + 1;
      }
      if (before.instances.some((id) => !now.instances.includes(id))) {
        say(
          now.instances.some((id) => before.instances.includes(id) && before.instances.length === 2)
            ? action === "DescribeInstanceRefreshes" && now.instances[0] === before.instances[0]
              ? "the new instance goes"
              : "the old instance goes"
            : "its instance goes",
        );
      }
      previous[node] = now;
    }
    if (/Start|Rollback|Cancel/.test(action)) events.push(action);
  }

  const images = () =>
    NODES.map((node) => {
      const [only, ...more] = see(node).instances;
      assert.deepEqual(more, []);
      return stack.session.account.find(INSTANCE, only!, "us-east-1")!.inputs["ami"];
    });
  /** The image that was built last. */
  let built: unknown;
  const up = async () => {
    const { steps, outputs } = await stack.up();
    built = outputs["image"];
    return steps;
  };

  it("rolls nothing when the nodes are created, and waits until they have their addresses", () => {
    for (const node of NODES) {
      const { instances, holder } = see(node);
      assert.deepEqual(instances, [holder]);
    }
  });

  it("shows templates and rolls in a preview, and no group", async () => {
    stack.configure(withRelease("2023.9.*"));
    const names = changes(await stack.preview()).map(({ op, type, name }) =>
      type.includes("Group") ? "a group" : `${op} ${name}`,
    );
    assert.deepEqual(
      names.filter((name) => !name.includes(" image")).sort(),
      [
        ...NODES.map((node) => `update entry-${node}`),
        ...NODES.map((node) => `update roll-${node}`),
      ].sort(),
    );
  });

  it("goes from node to node, and moves each address once, before the old instance goes", async () => {
    await up();
    console.log(events.map((event) => `      ${event}`).join("\n"));
    assert.deepEqual(
      events,
      NODES.flatMap((node) => [
        `${node}: a new instance`,
        "StartInstanceRefresh",
        `${node}: the address moves`,
        `${node}: the old instance goes`,
      ]),
    );
    assert.deepEqual(moves, { a1: 1, b1: 1, c1: 1 });
    assert.deepEqual(new Set(images()), new Set([built]));
  });

  it("changes nothing when nothing changed", async () => {
    assert.deepEqual(changes(await up()), []);
    assert.deepEqual(events, []);
  });

  it("fails when the second node does not serve, rolls it back and touches no other", async () => {
    const old = built;
    const holders = NODES.map((node) => see(node).holder);
    let started = 0;
    const { faults } = stack.session;
    faults.watch = ({ action, when }) => {
      if (when !== "after") return;
      note(action);
      if (action === "StartInstanceRefresh" && ++started === 2) {
        faults.unhealthy.add(see("b1").instances[1]!);
      }
    };
    stack.configure(withRelease("2023.9.20251110.*"));
    await assert.rejects(
      stack.up(),
      /node b1 was not rolled: serving with the new version took more than 40 s: .* is launching; i-\w+ has [\d.]+; 3 of 3.*It was rolled back \(RollbackSuccessful\); i-\w+ has.*Later nodes were not changed/s,
    );
    console.log(events.map((event) => `      ${event}`).join("\n"));
    assert.deepEqual(events, [
      ...["a1: a new instance", "StartInstanceRefresh"],
      ...["a1: the address moves", "a1: the old instance goes"],
      ...["b1: a new instance", "StartInstanceRefresh"],
      ...["RollbackInstanceRefresh", "b1: the new instance goes"],
    ]);
    const [first, ...others] = images();
    assert.notEqual(first, old);
    assert.deepEqual(others, [old, old]);
    assert.deepEqual(NODES.map((node) => see(node).holder).slice(1), holders.slice(1));
  });

  it("continues with the second node when the next update finds it repaired", async () => {
    stack.session.faults.unhealthy.clear();
    await stack.up();
    assert.equal(new Set(images()).size, 1);
    assert.deepEqual(moves, { b1: 1, c1: 1 });
  });

  it("takes a new node back that has the address and does not answer", async () => {
    const { faults } = stack.session;
    faults.watch = ({ action, when }) => {
      if (when !== "after") return;
      note(action);
      const { holder, instances } = see("a1");
      if (instances.length === 2 && holder === instances[1]) faults.unhealthy.add(holder!);
    };
    stack.configure(withRelease("2023.9.20251110.1"));
    await assert.rejects(
      stack.up(),
      /node a1 was not rolled: it stopped serving: .*0 of 3 health checkers/,
    );
    assert.equal(previous["a1"]?.holder, previous["a1"]?.instances[0]);
    assert.deepEqual(moves, { a1: 2 });
    assert.equal(new Set(images()).size, 1);
  });

  it("is destroyed without a trace", async () => {
    stack.session.faults.watch = () => undefined;
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
