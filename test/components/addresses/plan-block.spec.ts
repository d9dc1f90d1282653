import assert from "node:assert/strict";
import {
  type BlockFacts,
  type HeldBlock,
  planBlock,
} from "../../../components/addresses/plan-block";
import type { HeldAddress } from "../../../components/addresses/plan-addresses";
import type { OwnPoolSettings } from "../../../components/addresses/settings";

const REGION = "us-east-1";
const SETTINGS = { protect: true, allowRelease: [] as string[] };
const AGREED = { ...SETTINGS, allowRelease: ["entry-block"] };
const OWN = { id: "ipam-1", scopeId: "scope-1", isOwn: true };
const OTHERS = { id: "ipam-2", scopeId: "scope-2", isOwn: false };

const held = (overrides: Partial<HeldBlock> = {}): HeldBlock => ({
  poolId: "ipam-pool-1",
  scopeId: "scope-1",
  cidrs: ["203.0.113.8/29"],
  releaseAllowed: false,
  ...overrides,
});
const KEPT: BlockFacts = { ipams: [OWN], held: [held()] };
const NOTHING: BlockFacts = { ipams: [], held: [] };

const plan = (
  wanted: OwnPoolSettings | undefined,
  facts: BlockFacts,
  settings = SETTINGS,
  addresses: readonly Partial<HeldAddress>[] = [],
  ownCidr?: string,
) => planBlock(REGION, wanted, settings, facts, ownCidr, addresses as readonly HeldAddress[]);

const codes = ({ problems }: { readonly problems: readonly { code: string }[] }) =>
  problems.map(({ code }) => code);

describe("planBlock", () => {
  it("makes an IPAM, a pool and a block where there are none", () => {
    const { block, free, poolId, ...rest } = plan({ netmaskLength: 29 }, NOTHING);
    assert.deepEqual(block, { region: REGION, netmaskLength: 29, releaseAllowed: false });
    assert.deepEqual([free, poolId], [8, undefined]);
    assert.deepEqual(rest, { others: {}, lost: [], notices: [], problems: [] });
  });

  it("makes the pool in an IPAM that exists", () => {
    const { block, problems } = plan(
      { netmaskLength: 29, ipam: OTHERS.id },
      { ipams: [OTHERS], held: [] },
    );
    assert.deepEqual([block?.ipamScopeId, problems], ["scope-2", []]);
  });

  it("takes its own block in again, with the IPAM that it made", () => {
    const existing = { poolId: "ipam-pool-1", cidr: "203.0.113.8/29" };
    const { block, poolId } = plan({ netmaskLength: 29 }, KEPT);
    const ids = { ipamId: "ipam-1", existing };
    assert.deepEqual(block, { region: REGION, netmaskLength: 29, ...ids, releaseAllowed: false });
    assert.equal(poolId, "ipam-pool-1");
  });

  it("takes its own IPAM in again where an update ended before the pool", () => {
    const { block, problems } = plan({ netmaskLength: 29 }, { ipams: [OWN], held: [] });
    assert.deepEqual([block?.ipamId, block?.existing, problems], ["ipam-1", undefined, []]);
  });

  it("takes its own block in again from an IPAM of others", () => {
    const facts = { ipams: [OTHERS], held: [held({ scopeId: "scope-2" })] };
    const { block } = plan({ netmaskLength: 29, ipam: OTHERS.id }, facts);
    assert.deepEqual(block?.existing, { poolId: "ipam-pool-1", cidr: "203.0.113.8/29" });
    assert.equal(block.ipamScopeId, "scope-2");
  });

  it("lists a block that people provisioned beside its own, and counts its addresses", () => {
    const two = held({ cidrs: ["203.0.113.0/30", "203.0.113.8/29"] });
    const facts = { ipams: [OWN], held: [two] };
    const { block, others, free } = plan(
      { netmaskLength: 29 },
      facts,
      SETTINGS,
      [
        { key: "egress-a", pool: "ipam-pool-1" },
        { key: "egress-b", pool: "amazon" },
      ],
      "203.0.113.8/29",
    );
    assert.equal(block?.existing?.cidr, "203.0.113.8/29");
    assert.deepEqual(others, { "entry-block-2": "203.0.113.0/30" });
    assert.equal(free, 11);
  });

  it("says of a large block that AWS refuses it by default", () => {
    const { notices } = plan({ netmaskLength: 28 }, NOTHING);
    assert.match(notices[0]!, /AWS provides a \/28 only after AWS Support has raised/);
    const had = { ipams: [OWN], held: [held({ cidrs: ["203.0.113.0/28"] })] };
    assert.deepEqual(plan({ netmaskLength: 28 }, had).notices, []);
  });

  for (const [title, wanted, facts, code] of [
    [
      "a second IPAM of the region",
      { netmaskLength: 29 },
      { ipams: [OTHERS], held: [] },
      "ipam-exists",
    ],
    ["an IPAM that does not exist", { netmaskLength: 29, ipam: "ipam-x" }, NOTHING, "ipam-missing"],
    ["another size of the block that it has", { netmaskLength: 28 }, KEPT, "block-length"],
    [
      "two blocks of one key",
      { netmaskLength: 29 },
      { ipams: [OWN], held: [held(), held({ poolId: "ipam-pool-2" })] },
      "block-key-twice",
    ],
  ] as const) {
    it(`refuses ${title}`, () => assert.deepEqual(codes(plan(wanted, facts)), [code]));
  }

  it("loses a block that nothing asks for, unless it is agreed", () => {
    assert.deepEqual(plan(undefined, KEPT).lost, [
      { key: "entry-block", publicIp: "203.0.113.8/29" },
    ]);
    assert.deepEqual(plan(undefined, KEPT, AGREED).lost, []);
  });

  it("releases it in two updates: the first lifts its protection", () => {
    const first = plan(undefined, KEPT, AGREED);
    assert.equal(first.block?.releaseAllowed, true);
    assert.equal(first.block.existing?.poolId, "ipam-pool-1");
    assert.match(first.notices[0]!, /^entry-block \(203\.0\.113\.8\/29\) loses its protection/);
    const lifted = { ipams: [OWN], held: [held({ releaseAllowed: true })] };
    const second = plan(undefined, lifted, AGREED);
    assert.equal(second.block, undefined);
    assert.match(second.notices[0]!, /is released with this update/);
  });

  it("keeps it while an Elastic IP is of it", () => {
    const used = [{ key: "egress-a", pool: "ipam-pool-1" }];
    const refused = plan(undefined, KEPT, AGREED, used);
    assert.deepEqual(codes(refused), ["block-in-use"]);
    assert.match(refused.problems[0]!.problem, /egress-a uses an address of it/);
  });

  it("plans nothing where there is nothing", () => {
    assert.deepEqual(plan(undefined, NOTHING), {
      others: {},
      free: 0,
      lost: [],
      notices: [],
      problems: [],
    });
  });
});
