import assert from "node:assert/strict";
import { ipamPoolOf, publicPoolOf } from "../../simulator/model/address-pools";
import { EIP } from "../../simulator/model/tokens";
import { frontDoor } from "../support/program";
import { TestStack, changes } from "../support/test-stack";
import { lines } from "./nlb-view";

const REGION = "us-east-1";

describe("addresses of a pool", () => {
  const config = (pool?: string, network: object = {}) => ({
    network: { cidr: "10.20.0.0/16", ...network },
    addresses: pool === undefined ? {} : { pool },
  });
  const { id: publicPool, cidr } = publicPoolOf(REGION);
  const poolsByKey = ({ session: { account } }: TestStack): Record<string, unknown> =>
    Object.fromEntries(
      account
        .all(EIP)
        .map((eip): [string, unknown] => [
          account.tagsOf(eip)["holdfast:key"]!,
          eip.outputs["publicIpv4Pool"],
        ]),
    );

  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config(publicPool));
    await stack.up();
  });
  after(() => stack.close());

  it("are neighbours, and one block in the allow-list", async () => {
    const { addresses, ...outputs } = JSON.parse(
      await stack.run("stack", "output", "--json", "--stack", "test"),
    ) as Record<string, unknown>;
    assert.deepEqual(Object.keys(addresses as object), ["egress-a", "egress-b"]);
    const block = cidr.replace("/28", "/31");
    assert.deepEqual([outputs["allowList"], outputs["allowListText"]], [[block], block]);
  });

  it("stay what they are with another pool, which is for new ones", async () => {
    const { id: ipamPool } = ipamPoolOf(REGION);
    const before = stack.session.account.all(EIP).map(({ id }) => id);
    stack.configure(config(ipamPool));
    assert.deepEqual(changes(await stack.preview()), []);
    stack.configure(config());
    assert.deepEqual(changes(await stack.preview()), []);
    stack.configure(config(ipamPool, { availabilityZones: 3 }));
    const { steps } = await stack.up();
    const addresses = changes(steps).filter(({ type }) => type === EIP);
    assert.deepEqual(lines(addresses), ["create addresses-egress-c"]);
    assert.ok(before.every((id) => stack.session.account.find(EIP, id, REGION)));
    assert.deepEqual(poolsByKey(stack), {
      "egress-a": publicPool,
      "egress-b": publicPool,
      "egress-c": ipamPool,
    });
  });

  it("come back into a lost state as they are", async () => {
    const before = poolsByKey(stack);
    await stack.destroy("--exclude-protected");
    await stack.forget();
    const { steps } = await stack.up();
    assert.deepEqual(
      changes(steps).flatMap(({ type, op }) => (type === EIP ? [op] : [])),
      ["import", "import", "import"],
    );
    assert.deepEqual(poolsByKey(stack), before);
    assert.deepEqual(changes((await stack.up("--refresh")).steps), []);
  });
});

describe("a pool with too few addresses", () => {
  it("ends an update before anything is created", async () => {
    const { id } = ipamPoolOf(REGION);
    const stack = await TestStack.open(frontDoor({ addresses: { pool: id } }));
    try {
      const { account } = stack.session;
      const others = Array.from({ length: 4 }, () =>
        account.create(EIP, REGION, { ipamPoolId: id }),
      );
      await assert.rejects(
        stack.up(),
        /has 4 free addresses, but the stack needs 6 new ones: egress-a, egress-b, entry-a1/,
      );
      assert.equal(account.everything().length, others.length);
    } finally {
      await stack.close();
    }
  });
});
