import assert from "node:assert/strict";
import { renderOutcomes } from "../../../../commands/drill/report/table";
import { drilled } from "./drilled";

describe("table of rehearsals", () => {
  const { outcome } = drilled();
  const of = (isFlat: boolean) => ({
    ...outcome,
    memory: { warm: 100 * 2 ** 20, end: 104.5 * 2 ** 20, isFlat },
  });

  it("has a line for each, and says nothing of memory that was not noted", () => {
    const [titles = "", line = "", ...more] = renderOutcomes([outcome]).trimEnd().split("\n");
    assert.match(titles, /^front door +scenario +requests/);
    assert.match(line, /^haproxy +a node is gone +200 +25 /);
    assert.deepEqual(more, []);
  });

  it("says what became of memory, and calls it out when it is not flat", () => {
    const text = /a node is gone: 100\.0 MiB after a quarter of the time, 104\.5 MiB at its end, /;
    for (const isFlat of [true, false]) {
      const last = renderOutcomes([of(isFlat)])
        .split("\n")
        .at(-1)!;
      assert.match(last, text);
      assert.equal(last.endsWith("NOT FLAT"), !isFlat);
    }
  });
});
