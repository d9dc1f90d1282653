import assert from "node:assert/strict";
import { changes, TestStack } from "../support/test-stack";

const config = (availabilityZones: number | string[], egress: object) => ({
  network: { cidr: "10.20.0.0/16", availabilityZones, egress },
});

const MODES = {
  perAz: { kind: "nat" },
  single: { kind: "nat", gateways: "single" },
  regional: { kind: "nat", gateways: "regional" },
  privatelink: { kind: "privatelink", interfaceEndpoints: ["ssm"], gatewayEndpoints: ["s3"] },
  none: { kind: "none" },
};

describe("availability zones", () => {
  for (const [mode, egress] of Object.entries(MODES)) {
    describe(`with egress ${mode}`, () => {
      let stack: TestStack;
      before(async () => {
        stack = await TestStack.open(config(2, egress));
        await stack.up();
      });
      after(() => stack.close());

      it("in another order change nothing", async () => {
        stack.configure(config(["us-east-1b", "us-east-1a"], egress));
        assert.deepEqual(changes(await stack.preview()), []);
      });

      it("from two to three only create", async () => {
        stack.configure(config(3, egress));
        const others = changes(await stack.preview()).filter(({ op }) => op !== "create");
        // One resource spans the zones in these modes, and grows in place.
        const grows: Record<string, string> = {
          regional: "network-nat",
          privatelink: "network-endpoint-ssm",
        };
        assert.deepEqual(
          others.map(({ op, name }) => `${op} ${name}`),
          mode in grows ? [`update ${grows[mode]}`] : [],
        );
      });
    });
  }
});
