import assert from "node:assert/strict";
import type { Stored } from "../../simulator/model/resource";
import { targetsOf } from "../../simulator/model/targets";
import { LISTENER, LOAD_BALANCER } from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import { killUpAt } from "../support/kill-update";
import { changes, TestStack } from "../support/test-stack";
import { BACK, NAME, NlbMoves, SHARED, movingStack } from "./nlb-moves";
import { REGION } from "./nlb-view";

const COLORS = { live: "blue", layout: "sharedVpc", blue: { port: 80 } };
const NODES = movingStack({ kind: "haproxy", nodesPerAz: 1 }, COLORS);
const OWN_ALB = movingStack({ kind: "nlbAlb", target: "alb" }, COLORS);
const ADDRESSES = movingStack({ kind: "nlbAlb", target: "ips" }, COLORS);

/** What each way to the backend goes through, by the names of its load balancers. */
const WAYS = { node: ["backend-blue-nlb"], nlb: ["entry-nlb", "entry-alb", "backend-blue-alb"] };

describe("a move between nodes and an NLB with an ALB of its own, whose colours have none", () => {
  let stack: TestStack;
  let moving: NlbMoves;

  /** Whether every listener for clients of the load balancers on the way, as far as they stand, has targets. */
  function serves(place: keyof typeof WAYS): boolean {
    const { account } = stack.session;
    const nameOf = (one: Stored) => account.tagsOf(one)["Name"] ?? "";
    const standing = account.all(LOAD_BALANCER).filter((one) => WAYS[place].includes(nameOf(one)));
    const listeners = standing
      .flatMap(({ id }) => account.referring(id, LISTENER))
      .filter((one) => !nameOf(one).includes("-test-"));
    return listeners.every(({ inputs }) => {
      const [action] = inputs["defaultActions"] as {
        targetGroupArn?: string;
        forward?: { targetGroups: { arn: string }[] };
      }[];
      const groups = action!.forward?.targetGroups.map(({ arn }) => arn) ?? [
        action!.targetGroupArn,
      ];
      return groups.every((arn) => targetsOf(account, text(arn), REGION).length > 0);
    });
  }

  /** The place of each step among the steps of an update. */
  async function order(...expected: readonly string[]): Promise<void> {
    const { steps } = await stack.up();
    const done = steps.map(({ op, name }) => `${op} ${name}`);
    const places = expected.map((line) => done.indexOf(line));
    assert.ok(!places.includes(-1), `${expected.join(", ")} among ${done.join(", ")}`);
    assert.deepEqual(
      [...places].sort((one, other) => one - other),
      places,
    );
  }

  before(async () => {
    process.env["CLAIM_TIMEOUT_SECONDS"] = "40";
    stack = await TestStack.open(NODES);
    await stack.up();
    moving = new NlbMoves(stack, NAME, serves);
  });
  after(async () => {
    delete process.env["CLAIM_TIMEOUT_SECONDS"];
    await stack.close();
  });

  it("moves zone by zone, while the instances serve both", async () => {
    stack.configure(OWN_ALB);
    const printed = await moving.up(SHARED, "nlb");
    assert.match(
      printed,
      /\(1\) entry-a1 \S+ from node-a1 to nlb 10\.20\.0\.0\/16; \(2\) entry-b1 /,
    );
    await stack.up();
    assert.deepEqual(changes(await stack.preview("--refresh")), []);
  });

  it("keeps the NLB where its target changes, which is healthy before clients get there", async () => {
    stack.configure(ADDRESSES);
    await order(
      "create-replacement entry-test-blue",
      "update entry-gate",
      "update entry-listener-80",
      "delete entry-drain-alb",
      "delete entry-alb",
    );
    stack.configure(OWN_ALB);
    await order(
      "create entry-test-alb",
      "create entry-nlb-gate",
      "update entry-listener-80",
      "delete entry-drain-blue-addresses",
      "delete backend-blue-alb",
    );
    assert.deepEqual(changes(await stack.preview("--refresh")), []);
  });

  it("moves back, the last zone first", async () => {
    stack.configure(NODES);
    const printed = await moving.up(BACK, "node");
    assert.match(
      printed,
      /\(1\) entry-b1 \S+ from nlb 10\.20\.0\.0\/16 to node-b1; \(2\) entry-a1 /,
    );
    await stack.up();
    assert.deepEqual(changes(await stack.preview("--refresh")), []);
  });

  it("is brought to its end after a kill while the first address is free", async () => {
    stack.configure(OWN_ALB);
    await killUpAt(stack, () => moving.places()["entry-a1"] === undefined);
    assert.ok(moving.nodesStand() && serves("node"));
    await stack.recover();
    await moving.up(SHARED, "nlb");
  });

  it("goes back after a kill while the last address is free", async () => {
    stack.configure(NODES);
    await killUpAt(
      stack,
      () => moving.places()["entry-b1"] === "node" && moving.places()["entry-a1"] === undefined,
    );
    assert.ok(moving.nlbStands());
    await stack.recover();
    stack.configure(OWN_ALB);
    await moving.up(SHARED, "nlb");
  });
});
