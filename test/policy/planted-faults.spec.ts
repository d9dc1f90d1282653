import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { ALL_POLICIES } from "../../policy/policies";
import { BASELINE_CONFIG, baseline } from "./baseline";
import { ADDRESS_FAULTS } from "./faults/addresses";
import { COST_FAULTS } from "./faults/cost";
import type { Fault } from "./faults/fault";
import { MULTI_AZ_FAULTS } from "./faults/multi-az";
import { MULTI_AZ_NAME_FAULTS } from "./faults/multi-az-names";
import { SECURITY_FAULTS } from "./faults/security";
import { VALIDITY_FAULTS } from "./faults/validity";
import { judge, type View } from "./plan";

const FAULTS: readonly Fault[] = [
  ...MULTI_AZ_FAULTS,
  ...MULTI_AZ_NAME_FAULTS,
  ...COST_FAULTS,
  ...ADDRESS_FAULTS,
  ...SECURITY_FAULTS,
  ...VALIDITY_FAULTS,
];

const EXAMPLES = join(__dirname, "../../commands/policies/examples.json");

const VIEWS: readonly View[] = ["previewed", "deployed"];

describe("planted faults", () => {
  for (const view of VIEWS) {
    it(`the baseline of plain resources passes all policies when ${view}`, () => {
      assert.deepEqual(judge(baseline().resources(view), BASELINE_CONFIG), {});
    });

    describe(`when ${view}, exactly the policy meant finds that`, () => {
      for (const { title, policy, plant, messages, config, silentWhen } of FAULTS) {
        it(title, () => {
          const plan = baseline();
          plant(plan);
          const found = judge(plan.resources(view), { ...BASELINE_CONFIG, ...config });
          assert.deepEqual(found, silentWhen === view ? {} : { [policy]: messages });
        });
      }
    });
  }

  it("are told with a value that is not what is asked for", () => {
    const messages = FAULTS.flatMap((fault) => fault.messages);
    const asked = messages.flatMap((message) => {
      const [, least, got] =
        /at least (\d+) [a-z ]+, got (?:a minimum of )?(.+?)(?: for .*)?;/.exec(message) ?? [];
      return least === undefined ? [] : [{ message, least: Number(least), got: got! }];
    });
    assert.ok(asked.length >= 10, `${asked.length}`);
    for (const { message, least, got } of asked) {
      assert.ok((/^\d+$/.test(got) ? Number(got) : got.split(", ").length) < least, message);
    }
  });

  it("are the examples of `npm run policies` (else: UPDATE_GOLDEN=1)", async () => {
    const examples = ALL_POLICIES.map(({ name }) => {
      const fault = FAULTS.find(({ policy }) => policy === name)!;
      return [name, { mistake: fault.title, message: fault.messages[0] }];
    });
    const text = await format(JSON.stringify(Object.fromEntries(examples)), { parser: "json" });
    if (process.env["UPDATE_GOLDEN"]) writeFileSync(EXAMPLES, text);
    assert.equal(readFileSync(EXAMPLES, "utf8"), text);
  });

  it("are at least 60, and none is there twice", () => {
    assert.ok(FAULTS.length >= 60, `${FAULTS.length}`);
    assert.equal(new Set(FAULTS.map(({ title }) => title)).size, FAULTS.length);
  });

  it("include one for every policy", () => {
    const covered = new Set(FAULTS.map(({ policy }) => policy));
    assert.deepEqual(
      ALL_POLICIES.map(({ name }) => name).filter((name) => !covered.has(name)),
      [],
    );
  });
});
