import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface View {
  readonly state: string;
  readonly mappings: readonly { readonly subnet: string; readonly allocation?: string }[];
  readonly place: { readonly address: string; association?: string; instance?: string };
  readonly targets: readonly { name: string; isHealthy: boolean; summary: string }[];
  readonly resolved: readonly string[];
}
type NextStep = (
  claim: { readonly key: string; readonly allocation: string; readonly subnet: string },
  view: View,
) => { readonly step: string; readonly summary: string };

const FILE = join(__dirname, "../../../../../components/front-door/nlb/claims/next-step.mjs");
const CLAIM = { key: "entry-b1", allocation: "eipalloc-b", subnet: "subnet-b" };
const OWN = { subnet: "subnet-b", allocation: "eipalloc-b" };
const FIRST = { subnet: "subnet-a", allocation: "eipalloc-a" };
type Mapping = View["mappings"][number];

const view = (more: Partial<View>): View => ({
  state: "active",
  mappings: [FIRST, OWN],
  place: { address: "203.0.113.7", association: "eipassoc-1" },
  targets: [{ name: "blue-80", isHealthy: true, summary: "2 of 2 targets are healthy" }],
  resolved: ["203.0.113.6", "203.0.113.7"],
  ...more,
});

describe("the next step of an NLB that claims an address", () => {
  let nextStep: NextStep;
  before(async () => {
    ({ nextStep } = (await import(pathToFileURL(FILE).href)) as { nextStep: NextStep });
  });

  const free = { address: "203.0.113.7" };
  const cases: readonly [what: string, more: Partial<View>, step: string, summary: RegExp][] = [
    [
      "an instance has it",
      { mappings: [FIRST], place: { ...free, association: "eipassoc-1", instance: "i-1" } },
      "take",
      /^entry-b1 \(203\.0\.113\.7\): i-1 has it$/,
    ],
    ["the NLB changes", { state: "provisioning", place: free }, "wait", /the NLB is provisioning$/],
    ["it is free", { mappings: [FIRST], place: free }, "add", /gets the zone of subnet-b$/],
    ["a NAT gateway has it", { mappings: [FIRST] }, "wait", /neither an instance nor the NLB/],
    [
      "the zone has another address",
      { mappings: [FIRST, { subnet: "subnet-b" }] },
      "wait",
      /another address in subnet-b$/,
    ],
    ["AWS has not associated it yet", { place: free }, "wait", /AWS associates it/],
    [
      "targets are not healthy",
      { targets: [{ name: "blue-80", isHealthy: false, summary: "no targets" }] },
      "wait",
      /the NLB has it; blue-80: no targets$/,
    ],
    [
      "its zone does not serve yet",
      { resolved: ["203.0.113.6"] },
      "wait",
      /the NLB has it; its name does not resolve to it yet$/,
    ],
    ["no name server has an answer", { resolved: [] }, "done", /its targets are healthy$/],
    ["the NLB serves with it", {}, "done", /its targets are healthy$/],
  ];
  for (const [what, more, step, summary] of cases) {
    it(`is ${step} when ${what}`, () => {
      const next = nextStep(CLAIM, view(more));
      assert.equal(next.step, step);
      assert.match(next.summary, summary);
    });
  }
});

describe("the zones of an NLB", () => {
  const SUBNETS = ["subnet-a", "subnet-b", "subnet-c"];
  let zones: {
    readonly withZone: (mappings: readonly Mapping[], added: Mapping) => Mapping[];
    readonly withoutAddress: (
      mappings: readonly Mapping[],
      left: string,
      subnets: readonly string[],
    ) => Mapping[];
  };
  before(async () => (zones = (await import(pathToFileURL(FILE).href)) as typeof zones));

  it("are those that it has and the new one, without one that it only had to have", () => {
    assert.deepEqual(zones.withZone([FIRST], OWN), [FIRST, OWN]);
    assert.deepEqual(zones.withZone([{ subnet: "subnet-c" }], OWN), [OWN]);
  });

  it("are the others when it leaves one", () => {
    assert.deepEqual(zones.withoutAddress([FIRST, OWN], "eipalloc-b", SUBNETS), [FIRST]);
  });

  it("are another one with an address of Amazon's when it leaves the last one", () => {
    const after = (left: Mapping) => zones.withoutAddress([left], left.allocation!, SUBNETS);
    assert.deepEqual(after(FIRST), [{ subnet: "subnet-c" }]);
    assert.deepEqual(after({ subnet: "subnet-c", allocation: "eipalloc-c" }), [
      { subnet: "subnet-b" },
    ]);
  });

  it("cannot be left where there is only one", () => {
    assert.throws(
      () => zones.withoutAddress([FIRST], "eipalloc-a", ["subnet-a"]),
      /the NLB has no other zone, and cannot be without one/,
    );
  });
});
