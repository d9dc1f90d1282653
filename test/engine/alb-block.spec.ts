import assert from "node:assert/strict";
import { IPAM, IPAM_POOL, IPAM_POOL_CIDR, LOAD_BALANCER } from "../../simulator/model/tokens";
import { type ProgramConfig, pooledDoor } from "../support/program";
import { TestStack, changes } from "../support/test-stack";

const PARTS = [IPAM, IPAM_POOL, IPAM_POOL_CIDR];

describe("the block of an ALB", () => {
  const kept = (addresses: object = {}, overrides: ProgramConfig = {}): ProgramConfig =>
    pooledDoor({
      network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
      // So short that a test can wait for it.
      backend: { layout: "sharedVpc", ttlSeconds: 1, drainSeconds: 3, live: "blue", blue: {} },
      dns: undefined,
      addresses: { pool: { netmaskLength: 29 }, ...addresses },
      ...overrides,
    });
  const without = { entry: { kind: "none" }, backend: undefined };
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(kept());
    await stack.up();
  });
  after(() => stack.close());

  const blocks = () => stack.session.account.all(IPAM_POOL_CIDR).map(({ id }) => id);

  it("survives a destroy, and comes back with the next up, with its pool and its IPAM", async () => {
    const had = blocks();
    assert.equal(had.length, 1);
    await assert.rejects(stack.destroy(), /protected/);
    await stack.destroy("--exclude-protected");
    assert.deepEqual(blocks(), had);
    await stack.forget();
    const { steps } = await stack.up();
    assert.deepEqual(blocks(), had);
    assert.deepEqual(
      steps.filter(({ type }) => PARTS.includes(type)).map(({ op }) => op),
      ["import", "import", "import"],
    );
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("is not released without allowRelease", async () => {
    const had = blocks();
    stack.configure(kept({ pool: undefined }, without));
    await assert.rejects(
      stack.preview(),
      /LOST: entry-block\. Clients [^]*198\.19\.64\.0\/29[^]*allowRelease: \[entry-block\]/,
    );
    assert.deepEqual(blocks(), had);
  });

  it("is not resized", async () => {
    stack.configure(kept({ pool: { netmaskLength: 30 } }));
    await assert.rejects(stack.preview(), /cannot resize the block that the stack has/);
  });

  it("stays without a front door, for as long as the pool is configured", async () => {
    const had = blocks();
    stack.configure(kept({}, without));
    await stack.up();
    assert.deepEqual(stack.session.account.all(LOAD_BALANCER), []);
    assert.deepEqual(blocks(), had);
  });

  it("is released in two updates with allowRelease", async () => {
    const had = blocks();
    stack.configure(kept({ pool: undefined, allowRelease: ["entry-block"] }, without));
    await stack.up();
    assert.deepEqual(blocks(), had);
    await stack.up();
    const { account } = stack.session;
    assert.deepEqual(
      PARTS.flatMap((type) => account.all(type)),
      [],
    );
    assert.deepEqual(changes(await stack.preview()), []);
  });
});
