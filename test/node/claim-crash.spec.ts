import assert from "node:assert/strict";
import type { Watcher } from "../../simulator/api/faults";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

/** The instants of a takeover, by the calls that the new instance makes. */
const instants = [
  "before DescribeAddresses",
  "after DescribeAddresses",
  "after DescribeInstances",
  "before AssociateAddress",
  "after AssociateAddress",
  "after the second DescribeAddresses",
] as const;

/** Calls `then` at an instant of the calls that come by. */
function at(instant: (typeof instants)[number], then: () => void): Watcher {
  let reads = 0;
  return ({ action, when }) => {
    reads += action === "DescribeAddresses" && when === "before" ? 1 : 0;
    const second = action === "DescribeAddresses" && reads === 2 ? "the second " : "";
    if (`${when} ${second}${action}` === instant) {
      then();
    }
  };
}

describe("holdfast-claim, killed", () => {
  for (const instant of instants) {
    it(`${instant}, is repaired by the timer's check`, async () => {
      const lab = await ProxyLab.open();
      try {
        const [old, fresh] = [await lab.launch(), await lab.launch()];
        lab.give(old);
        await fresh.serve();
        const claim = fresh.start("holdfast-claim");
        let killed = false;
        lab.api.faults.watch = at(instant, () => {
          killed = true;
          claim.kill();
        });
        assert.equal((await claim.ended).status, null);
        assert.ok(killed);
        lab.api.faults.watch = () => undefined;
        // The address is at one of them at any time, and the check brings it to the newer one.
        assert.ok([old.id, fresh.id].includes(lab.holder));
        const { status, log } = await fresh.run("holdfast-claim", "--check");
        assert.equal(status, 0, log);
        assert.equal(lab.holder, fresh.id);
      } finally {
        await lab.close();
      }
    });
  }
});
