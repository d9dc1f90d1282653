import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { inParallel } from "../../review/in-parallel";

describe("inParallel", () => {
  it("has at most so many at work, and answers in the order of the items", async () => {
    let atWork = 0;
    let most = 0;
    const results = await inParallel([5, 1, 4, 1, 3], 2, async (item) => {
      most = Math.max(most, ++atWork);
      await sleep(item);
      atWork--;
      return item * 10;
    });
    assert.deepEqual(results, [50, 10, 40, 10, 30]);
    assert.equal(most, 2);
  });

  it("does nothing for nothing", async () => {
    assert.deepEqual(await inParallel([], 4, () => Promise.reject(new Error("no"))), []);
  });

  it("fails when one fails", async () => {
    await assert.rejects(
      inParallel([1, 2], 2, (item) => (item === 2 ? Promise.reject(new Error("two")) : sleep(1))),
      /two/,
    );
  });
});
