import assert from "node:assert/strict";
import { policyDocument } from "../../../simulator/model/policy";

const permission = { Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: "*" };
const trust = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "ec2.amazonaws.com" },
};
const Version = "2012-10-17";

const check = (kind: "trust" | "permissions" | "endpoint", policy: object): string | undefined =>
  policyDocument(kind)(JSON.stringify(policy));

describe("policyDocument", () => {
  it("takes what IAM takes", () => {
    assert.equal(check("permissions", { Version, Id: "x", Statement: permission }), undefined);
    assert.equal(
      check("permissions", { Version, Statement: [{ ...permission, Action: "*" }] }),
      undefined,
    );
    assert.equal(check("trust", { Version, Statement: [trust] }), undefined);
    assert.equal(
      check("endpoint", { Version, Statement: [{ ...permission, Principal: "*" }] }),
      undefined,
    );
  });

  it("fails when a principal is misspelled", () => {
    const about = (Principal: object) =>
      check("trust", { Version, Statement: [{ ...trust, Principal }] });
    assert.match(String(about({ Servce: "ec2.amazonaws.com" })), /Invalid principal in policy/);
    assert.match(String(about({ Service: "ec2.amazonaws.co" })), /"SERVICE":"ec2.amazonaws.co"$/);
    assert.equal(about({ AWS: "123456789012" }), undefined);
  });

  const wrong: [string, "trust" | "permissions" | "endpoint", object, string][] = [
    [
      "the version is no version",
      "permissions",
      { Version: "2012", Statement: [permission] },
      "Syntax errors in policy: Version",
    ],
    ["there is no statement", "permissions", { Version }, "Syntax errors in policy: Statement"],
    [
      "a key is misspelled",
      "permissions",
      { Version, Statements: [permission], Statement: [permission] },
      "Syntax errors in policy: Statements",
    ],
    [
      "an effect is misspelled",
      "permissions",
      { Version, Statement: [{ ...permission, Effect: "allow" }] },
      'Effect must be Allow or Deny, got "allow"',
    ],
    [
      "there is no action",
      "permissions",
      { Version, Statement: [{ Effect: "Allow", Resource: "*" }] },
      "Policy statement must contain actions.",
    ],
    [
      "an action has no service",
      "permissions",
      { Version, Statement: [{ ...permission, Action: "PutLogEvents" }] },
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
    [
      "there is no resource",
      "permissions",
      { Version, Statement: [{ Effect: "Allow", Action: "ec2:*" }] },
      "Policy statement must contain resources.",
    ],
    [
      "a permission names a principal",
      "permissions",
      { Version, Statement: [{ ...permission, Principal: "*" }] },
      "Policy document should not specify a principal.",
    ],
    [
      "a trust policy names no principal",
      "trust",
      { Version, Statement: [{ Effect: "Allow", Action: "sts:AssumeRole" }] },
      "Missing required field Principal",
    ],
    [
      "a trust policy names a resource",
      "trust",
      { Version, Statement: [{ ...trust, Resource: "*" }] },
      "Has prohibited field Resource",
    ],
    [
      "an endpoint policy names no principal",
      "endpoint",
      { Version, Statement: [permission] },
      "Missing required field Principal",
    ],
  ];
  for (const [title, kind, policy, message] of wrong) {
    it(`fails when ${title}`, () => {
      assert.equal(check(kind, policy), `MalformedPolicyDocument: ${message}`);
    });
  }

  it("fails when the text is no JSON", () => {
    assert.equal(policyDocument("trust")("{"), "MalformedPolicyDocument: Syntax errors in policy.");
  });
});
