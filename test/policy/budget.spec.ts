import assert from "node:assert/strict";
import { awsCostStackRequireBudget as policy } from "../../policy/cost/aws-cost-stack-require-budget";
import { configured } from "../../policy/model/policy";
import { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { EIP, UNPRICED_FLEET, several } from "../cost/resources";

const usage = { egressGb: 0, crossAzGb: 0 };

function judge(resources: readonly Resource[], settings: Readonly<Record<string, unknown>>) {
  assert.ok(policy.kind === "stack");
  const config = configured(policy.settings, { region: "us-east-2", usage, ...settings });
  return policy.check(new StackGraph(resources), config).map(({ message }) => message);
}

/** Five addresses, which have a price everywhere, and 38 machines, which have none. */
const STACK = [...several(EIP, ["a", "b", "c", "d", "e"]), ...UNPRICED_FLEET];
const NAMES = ["gp3-gb-month", "r7g.8xlarge", "c7g.4xlarge"];

describe("the budget of a stack with machines that have no price", () => {
  it("is not kept by what the rest costs", () => {
    assert.deepEqual(judge(STACK, { monthlyUsd: 20 }), [
      'the stack should cost at most $20.00 a month, but cannot be judged: no price of 38 gp3-gb-month, 20 r7g.8xlarge, 18 c7g.4xlarge in us-east-2; the rest costs $18.25; fetch prices by npm run prices -- --region us-east-2, or allow it by allowUnpriced: ["gp3-gb-month", "r7g.8xlarge", "c7g.4xlarge"]',
    ]);
  });

  it("is kept when it allows all of them by the names of the message", () => {
    const [message] = judge(STACK, { monthlyUsd: 20 });
    const [, names] = /allowUnpriced: (\[.*\])$/.exec(message!)!;
    const allowUnpriced = JSON.parse(names!) as string[];
    assert.deepEqual(allowUnpriced, NAMES);
    assert.deepEqual(judge(STACK, { monthlyUsd: 20, allowUnpriced }), []);
  });

  it("is exceeded by what has a price, whatever it allows", () => {
    const [message, ...more] = judge(STACK, { monthlyUsd: 18, allowUnpriced: NAMES });
    assert.deepEqual(more, []);
    assert.match(
      message!,
      /^the stack should cost at most \$18\.00 a month, got at least \$18\.25; /,
    );
    assert.match(message!, /; without a price: 38 gp3-gb-month, 20 r7g\.8xlarge, /);
  });

  it("is not asked for: a stack without one is never refused", () => {
    assert.deepEqual(judge(STACK, {}), []);
  });
});
