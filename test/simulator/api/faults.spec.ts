import assert from "node:assert/strict";
import { Faults } from "../../../simulator/api/faults";

describe("Faults", () => {
  it("hit the calls of their action, as often as they were asked to, in turn", () => {
    const faults = new Faults();
    assert.equal(faults.take("A"), undefined);
    faults.add({ action: "A", code: "RequestLimitExceeded", times: 2 });
    faults.add({ action: "A", code: "InternalError" });
    assert.equal(faults.take("B"), undefined);
    const taken = [1, 2, 3, 4].map(() => faults.take("A"));
    assert.deepEqual(
      taken.map((fault) => fault && [fault.code, fault.status]),
      [
        ["RequestLimitExceeded", 503],
        ["RequestLimitExceeded", 503],
        ["InternalError", 500],
        undefined,
      ],
    );
  });

  it("show what was before a change, for as many reads as are to be late", () => {
    const faults = new Faults();
    faults.changed("a", { v: 1 });
    assert.deepEqual(faults.seen("a", { v: 2 }), { v: 2 });
    faults.staleReads = 1;
    faults.changed("a", { v: 2 });
    assert.deepEqual(
      [faults.seen("a", { v: 3 }), faults.seen("a", { v: 3 })],
      [{ v: 2 }, { v: 3 }],
    );
  });
});
