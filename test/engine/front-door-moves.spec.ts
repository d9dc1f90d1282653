import assert from "node:assert/strict";
import { askEngine } from "../../local/run-engine";
import { TestStack } from "../support/test-stack";

const EIP = "aws:ec2/eip:Eip";
const INSTANCE = "aws:ec2/instance:Instance";
const NETWORK_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const ZONE = "aws:route53/zone:Zone";

const IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1";

/** The front doors that Elastic IPs can be shared between, each with one in each of two zones. */
const DOORS = {
  haproxy: { kind: "haproxy", nodesPerAz: 1 },
  nlbAlb: { kind: "nlbAlb", deletionProtection: false },
  // The key of a pair's address has its name: these have what others call entry-a1 and entry-b1.
  addressPair: { kind: "addressPair", failover: "eip", pairs: { a1: {}, b1: {} } },
  "ecs on instances": { kind: "ecs", launchType: "ec2", image: IMAGE },
  "ecs on Fargate": { kind: "ecs", launchType: "fargate", image: IMAGE },
} as const;
type Door = keyof typeof DOORS;

/** The smallest stack that can have any of them. Addresses are protected, as they are by default. */
const config = (entry: { readonly kind: string }) => ({
  network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
  entry,
  backend: {
    live: "blue",
    layout: "sharedVpc",
    // So short that a test can wait for it.
    ttlSeconds: 1,
    drainSeconds: 3,
    blue: { port: 80 },
  },
  // Several pairs have no name in common.
  ...(entry.kind !== "addressPair" && { dns: { zone: "example.com" } }),
});

/** A closed walk that goes from each name to each other one exactly once. */
function walkOverAllPairs<T extends string>(names: readonly T[]): T[] {
  const left = new Map(names.map((from) => [from, names.filter((to) => to !== from)]));
  const path = [names[0]!];
  const walk: T[] = [];
  while (path.length > 0) {
    const next = left.get(path.at(-1)!)!.shift();
    if (next === undefined) walk.unshift(path.pop()!);
    else path.push(next);
  }
  return walk;
}

describe("a move from one front door to another", () => {
  const walk = walkOverAllPairs(Object.keys(DOORS) as Door[]);
  const moves = walk.slice(1).map((to, index) => ({ from: walk[index]!, to }));
  let stack: TestStack;
  let kept: Record<string, string>;
  before(async () => {
    stack = await TestStack.open(config(DOORS[walk[0]!]));
    stack.session.account.create(ZONE, "us-east-1", { name: "example.com" });
    await up();
    await claim(walk[0]!);
    kept = addresses();
  });
  after(() => stack.close());

  /** `pulumi up`; answers what the engine printed. */
  function up(): Promise<string> {
    const { pulumi, env, project: cwd } = stack.session;
    return askEngine({ pulumi, cwd, env }, ["up", "--yes", "--skip-preview", "--stack", "test"]);
  }

  /** Allocation ids by key. */
  const addresses = (): Record<string, string> => byKey(({ id }) => id);
  /** What has the addresses now, by the inventory, without what tells nodes and pairs apart. */
  const holders = (): string[] => [
    ...new Set(
      Object.values(byKey((_, tags) => tags["holdfast:holder"]!.replace(/ .*|-[ab]1$/, ""))),
    ),
  ];

  function byKey(what: (eip: { id: string }, tags: Record<string, string>) => string) {
    const { account } = stack.session;
    return Object.fromEntries(
      account.all(EIP).map((eip) => {
        const tags = account.tagsOf(eip);
        return [tags["holdfast:key"]!, what(eip, tags)];
      }),
    );
  }

  /** What machines do that are up: take the addresses. With load balancers AWS has done it already. */
  async function claim(door: Door): Promise<void> {
    const { account, env } = stack.session;
    const named = (type: string, tag: string, name: RegExp) =>
      account
        .all(type)
        .filter((one) => name.test(account.tagsOf(one)[tag] ?? ""))
        .map(({ id }) => id);
    const machines: Partial<Record<Door, string[]>> = {
      haproxy: named(INSTANCE, "holdfast-node", /^[ab]1$/),
      addressPair: named(NETWORK_INTERFACE, "Name", /^entry-[ab]1-a$/),
      "ecs on instances": named(INSTANCE, "holdfast-node", /^ecs$/),
    };
    const claimants = machines[door] ?? [];
    assert.equal(claimants.length, door in machines ? 2 : 0, `machines of ${door}`);
    const idOf = door === "addressPair" ? "NetworkInterfaceId" : "InstanceId";
    for (const [index, claimant] of claimants.entries()) {
      const body = new URLSearchParams({
        ...{ Action: "AssociateAddress", Version: "2016-11-15" },
        ...{ AllocationId: account.all(EIP)[index]!.id, [idOf]: claimant },
      });
      const response = await fetch(env["AWS_ENDPOINT_URL"]!, { method: "POST", body });
      assert.ok(response.ok, await response.text());
    }
  }

  for (const [index, { from, to }] of moves.entries()) {
    it(`keeps every address, from ${from} to ${to}`, async () => {
      stack.configure(config(DOORS[to]));
      const said = await up();
      assert.match(said, /entry-a1 .* moves from .*: this update frees it, the next `pulumi up`/);
      assert.deepEqual(addresses(), kept);
      assert.deepEqual(holders(), ["none"]);
      await up();
      await claim(to);
      assert.deepEqual(addresses(), kept);
      assert.deepEqual(holders(), [HOLDERS[to]]);
    });

    if (moves.findIndex((move) => move.to === to) < index) continue;
    it(`is refused from ${to} to an accelerator, which would give every address up`, async () => {
      stack.configure(config({ kind: "accelerator" }));
      await assert.rejects(stack.preview(), /gives up entry-a1 [^]*gives up entry-b1 /);
      assert.deepEqual(addresses(), kept);
    });
  }

  it("leaves nothing behind, but for the addresses", async () => {
    stack.configure(config(DOORS[walk.at(-1)!]));
    await stack.destroy({ excludeProtected: true });
    assert.deepEqual(addresses(), kept);
    const left = stack.session.account.everything().map(({ type }) => type);
    assert.deepEqual(left.sort(), [EIP, EIP, ZONE]);
  });
});

/** What the inventory calls them. */
const HOLDERS: Readonly<Record<Door, string>> = {
  haproxy: "node",
  nlbAlb: "nlb",
  addressPair: "pair",
  "ecs on instances": "ecs",
  "ecs on Fargate": "ecs-nlb",
};
