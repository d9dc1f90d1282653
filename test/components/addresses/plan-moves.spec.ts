import assert from "node:assert/strict";
import {
  claimsText,
  handoverText,
  planMoves,
  sameHolder,
} from "../../../components/addresses/plan-moves";

const ZONES = ["a", "b", "c"];
/** What yields its addresses, as the kinds of front doors say. */
const yields = (holder: string) => {
  if (/^(ecs-)?nlb /.test(holder)) return "loadBalancer";
  if (holder.startsWith("pair-")) return "pair";
  return holder === "ecs" || holder.startsWith("node-") ? "nodes" : undefined;
};

/** The holders that front doors with one address in each zone note, by the letter of the zone. */
const HOLDERS: Readonly<Record<string, (letter: string) => string>> = {
  haproxy: (letter) => `node-${letter}1`,
  "ecs on instances": () => "ecs",
  nlbAlb: () => "nlb 10.20.0.0/16",
  "ecs on Fargate": () => "ecs-nlb 10.20.0.0/16",
  addressPair: (letter) => `pair-${letter}1`,
};
const OF_NODES = ["haproxy", "ecs on instances"];
const PAIRS = "addressPair";
/** Whose NLB claims addresses from nodes, and yields them to nodes. */
const SHARING = ["nlbAlb", "ecs on Fargate"];
/** Whether addresses move in one update: from nodes or to nodes, and between pairs. */
const isClaimed = (from: string, to: string) =>
  [...OF_NODES, PAIRS].includes(from)
    ? [...OF_NODES, PAIRS].includes(to) || (OF_NODES.includes(from) && SHARING.includes(to))
    : SHARING.includes(from) && OF_NODES.includes(to);

const held = (letter: string, holder: string) => ({
  key: `entry-${letter}1`,
  role: "ingress",
  publicIp: "203.0.113.7",
  associatedWith: "eni-1",
  holder,
});
const wanted = (door: string, letter: string) => ({
  key: `entry-${letter}1`,
  holder: HOLDERS[door]!(letter),
  ...(OF_NODES.includes(door) && { claimant: letter }),
  ...(door === PAIRS && { claimant: HOLDERS[door]!(letter), claimedBy: "pair" as const }),
  ...(SHARING.includes(door) && {
    claimant: HOLDERS[door]!(letter),
    claimedBy: "loadBalancer" as const,
  }),
});
const keysOf = (moves: readonly { readonly key: string }[]) => moves.map(({ key }) => key);

