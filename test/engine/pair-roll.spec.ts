import assert from "node:assert/strict";
import { INSTANCE } from "../../simulator/model/tokens";
import * as program from "../support/program";
import { changes, TestStack } from "../support/test-stack";

const withRelease = (release: string) =>
  program.addressPair({}, { addresses: { protect: false }, image: { release } });

describe("a roll of an image through a pair", () => {
  let stack: TestStack;
  let first: string;
  let second: string;
  before(async () => {
    // A node that does not become ready fails the update after this time. Otherwise, it takes a second or
    // two.
    process.env["READY_TIMEOUT_SECONDS"] = "40";
    stack = await TestStack.open(withRelease("2023.*"));
    const { steps } = await stack.up();
    [first, second] = steps
      .filter(({ type }) => type === INSTANCE)
      .map(({ name }) => name)
      .sort() as [string, string];
  });
  after(async () => {
    delete process.env["READY_TIMEOUT_SECONDS"];
    await stack.close();
  });

  /** Id and image of the instance of each node. */
  const nodes = () =>
    [first, second].map((node) => {
      const { account } = stack.session;
      const found = account.all(INSTANCE).find((one) => account.tagsOf(one)["Name"] === node)!;
      return { id: found.id, ami: found.inputs["ami"] };
    });

  it("replaces the second node after the first one is ready", async () => {
    stack.configure(withRelease("2023.9.*"));
    const { steps, outputs } = await stack.up();
    const order = changes(steps)
      .map(({ op, name }) => `${op} ${name}`)
      .filter((step) => !step.includes("image"));
    console.log(order.map((step) => `      ${step}`).join("\n"));
    const at = (step: string) => order.indexOf(step);
    const seen = [
      at(`create-replacement ${first}`),
      at(`update ${first}-ready`),
      at(`delete-replaced ${second}`),
      at(`create-replacement ${second}`),
    ];
    assert.ok(!seen.includes(-1), order.join("\n"));
    assert.deepEqual(
      [...seen].sort((a, b) => a - b),
      seen,
    );
    assert.deepEqual(new Set(nodes().map(({ ami }) => ami)), new Set([outputs["image"]]));
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("fails when the first node does not become ready, and leaves the second one alone", async () => {
    const [before, untouched] = nodes();
    const { faults } = stack.session;
    // Whatever instance the first node gets.
    faults.watch = ({ action }) => {
      if (action === "GetMetricStatistics") faults.unhealthy.add(nodes()[0]!.id);
    };
    stack.configure(withRelease("2023.9.20251110.*"));
    await assert.rejects(
      stack.up(),
      /is not ready after 40 s: .*The other node was not changed and keeps serving/s,
    );
    assert.notEqual(nodes()[0]!.id, before!.id);
    assert.deepEqual(nodes()[1], untouched);
  });

  it("continues with the second node when the first one has become ready", async () => {
    stack.session.faults.watch = () => undefined;
    stack.session.faults.unhealthy.clear();
    const [fixed] = nodes();
    await stack.up();
    assert.deepEqual(nodes()[0], fixed);
    assert.equal(nodes()[1]!.ami, fixed!.ami);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
