import assert from "node:assert/strict";
import { Account } from "../../../simulator/account";
import { EIP, LOAD_BALANCER } from "../../../simulator/model/tokens";
import { seedAccount } from "../../../simulator/seed";
import {
  ACCELERATOR,
  ALL_DOORS,
  ANNOUNCED,
  BALANCED,
  CLAIMED,
  CLAIMING,
  DOORS,
  type Door,
  HOLDERS,
  REFUSED,
  SHARING,
  YIELDED,
  isClaimed,
  isKept,
  kindOf,
  movingConfig,
} from "../../support/front-door-moves";
import { type ProgramConfig, type Recording, recordProgram } from "../../support/program";
import { allPairs } from "../../support/walk";
import { CERTIFICATE } from "../backend/backends";

const REGION = "us-east-1";
const KEYS = ["entry-a1", "entry-b1"];

/** The addresses of a stack: their tags by allocation id, as one update leaves them to the next one. */
type Held = Readonly<Record<string, Record<string, string>>>;

/** Two addresses that the stack has, and nothing that uses them. */
const FREE: Held = Object.fromEntries(
  KEYS.map((key, index) => [
    `eipalloc-0000000000000000${index}`,
    {
      "holdfast:stack": "holdfast/dev",
      "holdfast:key": key,
      "holdfast:role": "ingress",
      "holdfast:holder": "none",
    },
  ]),
);

type Entry = { readonly kind: string };

function program(entry: Entry, held: Held, overrides: ProgramConfig = {}): Promise<Recording> {
  const account = Account.inMemory();
  seedAccount(account);
  for (const [id, tags] of Object.entries(held)) {
    account.create(EIP, REGION, { domain: "vpc", tags }, { id });
  }
  return recordProgram({ ...movingConfig(entry), ...overrides }, account);
}

/** What a program makes of the addresses. */
const heldAfter = ({ resources }: Recording): Held =>
  Object.fromEntries(
    resources
      .filter(({ type }) => type === EIP)
      .map(({ importId = "", inputs }) => [importId, inputs["tags"] as Record<string, string>]),
  );

const holders = (held: Held): string[] => [
  ...new Set(Object.values(held).map((tags) => kindOf(tags["holdfast:holder"]!))),
];

/** Resources that an address is given to, by the program. */
const users = ({ resources }: Recording): string[] =>
  resources
    .filter(({ type }) => type !== EIP)
    .filter(({ inputs }) => Object.keys(FREE).some((id) => JSON.stringify(inputs).includes(id)))
    .map(({ name }) => name);

/** Names of commands, each of which runs in every update that has it: a later one may have undone it, and been killed. */
function commandsOf({ resources }: Recording, begin: RegExp): string[] {
  const found = resources.filter(({ name }) => begin.test(name));
  for (const { name, inputs } of found) {
    const [since] = inputs["triggers"] as [string];
    assert.ok(Date.now() - Date.parse(since) < 60_000, `${name} of ${since}`);
  }
  return found.map(({ name }) => name);
}

/** The commands that wait for claims. */
const claims = (recording: Recording): string[] => commandsOf(recording, /^entry-claim-/);

/** What moves addresses to an NLB. */
const commands = (recording: Recording): string[] => commandsOf(recording, /^entry-(free|zone)-/);

/** The zones of the subnets that the NLB is declared in. */
const zonesOf = ({ resources }: Recording): string[] => {
  const nlb = resources.find(({ name, type }) => name === "entry-nlb" && type === LOAD_BALANCER);
  const mappings = nlb?.inputs["subnetMappings"] as { subnetId: string }[];
  return mappings.map(({ subnetId }) => {
    const subnet = resources.find(({ outputs }) => outputs["id"] === subnetId);
    return subnet?.inputs["availabilityZone"] as string;
  });
};

/** ALBs of the colours, in VPCs of their own. */
const OWN_VPCS = {
  ...movingConfig(DOORS.haproxy).backend,
  layout: "vpcPerColor",
  loadBalancer: "alb",
  blue: { cidr: "10.30.0.0/16", port: 80 },
};

