import assert from "node:assert/strict";
import { EIP, NAT_GATEWAY, TAG, VPC } from "../../simulator/model/tokens";
import type { Stored } from "../../simulator/model/resource";
import { Store, usesOf } from "../../simulator/store";
import { typeOf } from "../../simulator/model";

const stored = (type: string, id: string, inputs: Stored["inputs"] = {}): Stored => ({
  type,
  region: "us-east-1",
  id,
  inputs,
  outputs: {},
});

describe("Store", () => {
  it("finds who refers to an id, at any depth of the inputs", () => {
    const store = new Store();
    const zones = [{ allocationIds: ["eipalloc-1", "eipalloc-2"] }];
    const nat = stored(NAT_GATEWAY, "nat-1", { vpcId: "vpc-1", availabilityZoneAddresses: zones });
    store.apply({ put: [nat] });
    assert.deepEqual(store.referring("eipalloc-2"), [nat]);
    assert.deepEqual(
      usesOf(typeOf(NAT_GATEWAY).inputs, nat.inputs).map(({ id }) => id),
      ["vpc-1", "eipalloc-1", "eipalloc-2"],
    );
  });

  it("tells those that hold a resource from those that follow it", () => {
    const store = new Store();
    const eip = stored(EIP, "eipalloc-1");
    const nat = stored(NAT_GATEWAY, "nat-1", { allocationId: eip.id });
    const tag = stored(TAG, "eipalloc-1,a", { resourceId: eip.id });
    store.apply({ put: [eip, nat, tag] });
    assert.deepEqual(store.bound(eip, "holds"), [nat]);
    assert.deepEqual(store.bound(eip, "follows"), [tag]);
  });

  it("puts a changed resource in the place of the old one", () => {
    const store = new Store();
    store.apply({
      put: [stored(VPC, "vpc-1", { cidrBlock: "10.0.0.0/16" }), stored(VPC, "vpc-2")],
    });
    const changed = stored(VPC, "vpc-1", { cidrBlock: "10.1.0.0/16" });
    store.apply({ put: [changed], gone: [stored(VPC, "vpc-2")] });
    assert.deepEqual(store.all(), [changed]);
    assert.deepEqual(store.withId("vpc-1"), [changed]);
    assert.deepEqual(store.withId("vpc-2"), []);
  });

  it("counts public addresses on from what a change says", () => {
    const store = new Store();
    store.apply({ addressesIssued: 7 });
    assert.equal(store.issueAddress(), 7);
    assert.equal(store.addressesIssued, 8);
  });

  it("counts released addresses on from what a change says", () => {
    const store = new Store();
    const eip = stored(EIP, "eipalloc-1");
    store.apply({ put: [eip], addressesReleased: 3 });
    store.apply({ gone: [eip] });
    assert.equal(store.addressesReleased, 4);
  });
});
