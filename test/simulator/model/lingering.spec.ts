import assert from "node:assert/strict";
import { EIP_ASSOCIATION, INSTANCE } from "../../../simulator/model/tokens";
import { Lab } from "../../../simulator/lab";
import { group } from "./auto-scaling-lab";

describe("Instances of a group that is deleted", () => {
  /** What is left of a group of one with an Elastic IP. */
  const deleted = (forceDelete: boolean) => {
    const lab = new Lab();
    const owner = group(lab, { desiredCapacity: 1, forceDelete });
    const [instance] = lab.account.all(INSTANCE);
    const eip = lab.eip();
    lab.make(EIP_ASSOCIATION, { allocationId: eip.id, instanceId: instance!.id });
    lab.account.remove(owner);
    return { lab, eip, left: lab.account.all(INSTANCE).map((one) => lab.state(one)) };
  };

  it("are terminated before the group is gone", () => {
    const { lab, eip, left } = deleted(false);
    assert.deepEqual(left, []);
    lab.account.remove(eip);
  });

  it("still have their addresses after a deletion by force, until they are terminated", () => {
    const { lab, eip, left } = deleted(true);
    assert.deepEqual(
      left.map(({ instanceState }) => instanceState),
      ["shutting-down"],
    );
    assert.throws(() => lab.account.remove(eip), /InvalidIPAddress\.InUse: Address /);
    assert.equal(lab.account.endLingering(), true);
    assert.deepEqual(lab.account.all(INSTANCE), []);
    lab.account.remove(eip);
    assert.equal(lab.account.endLingering(), false);
  });
});
