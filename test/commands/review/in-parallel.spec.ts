import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { inParallel } from "../../../commands/review/in-parallel";

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

  it("fails when one fails, after those under way have ended, and begins no more", async () => {
    const ended: number[] = [];
    const work = async (item: number): Promise<void> => {
      if (item === 2) throw new Error("two");
      await sleep(20);
      ended.push(item);
    };
    await assert.rejects(inParallel([1, 2, 3, 4], 2, work), /two/);
    assert.deepEqual(ended, [1]);
  });
});
