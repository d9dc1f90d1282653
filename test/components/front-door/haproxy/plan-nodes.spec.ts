import assert from "node:assert/strict";
import {
  planNodes,
  requestNodeAddresses,
} from "../../../../components/front-door/haproxy/plan-nodes";

describe("planNodes", () => {
  it("names nodes by zone letter and number", () => {
    assert.deepEqual(planNodes(["us-east-1b", "us-east-1a"], 2), [
      { node: "a1", zone: "us-east-1a", addressKey: "entry-a1" },
      { node: "a2", zone: "us-east-1a", addressKey: "entry-a2" },
      { node: "b1", zone: "us-east-1b", addressKey: "entry-b1" },
      { node: "b2", zone: "us-east-1b", addressKey: "entry-b2" },
    ]);
  });

  it("renames no node when a zone or a node per zone is added", () => {
    const before = planNodes(["us-east-1b", "us-east-1c"], 2);
    const after = planNodes(["us-east-1a", "us-east-1b", "us-east-1c"], 3);
    for (const node of before) {
      assert.deepEqual(
        after.find((other) => other.node === node.node),
        node,
      );
    }
  });
});

describe("requestNodeAddresses", () => {
  it("asks for an ingress address for each node, held by it", () => {
    assert.deepEqual(requestNodeAddresses(planNodes(["us-east-1a"], 1)), [
      { key: "entry-a1", role: "ingress", holder: "node-a1", claimant: "a1" },
    ]);
  });
});
