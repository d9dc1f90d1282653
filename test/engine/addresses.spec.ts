import assert from "node:assert/strict";
import { changes, TestStack } from "../support/test-stack";

const EIP = "aws:ec2/eip:Eip";
const VPC = "aws:ec2/vpc:Vpc";

const config = (egress: object, addresses: object = {}) => ({
  network: { cidr: "10.20.0.0/16", egress },
  addresses,
});
const inNewVpc = (egress: object, addresses: object = {}) => ({
  ...config(egress, addresses),
  network: { cidr: "10.99.0.0/16", egress },
});
const PER_AZ = { kind: "nat" };
const SINGLE = { kind: "nat", gateways: "single" };

/** Allocation ids by key. */
const idsByKey = ({ session: { account } }: TestStack): Record<string, string> =>
  Object.fromEntries(account.all(EIP).map((eip) => [account.tagsOf(eip)["holdfast:key"]!, eip.id]));

describe("addresses of a stack", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config(PER_AZ));
    await stack.up();
  });
  after(() => stack.close());

  it("survive a destroy, and come back with the next up", async () => {
    const before = idsByKey(stack);
    await assert.rejects(stack.destroy(), /protected/);
    await stack.destroy("--exclude-protected");
    assert.deepEqual(idsByKey(stack), before);
    assert.deepEqual(
      stack.session.account.everything().map(({ type }) => type),
      [EIP, EIP],
    );
    await stack.up();
    assert.deepEqual(idsByKey(stack), before);
  });

  it("survive the loss of the state, and are taken back by the next up", async () => {
    const before = idsByKey(stack);
    await stack.forget();
    removeAllBut(EIP, stack);
    const { steps } = await stack.up();
    assert.deepEqual(idsByKey(stack), before);
    assert.deepEqual(
      steps.filter(({ type }) => type === EIP).map(({ op }) => op),
      ["import", "import"],
    );
  });

  it("are unchanged after that, also by a refresh", async () => {
    assert.deepEqual(changes((await stack.up("--refresh")).steps), []);
  });

  it("do not follow a change of the region, which is refused again and again", async () => {
    const before = idsByKey(stack);
    const refused =
      /aws:region = "eu-west-1"\n +would change the region from us-east-1, where this stack has its VPC and the addresses [\d.]+ and [\d.]+ AWS cannot move these[^]*fix: write us-east-1; for eu-west-1, \(1\) create another stack/;
    stack.configure({ ...config(PER_AZ), "aws:region": "eu-west-1" });
    await assert.rejects(stack.preview(), refused);
    // A failed update leaves the state that the next one reads.
    await assert.rejects(stack.up(), refused);
    await assert.rejects(stack.up(), refused);
    stack.configure(config(PER_AZ));
    const types = changes(await stack.preview()).map(({ type }) => type);
    assert.deepEqual(types, ["pulumi:providers:aws"]);
    assert.deepEqual(idsByKey(stack), before);
  });

  it("go to another VPC in the steps that the refusal names", async () => {
    const before = idsByKey(stack);
    stack.configure(inNewVpc(PER_AZ));
    const refusal = await stack.preview().then(
      () => assert.fail("not refused"),
      ({ message }: Error) => message,
    );
    assert.match(
      refusal,
      /network\.cidr = "10\.99\.0\.0\/16"\n +would replace the VPC 10\.20\.0\.0\/16/,
    );
    const [, target = ""] = /`pulumi destroy --target '(.*?)' --target-dependents`/.exec(refusal)!;
    await stack.destroy("--target", target, "--target-dependents");
    assert.deepEqual(stack.session.account.all(VPC), []);
    assert.deepEqual(idsByKey(stack), before);
    await stack.up();
    assert.deepEqual(idsByKey(stack), before);
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("are not released without allowRelease", async () => {
    const before = idsByKey(stack);
    stack.configure(inNewVpc(SINGLE));
    await assert.rejects(
      stack.up(),
      /LOST: egress-b\. Clients that use only these addresses lose access/,
    );
    assert.deepEqual(idsByKey(stack), before);
  });

  it("are released in two updates with allowRelease", async () => {
    const { "egress-a": kept, "egress-b": leaving } = idsByKey(stack);
    stack.configure(inNewVpc(SINGLE, { allowRelease: ["egress-b"] }));
    await stack.up();
    assert.deepEqual(idsByKey(stack), { "egress-a": kept, "egress-b": leaving });
    await stack.up();
    assert.deepEqual(idsByKey(stack), { "egress-a": kept });
    assert.deepEqual(changes(await stack.preview()), []);
  });
});

describe("addresses that nothing protects", () => {
  it("are lost in the words of a preview, which say how to agree", async () => {
    const stack = await TestStack.open(config(PER_AZ, { protect: false }));
    const previewed = () =>
      stack.run("preview", "--non-interactive", "--stack", "test", "--color", "never");
    try {
      assert.doesNotMatch((await stack.up()).printed, /warning/);
      stack.configure(config(SINGLE, { protect: false }));
      assert.match(
        await previewed(),
        /warning: LOST: egress-b\. Clients that use only these addresses lose access\. Keep the resources that need them, or allow the release: holdfast:addresses\.allowRelease: \[egress-b\]/,
      );
    } finally {
      await stack.close();
    }
  });
});

describe("protected addresses", () => {
  it("change hands between gateways in two updates", async () => {
    const stack = await TestStack.open(config(PER_AZ));
    try {
      await stack.up();
      const before = idsByKey(stack);
      stack.configure(config({ kind: "nat", gateways: "regional" }));
      const first = await stack.up();
      assert.deepEqual(first.outputs["egressAddresses"], []);
      const second = await stack.up();
      assert.equal((second.outputs["egressAddresses"] as string[]).length, 2);
      assert.deepEqual(idsByKey(stack), before);
    } finally {
      await stack.close();
    }
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

/** Removes everything else, in any order that AWS accepts. */
function removeAllBut(type: string, { session: { account } }: TestStack): void {
  for (let left = Infinity; ;) {
    const others = account.everything().filter((one) => one.type !== type && !one.companionOf);
    if (others.length === 0 || others.length >= left) return assert.equal(others.length, 0);
    left = others.length;
    for (const one of others) {
      try {
        account.remove(one);
      } catch {
        // A later resource still depends on it.
      }
    }
  }
}
