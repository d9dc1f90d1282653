import assert from "node:assert/strict";
import {
  DNS_RECORD,
  EIP,
  HOSTED_ZONE,
  INSTANCE,
  LOAD_BALANCER,
  NETWORK_INTERFACE,
} from "../../simulator/model/tokens";
import { seedAccount } from "../../simulator/seed";
import {
  ACCELERATOR,
  ANNOUNCED,
  BALANCED,
  CLAIMED,
  DOORS,
  type Door,
  HOLDERS,
  REFUSED,
  YIELDED,
  isClaimed,
  isKept,
  kindOf,
  movingConfig,
} from "./front-door-moves";
import { TestStack, changes } from "./test-stack";

/**
 * Tests, in the engine, that a stack keeps its addresses on a walk from front door to front door.
 *
 * @param checked front doors after which nothing more changes, and the move to an accelerator is refused
 */
export function testWalk(walk: readonly Door[], checked: readonly Door[]): void {
  const moves = walk.slice(1).map((to, index) => ({ from: walk[index]!, to }));
  let stack: TestStack;
  let kept: Record<string, string>;
  before(async () => {
    stack = await TestStack.open(movingConfig(DOORS[walk[0]!]));
    seedAccount(stack.session.account);
    await stack.up();
    await claim(stack, walk[0]!);
    kept = allocations(stack);
  });
  after(() => stack.close());

  for (const [index, { from, to }] of moves.entries()) {
    it(`keeps every address, from ${from} to ${to}`, async () => {
      stack.configure(movingConfig(DOORS[to]));
      const { printed, outputs } = await stack.up();
      assert.deepEqual(allocations(stack), kept);
      if (isClaimed(from, to)) {
        assert.match(printed, BALANCED.includes(from) ? YIELDED : CLAIMED);
        assert.deepEqual(holders(stack), [HOLDERS[to]]);
      } else if (isKept(from, to)) {
        assert.doesNotMatch(printed, /entry-a1 \(/);
        assert.deepEqual(holders(stack), [HOLDERS[to]]);
      } else {
        assert.match(printed, ANNOUNCED);
        assert.equal(outputs["entryAddresses"], undefined);
        assert.deepEqual(outputs["freedAddresses"], ["entry-a1", "entry-b1"]);
        assert.deepEqual(whatUsesAddresses(stack), []);
        assert.deepEqual(holders(stack), ["none"]);
      }
      const { outputs: settled } = await stack.up();
      assert.equal(settled["freedAddresses"], undefined);
      await claim(stack, to);
      assert.deepEqual(allocations(stack), kept);
      assert.deepEqual(holders(stack), [HOLDERS[to]]);
    });

    const isFirst = moves.findIndex((move) => move.to === to) === index;
    if (!isFirst || !checked.includes(to)) continue;
    it(`changes nothing more after that, with ${to}`, async () => {
      assert.deepEqual(changes(await stack.preview()), []);
    });

    it(`is refused from ${to} to an accelerator, which would give every address up`, async () => {
      stack.configure(movingConfig(ACCELERATOR));
      await assert.rejects(stack.preview(), REFUSED);
      assert.deepEqual(allocations(stack), kept);
    });
  }

  it("leaves nothing behind, but for the addresses", async () => {
    stack.configure(movingConfig(DOORS[walk.at(-1)!]));
    await stack.destroy("--exclude-protected");
    assert.deepEqual(allocations(stack), kept);
    const left = stack.session.account.everything().map(({ type }) => type);
    assert.deepEqual(left.sort(), [EIP, EIP, HOSTED_ZONE]);
  });
}

/** Allocation ids by key. */
const allocations = (stack: TestStack): Record<string, string> => byKey(stack, ({ id }) => id);

/** What has the addresses now, by the inventory. */
const holders = (stack: TestStack): string[] => [
  ...new Set(Object.values(byKey(stack, (_, tags) => kindOf(tags["holdfast:holder"]!)))),
];

function byKey(
  { session: { account } }: TestStack,
  what: (eip: { id: string }, tags: Record<string, string>) => string,
): Record<string, string> {
  return Object.fromEntries(
    account.all(EIP).map((eip) => {
      const tags = account.tagsOf(eip);
      return [tags["holdfast:key"]!, what(eip, tags)];
    }),
  );
}

/** The front doors' load balancers, and the records of their name. */
const whatUsesAddresses = ({ session: { account } }: TestStack): string[] => [
  ...account
    .all(LOAD_BALANCER)
    .map((one) => account.tagsOf(one)["Name"]!)
    .filter((name) => name.startsWith("entry-")),
  ...account
    .all(DNS_RECORD)
    .map(({ inputs }) => inputs["name"] as string)
    .filter((name) => name === "static.example.com"),
];

/** What machines do that are up: take the addresses. With load balancers AWS has done it already. */
async function claim({ session: { account, env } }: TestStack, door: Door): Promise<void> {
  const named = (type: string, tag: string, name: RegExp) =>
    account
      .all(type)
      .filter((one) => name.test(account.tagsOf(one)[tag] ?? ""))
      .map(({ id }) => id);
  const machines: Partial<Record<Door, string[]>> = {
    haproxy: named(INSTANCE, "holdfast-node", /^[ab]1$/),
    addressPair: named(NETWORK_INTERFACE, "Name", /^entry-[ab]1-a$/),
    "ecs on instances": named(INSTANCE, "holdfast-node", /^ecs$/),
  };
  const claimants = machines[door] ?? [];
  assert.equal(claimants.length, door in machines ? 2 : 0, `machines of ${door}`);
  const idOf = door === "addressPair" ? "NetworkInterfaceId" : "InstanceId";
  for (const [index, claimant] of claimants.entries()) {
    const body = new URLSearchParams({
      Action: "AssociateAddress",
      Version: "2016-11-15",
      AllocationId: account.all(EIP)[index]!.id,
      [idOf]: claimant,
    });
    const response = await fetch(env["AWS_ENDPOINT_URL"]!, { method: "POST", body });
    assert.ok(response.ok, await response.text());
  }
}
