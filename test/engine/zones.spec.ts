import assert from "node:assert/strict";
import { ALL_MODES, MODES, type Mode, SINGLE_BY_DEFAULT } from "../support/egress-modes";
import { TestStack, changes } from "../support/test-stack";

/** The single gateway is in the zone that is the default. */
const EGRESS: Readonly<Record<Mode, object>> = { ...MODES, single: SINGLE_BY_DEFAULT };

const config = (mode: Mode, availabilityZones: number) => ({
  network: { cidr: "10.20.0.0/16", availabilityZones, egress: EGRESS[mode] },
  addresses: { protect: false },
});

/** One resource spans the zones in these modes, and grows in place. */
const GROWS: Partial<Record<Mode, string[]>> = {
  regional: ["update network-nat"],
  privatelink: ["update network-endpoint-kms", "update network-endpoint-ssm"],
};

// In another order they change nothing: test/components/network/zone-order.spec.ts.
describe("availability zones", () => {
  for (const mode of ALL_MODES) {
    describe(`with egress ${mode}`, () => {
      let stack: TestStack;
      before(async () => {
        stack = await TestStack.open(config(mode, 2));
        await stack.up();
      });
      after(() => stack.close());

      it("from two to three only create", async () => {
        stack.configure(config(mode, 3));
        const others = changes(await stack.preview()).filter(({ op }) => op !== "create");
        assert.deepEqual(others.map(({ op, name }) => `${op} ${name}`).sort(), GROWS[mode] ?? []);
      });

      it("are left without a trace", async () => {
        await stack.destroy();
        assert.deepEqual(stack.session.account.everything(), []);
      });
    });
  }
});
