import assert from "node:assert/strict";
import type { HeldAddress } from "../../../../components/addresses/plan-addresses";
import {
  findLoss,
  type NlbIdentity,
  nlbAddresses,
  requestNlbAddresses,
} from "../../../../components/front-door/nlb/nlb-addresses";

const NLB: NlbIdentity = {
  owner: "nlb",
  zones: ["us-east-1a", "us-east-1b"],
  vpc: "10.20.0.0/16",
};

/** What the account holds after an update with this NLB. */
const heldBy = (nlb: NlbIdentity): HeldAddress[] =>
  requestNlbAddresses(nlb).map(({ key, role, holder }) => ({
    key,
    role,
    holder,
    allocationId: `eipalloc-${key}`,
    publicIp: "203.0.113.1",
    associatedWith: `eni-${key}`,
    releaseAllowed: false,
    adopted: false,
  }));

describe("requestNlbAddresses", () => {
  it("asks for an address for each zone, with the key of the zone's first proxy node", () => {
    assert.deepEqual(requestNlbAddresses(NLB, false), [
      { key: "entry-a1", role: "ingress", holder: "nlb 10.20.0.0/16" },
      { key: "entry-b1", role: "ingress", holder: "nlb 10.20.0.0/16" },
    ]);
  });

  it("claims them from nodes that it stands beside", () => {
    const claimed = { claimant: "nlb 10.20.0.0/16", claimedBy: "loadBalancer" };
    assert.deepEqual(
      requestNlbAddresses(NLB),
      requestNlbAddresses(NLB, false).map((request) => ({ ...request, ...claimed })),
    );
  });
});

describe("findLoss", () => {
  it("finds nothing for the same NLB, or another zone", () => {
    const held = heldBy(NLB);
    assert.equal(findLoss(NLB, held), undefined);
    assert.equal(findLoss({ ...NLB, zones: [...NLB.zones, "us-east-1c"] }, held), undefined);
  });

  it("finds a zone that is taken away", () => {
    const [, other] = heldBy(NLB);
    assert.deepEqual(findLoss({ ...NLB, zones: ["us-east-1b"] }, heldBy(NLB)), {
      kind: "zones",
      letters: ["a"],
      kept: [other],
    });
  });

  it("finds another VPC", () => {
    assert.deepEqual(findLoss({ ...NLB, vpc: "10.50.0.0/16" }, heldBy(NLB)), {
      kind: "vpc",
      from: "10.20.0.0/16",
    });
  });

  it("finds nothing while no NLB has the addresses", () => {
    const free = heldBy(NLB).map((address) => {
      const { associatedWith, ...rest } = address;
      assert.ok(associatedWith);
      return rest;
    });
    const nodes = heldBy(NLB).map((address) => ({ ...address, holder: "node-a1" }));
    for (const held of [free, nodes, []]) {
      assert.deepEqual(nlbAddresses(NLB.owner, held), []);
      assert.equal(findLoss({ ...NLB, zones: [] }, held), undefined);
    }
  });
});

describe("an NLB of another front door", () => {
  const other = heldBy({ ...NLB, owner: "ecs-nlb" });

  it("is another holder, and none that this one would replace", () => {
    assert.deepEqual(
      other.map(({ holder }) => holder),
      ["ecs-nlb 10.20.0.0/16", "ecs-nlb 10.20.0.0/16"],
    );
    assert.deepEqual(nlbAddresses("nlb", other), []);
    assert.equal(findLoss({ ...NLB, zones: [] }, other), undefined);
  });
});
