import assert from "node:assert/strict";
import { EIP, NAT_GATEWAY } from "../../simulator/model/tokens";
import {
  EXPECTED,
  type Mode,
  addressesOf,
  changesHands,
  countsOf,
  egressConfig,
} from "./egress-modes";
import { TestStack, changes } from "./test-stack";

/** Tests, in the engine, that a stack changes from each egress mode of a walk to the next one. */
export function testWalk(walk: readonly Mode[]): void {
  let stack: TestStack;
  before(async () => (stack = await TestStack.open(egressConfig(walk[0]!))));
  after(() => stack.close());
  const count = (type: string): number => stack.session.account.all(type).length;
  const held = (): string[] => stack.session.account.all(EIP).map(({ id }) => id);

  it(`${walk[0]} comes up`, async () => {
    await stack.up();
    assert.deepEqual(countsOf(count), EXPECTED[walk[0]!]);
  });

  walk.slice(1).forEach((mode, index) => {
    const before = walk[index]!;
    it(`${before} becomes ${mode}`, async () => {
      stack.configure(egressConfig(mode));
      const had = held();
      await stack.up();
      if (changesHands(before, mode)) {
        assert.equal(count(NAT_GATEWAY), 0);
        await stack.up();
      }
      assert.deepEqual(countsOf(count), EXPECTED[mode]);
      if (addressesOf(before) <= addressesOf(mode)) {
        assert.deepEqual(
          had.filter((id) => !held().includes(id)),
          [],
          "lost",
        );
      }
      assert.deepEqual(changes(await stack.preview()), []);
    });
  });

  it("leaves nothing behind", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
}
