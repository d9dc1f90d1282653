import assert from "node:assert/strict";
import { DNS_RECORD, EIP, HOSTED_ZONE, LOAD_BALANCER } from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import { type ProgramConfig, pooledDoor } from "../support/program";
import { TestStack, changes } from "../support/test-stack";
import { addressesFor, watchName } from "../support/watch-name";
import { SMALL, named, sharedColors } from "./nlb-view";

const ZONE = "holdfast-demo.net";
const NAME = `static.${ZONE}`;

/** `dns` with a share of the name, or with all of it; without `dns`, the stack has no name. */
type Share = number | "all" | "none";
const dnsOf = (share: Share): ProgramConfig =>
  share === "none"
    ? {}
    : { dns: { zone: ZONE, ...(share !== "all" && { migration: { percent: share } }) } };

const haproxy = (share: Share): ProgramConfig => ({
  ...SMALL,
  ...sharedColors({ live: "blue", blue: { port: 80 } }),
  addresses: { protect: false },
  entry: { kind: "haproxy", nodesPerAz: 1 },
  ...dnsOf(share),
});

const alb = (share: Share): ProgramConfig =>
  pooledDoor({
    ...SMALL,
    addresses: { protect: false, pool: { netmaskLength: 29 } },
    dns: undefined,
    ...dnsOf(share),
  });

describe("a move by name between a stack with HAProxy and one with an ALB", () => {
  let nodes: TestStack;
  let balancer: TestStack;
  let watched: ReturnType<typeof watchName>;

  /** The records of the name, by identifier: weight, or that they are multivalue. */
  const records = () =>
    Object.fromEntries(
      nodes.session.account
        .all(DNS_RECORD)
        .filter(({ inputs }) => inputs["name"] === NAME)
        .map(({ inputs }) => {
          const [policy] = (inputs["weightedRoutingPolicies"] ?? []) as { weight: number }[];
          return [text(inputs["setIdentifier"]), policy?.weight ?? "multivalue"] as const;
        })
        .sort(),
    );

  const ALONE = {
    "holdfast/test/entry-a1": "multivalue",
    "holdfast/test/entry-b1": "multivalue",
  };
  const shared = (a1: number, b1: number, ofAlb: number) => ({
    "holdfast/alb": ofAlb,
    "holdfast/test/entry-a1": a1,
    "holdfast/test/entry-b1": b1,
  });

  const elastic = () =>
    nodes.session.account
      .all(EIP)
      .filter((eip) => /^entry-/.test(nodes.session.account.tagsOf(eip)["holdfast:key"] ?? ""))
      .map(({ outputs }) => text(outputs["publicIp"]));
  const ofBalancer = () => {
    const { dnsName } = named(balancer, LOAD_BALANCER, "entry-alb").outputs;
    return addressesFor(nodes.session.account, text(dnsName));
  };
  /** The addresses that the name is answered with now, of many answers. */
  const answered = () =>
    new Set(Array.from({ length: 200 }, () => addressesFor(nodes.session.account, NAME)).flat());

  const bring = async (stack: TestStack, config: ProgramConfig): Promise<void> => {
    stack.configure(config);
    await stack.up();
  };

  before(async () => {
    nodes = await TestStack.open(haproxy("all"));
    nodes.session.account.create(HOSTED_ZONE, "us-east-1", { name: ZONE });
    await nodes.up();
    balancer = await nodes.beside("alb", alb(0));
    watched = watchName(nodes.session.account, NAME);
  });
  after(() => nodes.close());
  afterEach(() => assert.deepEqual(watched.unanswered, []));

  it("is refused while the records of the old stack are multivalue, and changes no record", async () => {
    await assert.rejects(balancer.up(), /cannot be created as a non-weighted RRSet exists/);
    assert.deepEqual(records(), ALONE);
  });

  it("begins with all lookups at the addresses, and none at the ALB", async () => {
    await bring(nodes, haproxy(100));
    await balancer.up();
    assert.deepEqual(records(), shared(50, 50, 0));
    assert.deepEqual([...answered()].sort(), elastic().sort());
  });

  it("goes in steps to the ALB, and back", async () => {
    for (const [ofAlb, a1, b1] of [
      [25, 38, 37],
      [10, 45, 45],
    ] as const) {
      await bring(balancer, alb(ofAlb));
      await bring(nodes, haproxy(100 - ofAlb));
      assert.deepEqual(records(), shared(a1, b1, ofAlb));
    }
    const both = answered();
    for (const address of [...elastic(), ...ofBalancer()]) assert.ok(both.has(address), address);
  });

  it("ends at the ALB, and the old stack goes without its name", async () => {
    await bring(balancer, alb(100));
    await bring(nodes, haproxy(0));
    assert.deepEqual([...answered()].sort(), ofBalancer().sort());
    await bring(nodes, haproxy("none"));
    await bring(balancer, alb("all"));
    assert.deepEqual(records(), { "holdfast/alb": 100 });
    assert.deepEqual(changes(await balancer.preview()), []);
  });

  it("goes the other way, to the addresses", async () => {
    await bring(nodes, haproxy(0));
    assert.deepEqual(records(), shared(0, 0, 100));
    await bring(nodes, haproxy(100));
    await bring(balancer, alb(0));
    assert.deepEqual([...answered()].sort(), elastic().sort());
  });

  it("is not ended before the old stack has given its record up, which no multivalue record can be beside", async () => {
    nodes.configure(haproxy("all"));
    await assert.rejects(
      nodes.up(),
      /a record \(holdfast\/alb\) of static\.holdfast-demo\.net\. is not this stack's, and cannot become multivalue/,
    );
    assert.deepEqual(records(), shared(50, 50, 0));
    await bring(balancer, alb("none"));
    await bring(nodes, haproxy("all"));
    assert.deepEqual(records(), ALONE);
    assert.deepEqual(changes(await nodes.preview()), []);
  });
});
