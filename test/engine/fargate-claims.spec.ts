import assert from "node:assert/strict";
import { TARGET_GROUP } from "../../simulator/model/tokens";
import { killUpAt } from "../support/kill-update";
import { DOORS, type Door, movingConfig } from "../support/front-door-moves";
import { changes, TestStack } from "../support/test-stack";
import { BACK, NlbMoves, SHARED } from "./nlb-moves";
import { lines } from "./nlb-view";

const ZONE = "holdfast-demo.net";

const config = (door: Door) => ({
  ...movingConfig(DOORS[door]),
  addresses: { protect: false },
  dns: { zone: ZONE, createZone: true, ttlSeconds: 1 },
});
const NODES = config("haproxy");
const FARGATE = config("ecs on Fargate");
const INSTANCES = config("ecs on instances");

describe("a move between nodes and tasks on Fargate", () => {
  let stack: TestStack;
  let moving: NlbMoves;
  before(async () => {
    process.env["CLAIM_TIMEOUT_SECONDS"] = "40";
    stack = await TestStack.open(NODES);
    await stack.up();
    moving = new NlbMoves(stack, `static.${ZONE}`);
  });
  after(async () => {
    delete process.env["CLAIM_TIMEOUT_SECONDS"];
    await stack.close();
  });
  beforeEach(() => stack.session.faults.clear());

  /** Asserts that only state and tags change after a move. */
  async function settles(): Promise<void> {
    const { steps } = await stack.up();
    const left = lines(steps).filter(
      (line) =>
        !/^delete (dns-|entry-(claim|free|zone)-)|^update (addresses-entry-|dns|entry-nlb$)/.test(
          line,
        ),
    );
    assert.deepEqual(left, []);
    assert.deepEqual(changes(await stack.preview("--refresh")), []);
  }

  it("stops when the tasks do not become healthy, and the nodes keep the other address", async () => {
    const { account, faults } = stack.session;
    faults.watch = () => {
      const tasks = account.all(TARGET_GROUP).filter(({ id }) => id.includes("/entry-tasks-"));
      for (const { id } of tasks) faults.unhealthy.add(id);
    };
    stack.configure(FARGATE);
    await assert.rejects(
      stack.up(),
      /the NLB has it; tasks: [^]*The old front door was not deleted/,
    );
    faults.watch = () => undefined;
    faults.unhealthy.clear();
    assert.equal(moving.nodesStand(), true);
    assert.deepEqual(moving.places(), { "entry-a1": "nlb", "entry-b1": "node" });
  });

  it("goes on from there, the name answered throughout, and the nodes go last", async () => {
    await moving.up(["entry-a1", "entry-b1"], "nlb");
    await settles();
  });

  it("goes back zone by zone, one address dark at most, and the NLB and the tasks go last", async () => {
    stack.configure(NODES);
    const printed = await moving.up(BACK, "node");
    assert.match(printed, /entry-claim-a created[^]*entry-service delet/);
    await settles();
  });

  it("lets both reach the backend until the tasks are gone, or the nodes", async () => {
    const rule = "backend-blue-nlb-from-us-east-1a";
    for (const [to, moved, last] of [
      [FARGATE, SHARED, "zone-b"],
      [NODES, BACK, "claim-a"],
    ] as const) {
      stack.configure(to);
      const printed = await moving.up(moved, to === NODES ? "node" : "nlb");
      assert.match(printed, new RegExp(`${rule} creat[^]*entry-${last} created[^]*${rule} delet`));
      assert.doesNotMatch(printed, new RegExp(`${rule} updat`));
    }
  });

  it("stands still after a kill on the way, and is brought to its end", async () => {
    stack.configure(FARGATE);
    await killUpAt(stack, () => moving.places()["entry-b1"] === undefined);
    assert.equal(moving.nodesStand(), true);
    await stack.recover();
    const printed = await moving.up(SHARED, "nlb");
    assert.doesNotMatch(
      printed,
      /backend-blue-nlb-from-us-east-1a delet[^]* (creating|updating) \(/,
    );
    await settles();
  });

  it("goes to instances of ECS, and from there to Fargate again", async () => {
    stack.configure(INSTANCES);
    await moving.up(BACK, "node");
    await settles();
    stack.configure(FARGATE);
    await moving.up(SHARED, "nlb");
    await settles();
  });
});
