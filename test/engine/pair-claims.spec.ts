import assert from "node:assert/strict";
import { OF_PAIRS, OF_TIER, PairMoves } from "../support/pair-moves";

// Pairs that do not take their addresses, and a kill: pair-claims.long.spec.ts.
describe("a move between nodes and pairs, which claim addresses from each other", () => {
  let moves: PairMoves;
  let kept: Record<string, string>;
  before(async () => {
    moves = await PairMoves.open();
    kept = moves.allocations;
  });
  after(() => moves.close());

  it("moves one address after another to pairs in one update, and the nodes go last", async () => {
    moves.configure("addressPair");
    moves.watch(() => {
      const isMoved = moves.moved.length === 2;
      assert.ok(isMoved || OF_TIER.every((one) => moves.present.includes(one)));
    });
    const { printed } = await moves.stack.up();
    assert.match(
      printed,
      /\(1\) entry-a1 \([\d.]+\) from node-a1 to pair-a1; \(2\) entry-b1 \([\d.]+\) from node-b1 to pair-b1\. Each step begins when the new pairs/,
    );
    assert.doesNotMatch(printed, /this update frees it/);
    assert.deepEqual([moves.moved, moves.dark], [["entry-a1", "entry-b1"], 0]);
    assert.deepEqual(moves.nodes, { "entry-a1": "a1-a", "entry-b1": "b1-a" });
    assert.deepEqual(moves.present, OF_PAIRS);
    assert.deepEqual(moves.tags("holder"), ["pair-a1", "pair-b1"]);
    assert.deepEqual(moves.tags("claimant"), [undefined, undefined]);
  });

  it("stops between the zones on the way back when a node does not serve: nothing is dark, and nothing is deleted", async () => {
    moves.configure("haproxy");
    moves.breakAtClaim("b1");
    await assert.rejects(
      moves.stack.up(),
      /entry-b1 \([\d.]+\): b1 has not claimed it; it is with i-\w+; [^]*The old front door was not deleted/,
    );
    assert.deepEqual([moves.moved, moves.dark], [["entry-a1"], 0]);
    assert.deepEqual(moves.nodes, { "entry-a1": "a1", "entry-b1": "b1-a" });
    assert.deepEqual(moves.present, [...OF_TIER, ...OF_PAIRS].sort());
    assert.deepEqual(moves.tags("claimant"), [undefined, undefined]);
  });

  it("moves the others in the next update, and has the same addresses in the end", async () => {
    moves.watch();
    await moves.stack.up();
    assert.deepEqual([moves.moved, moves.dark], [["entry-b1"], 0]);
    assert.deepEqual(moves.nodes, { "entry-a1": "a1", "entry-b1": "b1" });
    assert.deepEqual(moves.present, OF_TIER);
    assert.deepEqual(moves.allocations, kept);
  });
});
