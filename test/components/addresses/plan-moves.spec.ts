import assert from "node:assert/strict";
import { claimsText, planMoves, sameHolder } from "../../../components/addresses/plan-moves";

const ZONES = ["a", "b", "c"];
/** Whose nodes yield their addresses, as the kinds of front doors say. */
const yields = (holder: string) => holder === "ecs" || holder.startsWith("node-");

/** The holders that front doors with one address in each zone note, by the letter of the zone. */
const HOLDERS: Readonly<Record<string, (letter: string) => string>> = {
  haproxy: (letter) => `node-${letter}1`,
  "ecs on instances": () => "ecs",
  nlbAlb: () => "nlb 10.20.0.0/16",
  "nlbAlb of addresses": () => "nlb 10.20.0.0/16",
  "ecs on Fargate": () => "ecs-nlb 10.20.0.0/16",
  addressPair: (letter) => `pair-${letter}1`,
};
const YIELDING = ["haproxy", "ecs on instances"];
/** Whose NLB claims addresses from nodes. */
const TO_BALANCER = "nlbAlb of addresses";

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
  ...(YIELDING.includes(door) && { claimant: letter }),
  ...(door === TO_BALANCER && {
    claimant: HOLDERS[door]!(letter),
    claimedBy: "loadBalancer" as const,
  }),
});
const keysOf = (moves: readonly { readonly key: string }[]) => moves.map(({ key }) => key);

describe("planMoves", () => {
  for (const zones of [ZONES.slice(0, 2), ZONES]) {
    for (const from of Object.keys(HOLDERS)) {
      for (const to of Object.keys(HOLDERS)) {
        const isClaimed = YIELDING.includes(from) && [...YIELDING, TO_BALANCER].includes(to);
        const isSame = HOLDERS[from]!("a") === HOLDERS[to]!("a");
        const how = isSame ? "moves nothing" : isClaimed ? "claims all" : "frees all first";
        it(`${how}, from ${from} to ${to} in ${zones.length} zones`, () => {
          const { claims, handover } = planMoves(
            zones.map((letter) => wanted(to, letter)),
            { yields },
            zones.map((letter) => held(letter, HOLDERS[from]!(letter))),
          );
          const all = isSame ? [] : zones.map((letter) => `entry-${letter}1`);
          assert.deepEqual(keysOf(claims), isClaimed ? all : []);
          assert.deepEqual(keysOf(handover), isClaimed ? [] : all);
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

  it("settles an address that a killed update has let another node claim", () => {
    const present = [{ ...held("a", "node-a1"), claimant: "ecs" }, held("b", "node-b1")];
    const back = ["a", "b"].map((letter) => wanted("haproxy", letter));
    assert.deepEqual(keysOf(planMoves(back, { yields }, present).claims), ["entry-a1"]);
  });

  it("frees all addresses of a front door when one of them must be freed", () => {
    const present = [held("a", "node-a1"), held("b", "nlb 10.20.0.0/16")];
    const { claims, handover } = planMoves(toEcs.slice(0, 2), { yields }, present);
    assert.deepEqual(claims, []);
    assert.deepEqual(keysOf(handover), ["entry-a1", "entry-b1"]);
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
      /\(1\) entry-a1 \(203\.0\.113\.7\) from node-a1 to ecs, entry-a2 \(203\.0\.113\.7\) from node-a2 to ecs; \(2\) entry-b1 \(203\.0\.113\.7\) from node-b1 to ecs\./,
    );
  });
});

describe("claimsText of a load balancer", () => {
  it("says what makes an address unavailable", () => {
    const claim = {
      key: "entry-a1",
      publicIp: "203.0.113.7",
      from: "node-a1",
      to: "nlb 10.20.0.0/16",
    };
    assert.match(
      claimsText([{ ...claim, claimedBy: "loadBalancer" }]),
      /unavailable while AWS creates the load balancer with it, or adds its zone/,
    );
  });
});

describe("sameHolder", () => {
  it("looks past remarks, and at nothing but them", () => {
    assert.ok(sameHolder("nlb 10.20.0.0/16 +protected", "nlb 10.20.0.0/16"));
    assert.ok(!sameHolder("nlb 10.20.0.0/16", "nlb 10.50.0.0/16"));
  });
});
