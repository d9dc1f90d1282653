import assert from "node:assert/strict";
import { changes, TestStack } from "../support/test-stack";

const NAT = "aws:ec2/natGateway:NatGateway";
const EIP = "aws:ec2/eip:Eip";

const MODES = {
  perAz: { kind: "nat", gateways: "perAz" },
  single: { kind: "nat", gateways: "single", zone: "us-east-1b" },
  regional: { kind: "nat", gateways: "regional" },
  privatelink: { kind: "privatelink", interfaceEndpoints: ["ssm", "kms"] },
  none: { kind: "none" },
} as const;

type Mode = keyof typeof MODES;

/** What AWS holds in each mode: NAT gateways, Elastic IPs, endpoints, routes. */
const EXPECTED: Readonly<Record<Mode, readonly [number, number, number, number]>> = {
  perAz: [2, 2, 0, 3],
  single: [1, 1, 0, 3],
  regional: [1, 2, 0, 3],
  privatelink: [0, 0, 4, 1],
  none: [0, 0, 0, 1],
};

/** A walk that takes every change from one mode to another exactly once. */
function walk(): Mode[] {
  const modes = Object.keys(MODES) as Mode[];
  const open = new Map(modes.map((mode) => [mode, modes.filter((other) => other !== mode)]));
  const path: Mode[] = [];
  const stack: Mode[] = ["perAz"];
  while (stack.length > 0) {
    const next = open.get(stack.at(-1)!)!.pop();
    if (next) stack.push(next);
    else path.unshift(stack.pop()!);
  }
  return path;
}

const config = (mode: Mode) => ({
  network: { cidr: "10.20.0.0/16", egress: MODES[mode] },
  addresses: { protect: false },
});

describe("egress modes", () => {
  let stack: TestStack;
  before(async () => (stack = await TestStack.open(config("perAz"))));
  after(() => stack.close());

  const count = (type: string) => stack.session.account.all(type).length;

  const path = walk();
  it("are all changed into each other by what follows", () => {
    assert.equal(new Set(path.slice(1).map((mode, index) => `${path[index]} ${mode}`)).size, 20);
  });

  path.forEach((mode, index) => {
    const before = path[index - 1];
    it(before ? `${before} becomes ${mode}` : `${mode} comes up`, async () => {
      stack.configure(config(mode));
      const held = new Map(stack.session.account.all(EIP).map(({ id, inputs }) => [id, inputs]));
      await stack.up();
      // An address that changes hands is freed by one update and claimed by the next.
      if (before && changesHands(before, mode)) {
        assert.equal(count(NAT), 0);
        await stack.up();
      }
      assert.deepEqual(
        [
          count(NAT),
          count(EIP),
          count("aws:ec2/vpcEndpoint:VpcEndpoint"),
          count("aws:ec2/route:Route"),
        ],
        EXPECTED[mode],
      );
      if (before && addressesOf(before) <= addressesOf(mode)) {
        for (const id of held.keys()) {
          assert.ok(
            stack.session.account.all(EIP).some((address) => address.id === id),
            `${id} was lost`,
          );
        }
      }
      assert.deepEqual(changes(await stack.preview()), []);
    });
  });

  for (const mode of Object.keys(MODES) as Mode[]) {
    it(`${mode} is destroyed without a trace`, async () => {
      stack.configure(config(mode));
      await stack.up();
      await stack.destroy();
      assert.deepEqual(stack.session.account.everything(), []);
    });
  }
});

const addressesOf = (mode: Mode) => EXPECTED[mode][1];

function changesHands(from: Mode, to: Mode): boolean {
  return (
    (from === "regional") !== (to === "regional") && addressesOf(from) > 0 && addressesOf(to) > 0
  );
}
