import assert from "node:assert/strict";
import { MODES, SINGLE_BY_DEFAULT } from "../../support/egress-modes";
import { recordProgram } from "../../support/program";

/**
 * The inputs of everything that a program registers, by URN: what the engine compares with its state. Ids and
 * addresses, which AWS gives at random, are the names of those that have them.
 */
async function registered(egress: object, availabilityZones: number | string[]) {
  const { resources } = await recordProgram({
    network: { cidr: "10.20.0.0/16", availabilityZones, egress },
  });
  const names = new Map<unknown, string>();
  for (const { name, outputs } of resources) {
    names.set(outputs["id"], name).set(outputs["publicIp"], name);
  }
  const named = (inputs: object): unknown =>
    JSON.parse(
      JSON.stringify(inputs).replaceAll(
        /\b[a-z]+-[0-9a-f]{17}\b|\b203\.0\.113\.\d+\b/g,
        (given) => names.get(given) ?? given,
      ),
    );
  return Object.fromEntries(resources.map(({ urn, inputs }) => [urn, named(inputs)]));
}

describe("availability zones in another order", () => {
  const egresses = { ...MODES, "single by default": SINGLE_BY_DEFAULT };
  for (const [mode, egress] of Object.entries(egresses)) {
    it(`change nothing with egress ${mode}`, async () => {
      const counted = await registered(egress, 2);
      assert.ok(Object.keys(counted).length > 10);
      assert.deepEqual(await registered(egress, ["us-east-1b", "us-east-1a"]), counted);
    });
  }
});
