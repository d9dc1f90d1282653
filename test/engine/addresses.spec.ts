import assert from "node:assert/strict";
import { changes, TestStack } from "../support/test-stack";

const EIP = "aws:ec2/eip:Eip";

const config = (egress: object, addresses: object = {}) => ({
  network: { cidr: "10.20.0.0/16", egress },
  addresses,
});
const PER_AZ = { kind: "nat" };
const SINGLE = { kind: "nat", gateways: "single" };

describe("addresses of a stack", () => {
  let stack: TestStack;
  beforeEach(async () => {
    stack = await TestStack.open(config(PER_AZ));
    await stack.up();
  });
  afterEach(() => stack.close());

  const idsByKey = (): Record<string, string> =>
    Object.fromEntries(
      stack.session.account
        .all(EIP)
        .map((eip) => [stack.session.account.tagsOf(eip)["holdfast:key"]!, eip.id]),
    );

  it("survive a destroy, and come back with the next up", async () => {
    const before = idsByKey();
    await assert.rejects(stack.destroy(), /protected/);
    await stack.destroy({ excludeProtected: true });
    assert.deepEqual(idsByKey(), before);
    assert.deepEqual(
      stack.session.account.everything().map(({ type }) => type),
      [EIP, EIP],
    );
    await stack.up();
    assert.deepEqual(idsByKey(), before);
  });

  it("survive the loss of the state, and are taken back by the next up", async () => {
    const before = idsByKey();
    await stack.forget();
    removeAllBut(EIP, stack);
    const { steps } = await stack.up();
    assert.deepEqual(idsByKey(), before);
    assert.deepEqual(
      steps.filter(({ type }) => type === EIP).map(({ op }) => op),
      ["import", "import"],
    );
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("are not given up without leave", async () => {
    const before = idsByKey();
    stack.configure(config(SINGLE));
    await assert.rejects(
      stack.up(),
      /this configuration gives up egress-b \([\d.]+, eipalloc-\w+\), and an address once released cannot be had again/,
    );
    assert.deepEqual(idsByKey(), before);
  });

  it("are given up in two updates with leave", async () => {
    const { "egress-a": kept, "egress-b": leaving } = idsByKey();
    stack.configure(config(SINGLE, { allowRelease: ["egress-b"] }));
    await stack.up();
    assert.deepEqual(idsByKey(), { "egress-a": kept, "egress-b": leaving });
    await stack.up();
    assert.deepEqual(idsByKey(), { "egress-a": kept });
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("change hands between gateways in two updates, with protection on", async () => {
    const before = idsByKey();
    stack.configure(config({ kind: "nat", gateways: "regional" }));
    const first = await stack.up();
    assert.deepEqual(first.outputs["egressAddresses"]?.value, []);
    const second = await stack.up();
    assert.equal((second.outputs["egressAddresses"]?.value as string[]).length, 2);
    assert.deepEqual(idsByKey(), before);
  });

  it("move with a VPC that is replaced", async () => {
    const before = idsByKey();
    stack.configure({ ...config(PER_AZ), network: { cidr: "10.99.0.0/16", egress: PER_AZ } });
    await stack.up();
    assert.deepEqual(idsByKey(), before);
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("are unchanged by a refresh", async () => {
    await stack.stack.refresh();
    assert.deepEqual(changes(await stack.preview()), []);
  });
});

describe("an adopted address", () => {
  let stack: TestStack;
  let partner: string;
  before(async () => {
    stack = await TestStack.open(config(PER_AZ));
    const owned = { domain: "vpc", tags: { Name: "partner", owner: "somebody" } };
    partner = stack.session.account.create(EIP, "us-east-1", owned).id;
    stack.configure(config(PER_AZ, { protect: false, adopt: { "egress-a": partner } }));
  });
  after(() => stack.close());

  const tags = () =>
    stack.session.account.tagsOf(stack.session.account.find(EIP, partner, "us-east-1")!);

  it("is used as it is, and keeps its own tags", async () => {
    await stack.up();
    assert.equal(tags()["owner"], "somebody");
    assert.equal(tags()["holdfast:key"], "egress-a");
    assert.equal(stack.session.account.all(EIP).length, 2);
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("stays adopted when the configuration forgets to say so", async () => {
    stack.configure(config(PER_AZ, { protect: false }));
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("is never released", async () => {
    await stack.destroy();
    assert.deepEqual(
      stack.session.account.everything().map(({ id }) => id),
      [partner],
    );
    assert.deepEqual(tags(), { Name: "partner", owner: "somebody" });
  });
});

/** Removes everything else, in whatever order AWS lets it go. */
function removeAllBut(type: string, { session: { account } }: TestStack): void {
  for (let left = Infinity; ;) {
    const others = account.everything().filter((one) => one.type !== type && !one.companionOf);
    if (others.length === 0 || others.length >= left) return assert.equal(others.length, 0);
    left = others.length;
    for (const one of others) {
      try {
        account.remove(one);
      } catch {
        // Something that comes later still needs it.
      }
    }
  }
}
