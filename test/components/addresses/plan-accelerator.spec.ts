import assert from "node:assert/strict";
import {
  type HeldAccelerator,
  planAccelerator,
} from "../../../components/addresses/plan-accelerator";

const KEPT = { protect: true, allowRelease: [] };
const LEAVE = { protect: true, allowRelease: ["entry-accelerator"] };
const HELD: HeldAccelerator = {
  arn: "arn:accelerator",
  addresses: ["203.0.113.1", "203.0.113.2"],
  releaseAllowed: false,
};

describe("planAccelerator", () => {
  it("makes one where there is none, and takes in the one that there is", () => {
    assert.deepEqual(planAccelerator(true, KEPT, []).accelerator, { releaseAllowed: false });
    assert.deepEqual(planAccelerator(true, KEPT, [HELD]).accelerator, {
      arn: "arn:accelerator",
      releaseAllowed: false,
    });
  });

  it("keeps one without its protection when it is released, and deletes it in the next update", () => {
    const first = planAccelerator(false, LEAVE, [HELD]);
    assert.deepEqual(first.accelerator, { arn: "arn:accelerator", releaseAllowed: true });
    assert.match(first.notices.join(), /\(203\.0\.113\.1, 203\.0\.113\.2\) loses its protection/);
    const next = planAccelerator(false, LEAVE, [{ ...HELD, releaseAllowed: true }]);
    assert.equal(next.accelerator, undefined);
    assert.match(next.notices.join(), /is deleted with this update/);
  });

  it("loses both addresses of one that nothing asks for any more, protected or not", () => {
    const lost = [
      { key: "entry-accelerator-1", publicIp: "203.0.113.1" },
      { key: "entry-accelerator-2", publicIp: "203.0.113.2" },
    ];
    for (const protect of [true, false]) {
      const plan = planAccelerator(false, { ...KEPT, protect }, [HELD]);
      assert.deepEqual(plan, { lost, notices: [], problems: [] });
    }
  });

  it("lets one that may go go at once where nothing is protected", () => {
    const plan = planAccelerator(false, { ...LEAVE, protect: false }, [HELD]);
    assert.equal(plan.accelerator, undefined);
    assert.match(plan.notices.join(), /is deleted with this update, as allowed by allowRelease/);
  });

  it("refuses to choose between two", () => {
    const { problems } = planAccelerator(true, KEPT, [HELD, { ...HELD, arn: "arn:twin" }]);
    assert.deepEqual(
      problems.map(({ code, given }) => [code, given]),
      [["accelerator-key-twice", "arn:twin"]],
    );
  });
});