describe("planMoves", () => {
  for (const zones of [ZONES.slice(0, 2), ZONES]) {
    for (const from of Object.keys(HOLDERS)) {
      for (const to of Object.keys(HOLDERS)) {
        const areClaimed = isClaimed(from, to);
        const isSame = sameHolder(HOLDERS[from]!("a"), HOLDERS[to]!("a"));
        const how = isSame ? "moves nothing" : areClaimed ? "claims all" : "frees all first";
        it(`${how}, from ${from} to ${to} in ${zones.length} zones`, () => {
          const { claims, handover } = planMoves(
            zones.map((letter) => wanted(to, letter)),
            { yields },
            zones.map((letter) => held(letter, HOLDERS[from]!(letter))),
          );
          const all = isSame ? [] : zones.map((letter) => `entry-${letter}1`);
          assert.deepEqual(keysOf(claims), areClaimed ? all : []);
          assert.ok(
            claims.every((one) => (one.yieldedBy === "loadBalancer") === SHARING.includes(from)),
          );
          assert.deepEqual(keysOf(handover), areClaimed ? [] : all);
          const viaNodes = isClaimed(from, "haproxy") && isClaimed("haproxy", to);
          assert.ok(handover.every((one) => one.viaNodes === viaNodes));
          const says = /Without an outage: `pulumi up` with entry\.kind: haproxy, and then/;
          assert.ok(handover.every((one) => says.test(handoverText(one)) === viaNodes));
        });
      }
    }
  }

  const toEcs = ZONES.map((letter) => wanted("ecs on instances", letter));

  it("continues with the zones that have not moved", () => {
    const present = [held("a", "ecs"), held("b", "node-b1"), held("c", "node-c1")];
    const { claims, handover } = planMoves(toEcs, { yields }, present);
    assert.deepEqual(keysOf(claims), ["entry-b1", "entry-c1"]);
    assert.deepEqual(handover, []);
  });

  it("goes back with the zones that have moved", () => {
    const present = [held("a", "ecs"), held("b", "node-b1"), held("c", "node-c1")];
    const back = ZONES.map((letter) => wanted("haproxy", letter));
    assert.deepEqual(keysOf(planMoves(back, { yields }, present).claims), ["entry-a1"]);
  });

  it("moves the address of a pair, and creates the others", () => {
    const toNodes = ZONES.map((letter) => wanted("haproxy", letter));
    const { claims, handover } = planMoves(toNodes, { yields }, [held("b", "pair-b1")]);
    assert.deepEqual([keysOf(claims), handover], [["entry-b1"], []]);
  });

  it("settles an address that a killed update has let a node claim from the pair that keeps it", () => {
    const present = [{ ...held("a", "pair-a1"), claimant: "a1" }, held("b", "pair-b1")];
    const pairs = ["a", "b"].map((letter) => wanted(PAIRS, letter));
    assert.deepEqual(keysOf(planMoves(pairs, { yields }, present).claims), ["entry-a1"]);
  });

  it("settles an address that a killed update has let another node claim", () => {
    const present = [{ ...held("a", "node-a1"), claimant: "ecs" }, held("b", "node-b1")];
    const back = ["a", "b"].map((letter) => wanted("haproxy", letter));
    assert.deepEqual(keysOf(planMoves(back, { yields }, present).claims), ["entry-a1"]);
  });

  it("frees all addresses of a front door when one of them must be freed", () => {
    const present = [held("a", "node-a1"), held("b", "other-b")];
    const { claims, handover } = planMoves(toEcs.slice(0, 2), { yields }, present);
    assert.deepEqual(claims, []);
    assert.deepEqual(keysOf(handover), ["entry-a1", "entry-b1"]);
    assert.ok(handover.every(({ viaNodes }) => !viaNodes));
  });

  it("goes back from an NLB with the zones that have moved to it, or may have", () => {
    const present = [
      held("a", "nlb 10.20.0.0/16"),
      { ...held("b", "node-b1"), claimant: "nlb 10.20.0.0/16" },
      held("c", "node-c1"),
    ];
    const back = ZONES.map((letter) => wanted("haproxy", letter));
    const { claims, handover } = planMoves(back, { yields }, present);
    assert.deepEqual(
      claims.map(({ key, yieldedBy }) => [key, yieldedBy]),
      [
        ["entry-a1", "loadBalancer"],
        ["entry-b1", "nodes"],
      ],
    );
    assert.deepEqual(handover, []);
  });

  it("settles an address that a killed update has let a node claim from the NLB that keeps it", () => {
    const present = [{ ...held("a", "nlb 10.20.0.0/16"), claimant: "a1" }];
    const { claims, handover } = planMoves([wanted(SHARING[0]!, "a")], { yields }, present);
    assert.deepEqual([keysOf(claims), handover], [["entry-a1"], []]);
  });

  it("settles the addresses of an NLB while nodes, to which the public name may resolve, still have others", () => {
    const second = { ...held("a", "node-a2"), key: "entry-a2" };
    const own = held("a", "nlb 10.20.0.0/16");
    const { claims, handover } = planMoves([wanted(SHARING[0]!, "a")], { yields }, [own, second]);
    assert.deepEqual([keysOf(claims), handover], [["entry-a1"], []]);
    const left = { ...second, associatedWith: undefined };
    assert.deepEqual(planMoves([wanted(SHARING[0]!, "a")], { yields }, [own, left]).claims, []);
  });

  it("frees an address of egress, whatever the front door does", () => {
    const nat = { ...held("a", "nat-a"), key: "egress-a", role: "egress" };
    const { claims, handover } = planMoves(
      [...toEcs.slice(0, 1), { key: "egress-a", holder: "nat" }],
      { yields },
      [held("a", "node-a1"), nat],
    );
    assert.deepEqual([keysOf(claims), keysOf(handover)], [["entry-a1"], ["egress-a"]]);
  });
});

