import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Module {
  readonly whereIs: (
    claim: Readonly<Record<"key" | "allocation" | "node" | "holder" | "group", string>>,
    view: {
      readonly instances: readonly {
        readonly id: string;
        readonly inService: boolean;
        readonly isReady?: boolean;
      }[];
      readonly addresses: readonly {
        readonly address: string;
        readonly holder: string | undefined;
        readonly isElsewhere?: boolean;
      }[];
    },
  ) => { readonly isClaimed: boolean; readonly mayLeave: boolean; readonly summary: string };
}

const FILE = join(__dirname, "../../../../components/front-door/claims/where.mjs");
const claim = {
  key: "entry-a1",
  allocation: "eipalloc-1",
  node: "ecs",
  holder: "ecs",
  group: "entry-instances-1",
};

describe("Where an address is that a node claims", () => {
  let whereIs: Module["whereIs"];
  before(async () => ({ whereIs } = (await import(pathToFileURL(FILE).href)) as Module));

  const ask = (holder: string | undefined, inService = true) =>
    whereIs(claim, {
      instances: [
        { id: "i-new", inService },
        { id: "i-other", inService: true },
      ],
      addresses: [{ address: "203.0.113.1", holder }],
    });

  it("is with the node when an instance in service has it", () => {
    const { isClaimed, summary } = ask("i-new");
    assert.ok(isClaimed);
    assert.equal(summary, "entry-a1 (203.0.113.1): i-new of ecs has it");
  });

  for (const isReady of [true, false]) {
    it(`may be left by a load balancer ${isReady ? "when" : "only when"} an instance is ready`, () => {
      const { isClaimed, mayLeave, summary } = whereIs(claim, {
        instances: [{ id: "i-new", inService: true, isReady }],
        addresses: [{ address: "203.0.113.1", holder: undefined, isElsewhere: true }],
      });
      assert.deepEqual([isClaimed, mayLeave], [false, isReady]);
      assert.match(summary, /it is with a load balancer; [01] of 1 instances .* are ready$/);
    });
  }

  for (const [who, holder, inService, said] of [
    ["another front door", "i-old", true, "it is with i-old; 2 of 2 instances"],
    ["no instance", undefined, true, "it is with no instance; 2 of 2 instances"],
    [
      "an instance that is launching",
      "i-new",
      false,
      "i-new, which is launching; 1 of 2 instances",
    ],
  ] as const) {
    it(`is not while ${who} has it`, () => {
      const { isClaimed, mayLeave, summary } = ask(holder, inService);
      assert.deepEqual([isClaimed, mayLeave], [false, false]);
      assert.ok(summary.includes(said), summary);
    });
  }
});
