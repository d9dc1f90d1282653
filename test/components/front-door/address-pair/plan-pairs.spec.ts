import assert from "node:assert/strict";
import {
  planPairNeeds,
  planPair,
  requestPairAddresses,
} from "../../../../components/front-door/address-pair/plan-pairs";

describe("planPair", () => {
  it("puts the nodes in the first two zones by name, and prefers the first", () => {
    const [first, second] = planPair("main", ["us-east-1c", "us-east-1a", "us-east-1b"]);
    assert.deepEqual([first.node, second.node], ["main-a", "main-b"]);
    assert.ok(first.priority > second.priority);
  });
});

describe("requestPairAddresses", () => {
  it("asks for one address a pair, by the pair's name", () => {
    assert.deepEqual(requestPairAddresses(["users", "orders"]), [
      ...["orders", "users"].map((pair) => ({
        key: `entry-${pair}`,
        role: "ingress",
        holder: `pair-${pair}`,
        claimant: `pair-${pair}`,
        claimedBy: "pair",
      })),
    ]);
  });
});

describe("planPairNeeds", () => {
  it("reaches EC2 without the internet in every mode", () => {
    for (const failover of ["route", "eip"] as const) {
      for (const kind of ["nat", "privatelink", "none"] as const) {
        const { interfaceEndpoints } = planPairNeeds(failover, { kind });
        assert.ok(interfaceEndpoints.includes("ec2"), `${failover}, ${kind}`);
      }
    }
  });

  it("is private where a route moves, and leaves software and metrics to NAT where there is one", () => {
    assert.deepEqual(planPairNeeds("route", { kind: "nat" }), {
      tier: "private",
      interfaceEndpoints: ["ec2"],
      gatewayEndpoints: [],
    });
  });

  it("needs endpoints for software and metrics without NAT, and without a public address", () => {
    const needed = { interfaceEndpoints: ["ec2", "monitoring"], gatewayEndpoints: ["s3"] };
    assert.deepEqual(planPairNeeds("route", { kind: "none" }), { tier: "private", ...needed });
    assert.deepEqual(planPairNeeds("eip", { kind: "nat" }), { tier: "public", ...needed });
  });
});
