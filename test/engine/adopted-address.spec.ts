import assert from "node:assert/strict";
import type { Stored } from "../../simulator/model/resource";
import { text } from "../../simulator/model/values";
import { frontDoor } from "../support/program";
import { changes, TestStack } from "../support/test-stack";

const EIP = "aws:ec2/eip:Eip";
const GROUP = "aws:autoscaling/group:Group";
const INSTANCE = "aws:ec2/instance:Instance";

describe("another address that a HAProxy node's stack adopts", () => {
  const config = (addresses: object) =>
    frontDoor({ entry: { kind: "haproxy", nodesPerAz: 1 }, addresses });
  let stack: TestStack;
  let partner: string;
  before(async () => {
    stack = await TestStack.open(config({ protect: false }));
    await stack.up();
    partner = stack.session.account.create(EIP, "us-east-1", { domain: "vpc" }).id;
  });
  after(() => stack.close());

  const nodes = (): Stored[] =>
    stack.session.account
      .all(INSTANCE)
      .filter((one) => stack.session.account.tagsOf(one)["holdfast-node"] !== undefined);
  const addressOf = (node: Stored): string =>
    text(stack.session.account.tagsOf(node)["holdfast-allocation-id"]);

  it("reaches a new node, and touches no other", async () => {
    const before = nodes();
    stack.configure(config({ protect: false, adopt: { "entry-a1": partner } }));
    const { steps } = await stack.up();
    const [kept, fresh] = [true, false].map((isKept) =>
      nodes().filter(({ id }) => before.some((one) => one.id === id) === isKept),
    );
    assert.deepEqual(fresh!.map(addressOf), [partner]);
    assert.equal(kept!.length, before.length - 1);
    const groups = changes(steps).filter(({ type }) => type === GROUP);
    assert.deepEqual(
      groups.map(({ op, name }) => `${op} ${name}`),
      ["update entry-a1"],
    );
    assert.deepEqual(changes(await stack.preview()), []);
  });
});
