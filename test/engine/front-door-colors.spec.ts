import assert from "node:assert/strict";
import { DNS_RECORD, TARGET_GROUP } from "../../simulator/model/tokens";
import { frontDoor, type ProgramConfig } from "../support/program";
import { TestStack, changes, type Step } from "../support/test-stack";

const COLORS = { blue: { cidr: "10.30.0.0/16" }, green: { cidr: "10.40.0.0/16" } };

/** So short that a test can wait for it. */
const QUICK = { ttlSeconds: 1, drainSeconds: 3 };
const config = (backend: object = { live: "blue" }): ProgramConfig =>
  frontDoor({
    addresses: { protect: false },
    entry: { kind: "haproxy", nodesPerAz: 1 },
    backend: { ...COLORS, ...QUICK, ...backend },
  });
const SWITCH = ["update backend-gate", "update backend-live-blue", "update backend-live-green"];
const lines = (steps: readonly Step[]) => changes(steps).map(({ op, name }) => `${op} ${name}`);

describe("the colours behind a HAProxy front door", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config());
    await stack.up();
  });
  after(() => stack.close());

  it("switch by the gate and the two records and nothing else, and back by the same", async () => {
    for (const live of ["green", "blue"]) {
      stack.configure(config({ live }));
      assert.deepEqual(lines((await stack.up()).steps).sort(), SWITCH);
    }
  });

  it("share the traffic by weights", async () => {
    const weights = { blue: 90, green: 10 };
    stack.configure(config({ weights }));
    assert.deepEqual(lines((await stack.up()).steps).sort(), SWITCH);
    const records = stack.session.account
      .all(DNS_RECORD)
      .filter(
        ({ inputs }) => inputs["setIdentifier"] === "blue" || inputs["setIdentifier"] === "green",
      )
      .map(({ inputs }) => [inputs["setIdentifier"], inputs["weightedRoutingPolicies"]]);
    assert.deepEqual(Object.fromEntries(records), {
      blue: [{ weight: 90 }],
      green: [{ weight: 10 }],
    });
  });

  it("do not go live without healthy targets, and no record is moved", async () => {
    const { account, faults } = stack.session;
    const weights = () =>
      account
        .all(DNS_RECORD)
        .map(({ inputs }) => inputs["weightedRoutingPolicies"])
        .filter(Boolean);
    const before = weights();
    const green = account
      .all(TARGET_GROUP)
      .find((group) => account.tagsOf(group)["Name"] === "backend-green-nlb")!;
    faults.unhealthy.add(green.id);
    stack.configure(config({ live: "green", gateTimeoutSeconds: 2 }));
    await assert.rejects(stack.up(), /green/);
    assert.deepEqual(weights(), before);
    faults.unhealthy.clear();
  });

  it("stay, when one is removed, until the name has left it and the drain is over", async () => {
    stack.configure(config({ live: "green", blue: undefined }));
    const { steps } = await stack.up();
    const deletes = steps.filter(({ op }) => op === "delete").map(({ name }) => name);
    const place = (name: string) => deletes.indexOf(name);
    assert.ok(place("backend-live-blue") >= 0);
    assert.ok(place("backend-live-blue") < place("backend-drain-blue"));
    assert.ok(place("backend-drain-blue") < place("backend-blue-listener-443"));
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("are destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