describe("a move from one front door to another, by the programs", () => {
  const claimed = {} as Record<Door, Held>;

  for (const door of ALL_DOORS) {
    it(`claims free addresses for ${door}`, async () => {
      const recording = await program(DOORS[door], FREE);
      claimed[door] = heldAfter(recording);
      assert.deepEqual(Object.keys(claimed[door]), Object.keys(FREE));
      assert.deepEqual(holders(claimed[door]), [HOLDERS[door]]);
      assert.deepEqual(recording.warnings, []);
      assert.notDeepEqual(users(recording), []);
    });

    it(`is refused from ${door} to an accelerator, which would give every address up`, async () => {
      await assert.rejects(program(ACCELERATOR, claimed[door]), REFUSED);
    });

    it(`is said to lose every address of ${door} where nothing protects them`, async () => {
      const addresses = { protect: false };
      const { warnings } = await program(ACCELERATOR, claimed[door], { addresses });
      assert.equal(warnings.length, 1);
      assert.match(warnings[0]!, REFUSED);
    });
  }

  for (const [from, to] of allPairs(CLAIMING)) {
    it(`claims every address in one update, from ${from} to ${to}`, async () => {
      const recording = await program(DOORS[to], claimed[from]);
      const held = heldAfter(recording);
      assert.deepEqual(held, claimed[from]);
      assert.equal(recording.warnings.length, 1);
      assert.match(recording.warnings[0]!, CLAIMED);
      assert.deepEqual(claims(recording), ["entry-claim-a", "entry-claim-b"]);
      assert.notDeepEqual(users(recording), []);

      const after = await program(DOORS[to], claimed[to]);
      assert.deepEqual([claims(after), after.warnings], [[], []]);
    });
  }

  describe("to or from a single pair, which has a public name", () => {
    const pair = (name: string) => ({
      kind: "addressPair",
      failover: "eip",
      pairs: { [name]: {} },
    });
    const { dns } = movingConfig(DOORS.haproxy) as ProgramConfig;
    const ofPair = (key: string): Held => {
      const tags = { "holdfast:key": key, "holdfast:holder": key.replace("entry", "pair") };
      return Object.fromEntries(
        Object.entries(FREE)
          .slice(0, 1)
          .map(([id, before]) => [id, { ...before, ...tags }]),
      );
    };

    it("moves the address of its key from a node, and keeps the other one", async () => {
      const recording = await program(pair("a1"), claimed.haproxy, { dns });
      assert.deepEqual(heldAfter(recording), claimed.haproxy);
      assert.deepEqual(claims(recording), ["entry-claim-a"]);
      const [steps, kept] = recording.warnings;
      assert.match(steps!, /one zone after another: \(1\) entry-a1 .* from node-a1 to pair-a1\. /);
      assert.match(kept!, /^entry-b1 .* is kept but unused/);
    });

    it("moves its address to a node, and creates the other one", async () => {
      const recording = await program(DOORS.haproxy, ofPair("entry-a1"));
      assert.deepEqual(claims(recording), ["entry-claim-a"]);
      assert.equal(recording.warnings.length, 1);
      const holders = recording.resources
        .filter(({ type }) => type === EIP)
        .map(({ inputs }) => (inputs["tags"] as Record<string, string>)["holdfast:holder"]);
      assert.deepEqual(holders.sort(), ["node-b1", "pair-a1"]);
    });

    it("is refused where no front door has an address with its key", async () => {
      await assert.rejects(program(DOORS.haproxy, ofPair("entry-main")), /LOST: entry-main\./);
    });

    it("is refused for the address of a pair beside one that moves", async () => {
      const [a] = Object.keys(FREE) as [string, string];
      const held = { ...claimed.addressPair, [a]: ofPair("entry-main")[a]! };
      await assert.rejects(program(DOORS.haproxy, held), /LOST: entry-main\./);
    });
  });

  for (const balanced of BALANCED) {
    const door = DOORS[balanced];
    const holder = `${HOLDERS[balanced]} 10.20.0.0/16`;
    describe(`to or from the NLB of ${balanced}`, () => {
      for (const from of SHARING) {
        it(`frees the first address and adds the zones one after another, from ${from}`, async () => {
          const recording = await program(door, claimed[from]);
          assert.deepEqual(heldAfter(recording), claimed[from]);
          assert.equal(recording.warnings.length, 1);
          assert.match(recording.warnings[0]!, CLAIMED);
          assert.deepEqual(commands(recording), ["entry-free-a", "entry-zone-a", "entry-zone-b"]);
          assert.deepEqual(zonesOf(recording), ["us-east-1a"]);
        });

        it(`goes on after the first zone, from ${from}`, async () => {
          const [a, b] = Object.keys(FREE) as [string, string];
          const moved = { ...claimed[from][a], "holdfast:holder": holder };
          const held = { ...claimed[from], [a]: moved };
          const recording = await program(door, held);
          assert.deepEqual(heldAfter(recording), { ...held, [b]: claimed[from][b] });
          assert.deepEqual(commands(recording), ["entry-zone-b"]);
          assert.deepEqual(zonesOf(recording), ["us-east-1a"]);
        });
      }

      for (const to of SHARING) {
        it(`leaves the zones one after another, the last one first, to ${to}`, async () => {
          const recording = await program(DOORS[to], claimed[balanced]);
          assert.deepEqual(heldAfter(recording), claimed[balanced]);
          assert.equal(recording.warnings.length, 1);
          assert.match(recording.warnings[0]!, YIELDED);
          assert.deepEqual(claims(recording), ["entry-claim-b", "entry-claim-a"]);
          const names = recording.resources.map(({ name }) => name);
          const order = ["entry-claim-b", "health-entry-a1", "dns-addresses", "dns-entry-a1"];
          const places = [...order, "entry-claim-a"].map((name) => names.indexOf(name));
          assert.deepEqual(
            [...places].sort((one, other) => one - other),
            places,
          );
        });

        it(`begins with the public name where nodes have an address, to ${to}`, async () => {
          const [a, b] = Object.keys(FREE) as [string, string];
          const held = { ...claimed[balanced], [b]: claimed[to][b]! };
          const recording = await program(DOORS[to], held);
          assert.deepEqual(heldAfter(recording), { ...held, [a]: claimed[balanced][a] });
          assert.deepEqual(claims(recording), ["entry-claim-others", "entry-claim-a"]);
        });
      }

      it("has all zones when nothing is left to move", async () => {
        const recording = await program(door, claimed[balanced]);
        assert.deepEqual([commands(recording), recording.warnings], [[], []]);
        assert.deepEqual(zonesOf(recording), ["us-east-1a", "us-east-1b"]);
      });
    });
  }

  describe("to or from an NLB in front of ALBs of the colours", () => {
    const ips = { backend: OWN_VPCS };
    const door: Entry = DOORS["nlbAlb to addresses"];
    let ofNlb: Held;
    before(async () => (ofNlb = heldAfter(await program(door, FREE, ips))));

    it("frees every address first where the nodes reach a port that the ALBs redirect", async () => {
      const secured = { ...door, certificateArn: CERTIFICATE };
      const recording = await program(secured, claimed.haproxy, ips);
      assert.equal(recording.warnings.length, KEYS.length);
      assert.match(recording.warnings[0]!, ANNOUNCED);
      assert.deepEqual(commands(recording), []);
    });

    describe("by HTTPS", () => {
      const secured = { certificateArn: CERTIFICATE };
      const https = {
        backend: { ...OWN_VPCS, blue: { cidr: "10.30.0.0/16", port: 443 } },
      };
      const nodes: Entry = { ...DOORS.haproxy, ...secured };
      const nlb: Entry = { ...door, ...secured };

      it("moves from nodes to the NLB and back, while the ALB's listener on 443 stays", async () => {
        const https443 = { protocol: "HTTPS", port: 443, certificateArn: CERTIFICATE };
        const listener = ({ resources }: Recording) => {
          const found = resources.find(({ name }) => name === "backend-blue-listener-443");
          const keys = Object.keys(https443);
          return Object.fromEntries(keys.map((key) => [key, found?.inputs[key]]));
        };
        const to = await program(nlb, claimed.haproxy, https);
        assert.match(to.warnings[0]!, CLAIMED);
        assert.deepEqual(commands(to), ["entry-free-a", "entry-zone-a", "entry-zone-b"]);
        const held = heldAfter(await program(nlb, FREE, https));
        const back = await program(nodes, held, https);
        assert.match(back.warnings[0]!, /\(1\) entry-b1 .*; \(2\) entry-a1 /);
        assert.deepEqual(claims(back), ["entry-claim-b", "entry-claim-a"]);
        assert.deepEqual([listener(to), listener(back)], [https443, https443]);
      });
    });

    it("frees every address first for another VPC", async () => {
      const network = { cidr: "10.40.0.0/16", egress: { kind: "none" } };
      const recording = await program(DOORS.haproxy, ofNlb, { ...ips, network });
      assert.match(recording.warnings[0]!, ANNOUNCED);
      assert.deepEqual(claims(recording), []);
    });
  });

  for (const [from, to] of allPairs(ALL_DOORS).filter(([one, other]) => isKept(one, other))) {
    it(`leaves every address with its NLB, from ${from} to ${to}`, async () => {
      const recording = await program(DOORS[to], claimed[from]);
      assert.deepEqual(heldAfter(recording), claimed[from]);
      assert.deepEqual([commands(recording), recording.warnings], [[], []]);
      assert.deepEqual(zonesOf(recording), ["us-east-1a", "us-east-1b"]);
    });
  }

  const freeing = allPairs(ALL_DOORS).filter(
    ([from, to]) => !isClaimed(from, to) && !isKept(from, to),
  );
  for (const [from, to] of freeing) {
    it(`frees every address first, from ${from} to ${to}`, async () => {
      const recording = await program(DOORS[to], claimed[from]);
      const held = heldAfter(recording);
      assert.deepEqual(Object.keys(held), Object.keys(FREE));
      assert.deepEqual(holders(held), ["none"]);
      assert.equal(recording.warnings.length, KEYS.length);
      assert.match(recording.warnings[0]!, ANNOUNCED);
      assert.deepEqual(users(recording), []);
    });
  }
});
