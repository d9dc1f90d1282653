import assert from "node:assert/strict";
import { ACCELERATOR, ENDPOINT_GROUP } from "../../simulator/model/tokens";
import { acceleratedDoor, type ProgramConfig } from "../support/program";
import { TestStack, changes } from "../support/test-stack";

describe("addresses of an accelerator", () => {
  /** One colour in the VPC of the front door. */
  const kept = (addresses: object = {}, overrides: ProgramConfig = {}): ProgramConfig =>
    acceleratedDoor({
      network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
      // So short that a test can wait for it.
      backend: { layout: "sharedVpc", ttlSeconds: 1, drainSeconds: 3, live: "blue", blue: {} },
      dns: undefined,
      addresses,
      ...overrides,
    });
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(kept());
    await stack.up();
  });
  after(() => stack.close());

  const addresses = (): string[] =>
    stack.session.account.all(ACCELERATOR).flatMap(({ outputs }) => {
      const [{ ipAddresses }] = outputs["ipSets"] as [{ ipAddresses: string[] }];
      return ipAddresses;
    });

  it("survive a destroy, and come back with the next up", async () => {
    const had = addresses();
    await assert.rejects(stack.destroy(), /protected/);
    await stack.destroy("--exclude-protected");
    assert.deepEqual(addresses(), had);
    await stack.forget();
    const { steps } = await stack.up();
    assert.deepEqual(addresses(), had);
    assert.deepEqual(
      steps.filter(({ type }) => type === ACCELERATOR).map(({ op }) => op),
      ["import"],
    );
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("are not released without allowRelease", async () => {
    const had = addresses();
    stack.configure(kept({}, { entry: { kind: "none" }, backend: undefined }));
    const lost =
      /LOST: entry-accelerator-1, entry-accelerator-2\. Clients [^]*allowRelease: \[entry-accelerator\]/;
    await assert.rejects(stack.preview(), lost);
    assert.deepEqual(addresses(), had);
  });

  it("are released in two updates with allowRelease, the first of which removes the front door", async () => {
    const had = addresses();
    const leave = { allowRelease: ["entry-accelerator"] };
    stack.configure(kept(leave, { entry: { kind: "none" }, backend: undefined }));
    await stack.up();
    assert.deepEqual(addresses(), had);
    assert.deepEqual(stack.session.account.all(ENDPOINT_GROUP), []);
    await stack.up();
    assert.deepEqual(addresses(), []);
    assert.deepEqual(changes(await stack.preview()), []);
  });
});
