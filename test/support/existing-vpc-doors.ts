import assert from "node:assert/strict";
import { overlaps } from "../../simulator/model/ipv4";
import type { ProgramConfig } from "./program";
import { changes, TestStack } from "./test-stack";
import { VpcProgram, inventoryOf } from "./vpc-program";

/** Wait times short enough for a test. */
const QUICK = { ttlSeconds: 1, drainSeconds: 3 };

/** A backend with both colors, each in its own VPC or both in the front door's. */
export const inOwnVpcs = (settings: object = {}) => ({
  ...QUICK,
  blue: { cidr: "10.30.0.0/16", ...settings },
  green: { cidr: "10.40.0.0/16", ...settings },
});
export const inSharedVpc = (settings: object = {}) => ({
  ...QUICK,
  layout: "sharedVpc",
  blue: settings,
  green: settings,
});

export interface ExistingVpcDoor {
  readonly entry: object;
  /** Without `live`. */
  readonly backend: object;
  readonly others?: ProgramConfig;
}

const NOT_OURS =
  /^aws:ec2\/(vpc|subnet|routeTable|internetGateway|natGateway|routeTableAssociation):/;

/**
 * Brings up each front door in a VPC that another program has created, switches it from blue to green and destroys it.
 */
export function testInExistingVpc(doors: Readonly<Record<string, ExistingVpcDoor>>): void {
  let stack: TestStack;
  let program: VpcProgram;
  let untouched: object[];
  let outputs: Awaited<ReturnType<VpcProgram["up"]>>;

  before(async () => {
    stack = await TestStack.open({});
    program = new VpcProgram(stack.session);
    outputs = await program.up();
    untouched = inventoryOf(stack.session.account);
  });
  after(() => stack.close());

  const configure = ({ entry, backend, others }: ExistingVpcDoor, live: string) => {
    const { vpcId, publicSubnets, privateSubnets } = outputs;
    stack.configure({
      network: { existing: { vpcId, publicSubnets, privateSubnets } },
      addresses: { protect: false },
      entry,
      backend: { ...backend, live },
      ...others,
    });
  };

  for (const [name, door] of Object.entries(doors)) {
    it(`has ${name}, which is switched and destroyed without a trace`, async () => {
      const { account } = stack.session;
      configure(door, "blue");
      const created = changes((await stack.up()).steps);
      const own = created.filter(({ name: child }) => !/^backend-(blue|green)(-|$)/.test(child));
      assert.deepEqual(
        own.filter(({ type }) => NOT_OURS.test(type)).map(({ type, name: child }) => type + child),
        [],
      );
      const { allowList } = JSON.parse(
        await stack.run("stack", "output", "--json", "--stack", "test"),
      ) as { allowList: string[] };
      // Neighbors are merged into one block.
      const isListed = (address: string) =>
        allowList.some((cidr) => overlaps(cidr, `${address}/32`));
      for (const address of outputs.natAddresses) assert.ok(isListed(address), address);

      configure(door, "green");
      const switched = changes((await stack.up()).steps);
      assert.ok(switched.length > 0);
      assert.deepEqual(changes(await stack.preview()), []);

      await stack.destroy();
      assert.deepEqual(inventoryOf(account), untouched);
    });
  }

  it("is left as it was, for who has created it", async () => {
    await program.refresh();
    await program.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
}
