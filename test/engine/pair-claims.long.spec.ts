import assert from "node:assert/strict";
import { killUpAt } from "../support/kill-update";
import { OF_PAIRS, OF_TIER, PairMoves } from "../support/pair-moves";

// Not in every run: the moves themselves, and a node that does not serve, are in pair-claims.spec.ts.
describe("a move between nodes and pairs that does not go to its end at once", () => {
  let moves: PairMoves;
  before(async () => {
    moves = await PairMoves.open();
  });
  after(() => moves.close());

  it("stops when a pair does not take its address: nothing is dark, and nothing is deleted", async () => {
    moves.configure("addressPair");
    moves.breakAtClaim("b1-");
    await assert.rejects(
      moves.stack.up(),
      /entry-b1 \([\d.]+\): pair-b1 has not claimed it; it is with i-\w+; 2 of 2 instances of pair-b1 are running[^]*The old front door was not deleted/,
    );
    assert.deepEqual([moves.moved, moves.dark], [["entry-a1"], 0]);
    assert.deepEqual(moves.nodes, { "entry-a1": "a1-a", "entry-b1": "b1" });
    assert.deepEqual(moves.present, [...OF_TIER, ...OF_PAIRS].sort());
    assert.deepEqual(moves.tags("claimant"), [undefined, undefined]);
  });

  it("goes back from there by the former settings", async () => {
    moves.configure("haproxy");
    moves.watch();
    await moves.stack.up();
    assert.deepEqual([moves.moved, moves.dark], [["entry-a1"], 0]);
    assert.deepEqual(moves.nodes, { "entry-a1": "a1", "entry-b1": "b1" });
    assert.deepEqual(moves.present, OF_TIER);
  });

  for (const [to, from, [a1, b1]] of [
    ["addressPair", OF_TIER, ["a1-a", "b1-a"]],
    ["haproxy", OF_PAIRS, ["a1", "b1"]],
  ] as const) {
    it(`is brought to its end after a kill between the addresses, to ${to}`, async () => {
      moves.configure(to);
      const before = moves.nodes;
      await killUpAt(moves.stack, () => {
        const { "entry-a1": first, "entry-b1": second } = moves.nodes;
        return first === a1 && second === before["entry-b1"];
      });
      assert.ok(from.every((one) => moves.present.includes(one)));
      await moves.stack.recover();
      moves.watch();
      await moves.stack.up();
      assert.deepEqual([moves.moved, moves.dark], [["entry-b1"], 0]);
      assert.deepEqual(moves.nodes, { "entry-a1": a1, "entry-b1": b1 });
      assert.deepEqual(moves.tags("claimant"), [undefined, undefined]);
      assert.deepEqual(moves.present, to === "haproxy" ? OF_TIER : OF_PAIRS);
    });
  }
});