describe("claimsText", () => {
  it("has a step for each zone", () => {
    const move = (key: string, from: string) => ({ key, publicIp: "203.0.113.7", from, to: "ecs" });
    const text = claimsText([
      move("entry-b1", "node-b1"),
      move("entry-a1", "node-a1"),
      move("entry-a2", "node-a2"),
    ]);
    assert.match(
      text,
      /\(1\) entry-a1 \(203\.0\.113\.7\) from node-a1 to ecs, entry-a2 \(203\.0\.113\.7\) from node-a2 to ecs; \(2\) entry-b1 \(203\.0\.113\.7\) from node-b1 to ecs\..* each while EC2 re-associates it\. How long that takes in AWS was not measured\. The old front door is deleted after the last step$/,
    );
  });
});

describe("claimsText of a move from a load balancer", () => {
  const claim = (letter: string, yieldedBy: "nodes" | "loadBalancer") => ({
    key: `entry-${letter}1`,
    publicIp: "203.0.113.7",
    from: "nlb 10.20.0.0/16",
    to: `node-${letter}1`,
    yieldedBy,
  });

  for (const yieldedBy of ["nodes", "loadBalancer"] as const) {
    it(`has the zones in the opposite order, the first address being that of ${yieldedBy}`, () => {
      const text = claimsText([claim("a", yieldedBy), claim("b", "loadBalancer")]);
      assert.match(
        text,
        /\(1\) entry-b1 \([\d.]+\) from nlb 10\.20\.0\.0\/16 to node-b1; \(2\) entry-a1 .* while AWS removes its zone .* up to 3 minutes, and then up to half a minute .* after the last step, and after backend\.drainSeconds, 120 s, where an NLB forwards to the backend itself$/,
      );
    });
  }
});

describe("claimsText of pairs", () => {
  it("says who takes the addresses", () => {
    const claim = { key: "entry-a1", publicIp: "203.0.113.7", from: "node-a1", to: "pair-a1" };
    assert.match(
      claimsText([{ ...claim, claimedBy: "pair", yieldedBy: "nodes" }]),
      /\(1\) entry-a1 .* from node-a1 to pair-a1\. Each step begins when the new pairs have .* while EC2 re-associates it/,
    );
  });
});

describe("claimsText of a load balancer", () => {
  it("says what makes an address unavailable, and how long the stack's settings allow", () => {
    const claim = {
      key: "entry-a1",
      publicIp: "203.0.113.7",
      from: "node-a1",
      to: "nlb 10.20.0.0/16",
    };
    assert.match(
      claimsText([{ ...claim, claimedBy: "loadBalancer" }], {
        drainSeconds: 3,
        gateTimeoutSeconds: 60,
      }),
      /unavailable, while AWS creates the load balancer with it, or adds its zone .* was not measured\. .* within backend\.gateTimeoutSeconds, 60 s, .* and after backend\.drainSeconds, 3 s, where .*$/,
    );
  });
});

describe("sameHolder", () => {
  it("looks past remarks, and at nothing but them", () => {
    assert.ok(sameHolder("nlb 10.20.0.0/16 +protected", "nlb 10.20.0.0/16"));
    assert.ok(!sameHolder("nlb 10.20.0.0/16", "nlb 10.50.0.0/16"));
  });
});
