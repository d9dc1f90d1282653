import assert from "node:assert/strict";
import { arnSuffix, balancerName, balancingArn } from "../../../simulator/model/balancing";

describe("Names in load balancing", () => {
  it("have 32 characters at most", () => {
    assert.equal(balancerName("a".repeat(32)), undefined);
    for (const wrong of ["a".repeat(33), "-a", "a-", "internal-a", "a_b", ""]) {
      assert.notEqual(balancerName(wrong), undefined, wrong);
    }
  });

  it("are the end of an ARN, without what every load balancer has", () => {
    const arn = balancingArn("loadbalancer/app", "web", "us-east-1");
    assert.match(
      arn,
      /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/web\/[0-9a-f]{16}$/,
    );
    assert.match(arnSuffix(arn), /^app\/web\/[0-9a-f]{16}$/);
    assert.equal(arnSuffix("arn:x:y:z:1:targetgroup/a/b"), "targetgroup/a/b");
  });
});
