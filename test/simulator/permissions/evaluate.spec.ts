import assert from "node:assert/strict";
import { allows, parsePolicy } from "../../../simulator/permissions/evaluate";
import type { Permission } from "../../../simulator/permissions/permission";

const policy = (...statements: object[]) => parsePolicy(JSON.stringify({ Statement: statements }));

const READ = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::entry-*/*" };

const call = (more: Partial<Permission> = {}): Permission => ({
  action: "s3:GetObject",
  resources: ["arn:aws:s3:::entry-config/haproxy.cfg"],
  conditions: { "aws:RequestedRegion": "eu-west-1" },
  ...more,
});

describe("allows", () => {
  it("goes by the action, without regard to case, and by the resource", () => {
    assert.ok(allows(policy(READ), call()));
    assert.ok(allows(policy({ ...READ, Action: ["ec2:*", "S3:getobject"] }), call()));
    assert.ok(!allows(policy(READ), call({ action: "s3:PutObject" })));
    assert.ok(!allows(policy(READ), call({ resources: ["arn:aws:s3:::other/haproxy.cfg"] })));
    assert.ok(!allows(policy({ ...READ, Resource: "arn:aws:s3:::ENTRY-*/*" }), call()));
  });

  it("asks for each resource, and takes one character for a question mark", () => {
    const one = policy({ ...READ, Resource: "arn:aws:s3:::entry-?/*" });
    const a = "arn:aws:s3:::entry-a/x";
    assert.ok(allows(one, call({ resources: [a, "arn:aws:s3:::entry-b/x"] })));
    assert.ok(!allows(one, call({ resources: [a, "arn:aws:s3:::entry-bb/x"] })));
  });

  it("denies what any statement denies", () => {
    const deny = { Effect: "Deny", Action: "*", Resource: "*" };
    assert.ok(!allows(policy(READ, deny), call()));
    assert.ok(!allows(policy(deny, READ), call()));
  });

  it("goes by conditions; a key that is missing meets only one that negates", () => {
    const when = (operator: string, values: string | string[]) =>
      policy({ ...READ, Condition: { [operator]: { "aws:RequestedRegion": values } } });
    const nowhere = call({ conditions: {} });
    for (const [operator, met, unmet, missing] of [
      ["StringEquals", "eu-west-1", "eu-west-*", false],
      ["StringNotEquals", "us-east-1", ["us-east-1", "eu-west-1"], true],
      ["StringLike", "eu-*", "us-*", false],
      ["StringNotLike", "us-*", "eu-*", true],
      ["ArnLike", "eu-*", "us-*", false],
      ["ArnNotLike", "us-*", "eu-*", true],
    ] as const) {
      assert.ok(allows(when(operator, met), call()), operator);
      assert.ok(!allows(when(operator, [...[unmet].flat()]), call()), operator);
      assert.equal(allows(when(operator, met), nowhere), missing, operator);
    }
    assert.throws(() => allows(when("DateLessThan", "x"), call()), /DateLessThan is not modelled/);
  });
});
