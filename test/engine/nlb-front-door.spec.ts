import assert from "node:assert/strict";
import { CERTIFICATE, LISTENER, TARGET_GROUP } from "../../simulator/model/tokens";
import type { ProgramConfig } from "../support/program";
import { TestStack } from "../support/test-stack";
import {
  REGION,
  door,
  entryAddresses,
  lines,
  named,
  nlbs,
  publicRecords,
  shares,
  sharedColors,
} from "./nlb-view";

const BOTH = { blue: {}, green: {} };
const config = (which: object = { live: "blue" }, overrides: ProgramConfig = {}): ProgramConfig =>
  door({ ...sharedColors({ ...BOTH, ...which }), ...overrides });

describe("an NLB in front of an ALB", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config());
    await stack.up();
  });
  after(() => stack.close());

  const current = () => shares(stack, "entry-alb-80");

  it("has an address for each zone, and the public name as its alias", () => {
    assert.deepEqual(Object.keys(entryAddresses(stack)).sort(), ["entry-a1", "entry-b1"]);
    assert.deepEqual(publicRecords(stack), { "holdfast/test": ["A", 100] });
  });

  it("switches colour by the gate and the listener's weights and nothing else, and back by the same", async () => {
    for (const [live, other] of [
      ["green", "blue"],
      ["blue", "green"],
    ]) {
      stack.configure(config({ live }));
      const { steps } = await stack.up();
      assert.deepEqual(lines(steps), [
        `create entry-alarms-${live}-unhealthy`,
        `delete entry-alarms-${other}-unhealthy`,
        "update entry-alb-80",
        "update entry-gate",
      ]);
    }
  });

  it("sends a share of the connections to the other colour by weights", async () => {
    stack.configure(config({ weights: { blue: 90, green: 10 } }));
    await stack.up();
    assert.deepEqual(current(), { "backend-blue-targets": 90, "backend-green-targets": 10 });
  });

  it("refuses to make a colour live that has no healthy targets, and moves no weight", async () => {
    const { account, faults } = stack.session;
    const actions = () => account.all(LISTENER).map(({ inputs }) => inputs["defaultActions"]);
    const before = actions();
    faults.unhealthy.add(named(stack, TARGET_GROUP, "backend-green-targets").id);
    stack.configure(config({ live: "green", gateTimeoutSeconds: 2 }));
    await assert.rejects(stack.up(), /green/);
    assert.deepEqual(actions(), before);
    faults.unhealthy.clear();
  });

  it("takes a certificate, and another one, without touching an address", async () => {
    const imported = (certificateBody: string) =>
      stack.session.account.create(CERTIFICATE, REGION, { certificateBody, privateKey: "key" }).id;
    const secured = (certificateArn: string) =>
      config({ live: "blue" }, { entry: { kind: "nlbAlb", certificateArn } });
    const before = [entryAddresses(stack), nlbs(stack)];
    stack.configure(secured(imported("first")));
    await stack.up();
    stack.configure(secured(imported("second")));
    assert.deepEqual(lines((await stack.up()).steps), ["update entry-alb-443"]);
    stack.configure(config());
    await stack.up();
    assert.deepEqual([entryAddresses(stack), nlbs(stack)], before);
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    const left = stack.session.account.everything().map(({ type }) => type);
    assert.deepEqual([...new Set(left)], [CERTIFICATE]);
  });
});
