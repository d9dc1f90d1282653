import assert from "node:assert/strict";
import {
  INSTANCE_PROFILE,
  ROLE,
  ROLE_POLICY,
  ROLE_POLICY_ATTACHMENT,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { type Values, text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const trust = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "ec2.amazonaws.com" },
};

const document = (statement: Values): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

const role = (lab: Lab, name = "node"): Stored =>
  lab.make(ROLE, { name, assumeRolePolicy: document(trust) });

const policy = (lab: Lab, statement: Values): Stored =>
  lab.make(ROLE_POLICY, { role: role(lab).id, name: "claim", policy: document(statement) });

describe("Role and RolePolicy", () => {
  it("belong to the account, not to a region", () => {
    const lab = new Lab("eu-west-1");
    const made = role(lab);
    assert.equal(lab.state(made)["arn"], "arn:aws:iam::123456789012:role/node");
    assert.equal(lab.account.find(ROLE, "node", "us-east-1")?.id, "node");
    assert.match(text(lab.state(made)["uniqueId"]), /^AROA[0-9A-F]{17}$/);
  });

  it("names a policy by its role", () => {
    const lab = new Lab();
    const made = policy(lab, { Effect: "Allow", Action: "ec2:AssociateAddress", Resource: "*" });
    assert.equal(made.id, "node:claim");
  });

  it("hold the role while a profile or an attachment has it", () => {
    const lab = new Lab();
    const owner = role(lab);
    const profile = lab.make(INSTANCE_PROFILE, { name: "node", role: owner.id });
    assert.equal(lab.state(profile)["arn"], "arn:aws:iam::123456789012:instance-profile/node");
    assert.throws(() => lab.account.remove(owner), /must remove roles from instance profile/);
    lab.account.remove(profile);
    const policyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    lab.make(ROLE_POLICY_ATTACHMENT, { role: owner.id, policyArn });
    assert.throws(() => lab.account.remove(owner), /must detach all policies first/);
  });

  it("refuse a policy that names a resource of another partition", () => {
    const lab = new Lab("us-gov-west-1");
    const on = (Resource: string) =>
      policy(lab, { Effect: "Allow", Action: "s3:GetObject", Resource });
    assert.throws(
      () => on("arn:aws:s3:::config/*"),
      /MalformedPolicyDocument.*Partition "aws" is not valid for resource "arn:aws:s3:::config/,
    );
    const owner = lab.account.all(ROLE)[0]!;
    assert.equal(lab.state(owner)["arn"], "arn:aws-us-gov:iam::123456789012:role/node");
    const allowed = {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws-us-gov:s3:::c/*",
    };
    lab.make(ROLE_POLICY, { role: owner.id, name: "read", policy: document(allowed) });
  });

  it("lets sessions of a role last from one to twelve hours", () => {
    const lab = new Lab();
    const make = (maxSessionDuration: number) => () =>
      lab.make(ROLE, { name: "node", assumeRolePolicy: document(trust), maxSessionDuration });
    assert.throws(make(1800), /from 3600 to 43200 seconds/);
    make(7200)();
  });

  refuses([
    [
      "a policy of AWS's does not exist",
      (lab) =>
        lab.make(ROLE_POLICY_ATTACHMENT, {
          role: role(lab).id,
          policyArn: "arn:aws:iam::aws:policy/AmazonSSM",
        }),
      "policyArn: NoSuchEntity: Policy arn:aws:iam::aws:policy/AmazonSSM does not exist or is not attachable (AWS's own ones are listed in simulator/model/iam.ts)",
    ],
    [
      "the name of a role is taken",
      (lab) => [role(lab), role(lab)],
      "creating IAM Role: operation error IAM: CreateRole, api error EntityAlreadyExists: Role with name node already exists.",
    ],
    [
      "the name of a role is too long",
      (lab) => role(lab, "n".repeat(65)),
      `name: expected 1 to 64 of the characters a-z, A-Z, 0-9 and _+=,.@-, got "${"n".repeat(65)}"`,
    ],
    [
      "a trust policy has a typo",
      (lab) =>
        lab.make(ROLE, { name: "x", assumeRolePolicy: document({ ...trust, Principle: "*" }) }),
      "assumeRolePolicy: MalformedPolicyDocument: Syntax errors in policy: Principle is none of Sid, Effect, Action, NotAction, Resource, NotResource, Condition, Principal, NotPrincipal",
    ],
    [
      "a policy is for a role that does not exist",
      (lab) =>
        lab.make(ROLE_POLICY, {
          role: "x",
          policy: document({ Effect: "Allow", Action: "ec2:*", Resource: "*" }),
        }),
      "creating IAM Role Policy: operation error IAM: PutRolePolicy, api error NoSuchEntity: The role with name x cannot be found.",
    ],
    [
      "a role with policies is deleted",
      (lab) => {
        policy(lab, { Effect: "Allow", Action: "ec2:*", Resource: "*" });
        lab.account.remove({ type: ROLE, id: "node", region: lab.region });
      },
      "deleting IAM Role (node): operation error IAM: DeleteRole, api error DeleteConflict: Cannot delete entity, must delete policies first.",
    ],
  ]);
});
