import assert from "node:assert/strict";
import { roleAllows, roleTrusting } from "../../../simulator/model/roles";
import { Lab } from "../../../simulator/lab";
import { allow, role } from "./serverless-lab";

describe("Roles", () => {
  it("are found by their ARN, if the service may assume them", () => {
    const lab = new Lab();
    const { id, outputs } = role(lab);
    const found = (service: string) => roleTrusting(lab.account, outputs["arn"], service)?.id;
    assert.equal(found("lambda.amazonaws.com"), id);
    assert.equal(found("ec2.amazonaws.com"), undefined);
    assert.equal(roleTrusting(lab.account, "arn:x", "lambda.amazonaws.com"), undefined);
  });

  it("allow what their own policies name, stars included", () => {
    const lab = new Lab();
    const own = role(lab);
    allow(lab, own, "sqs:Send*", "arn:aws:sqs:us-east-1:*:dead");
    const allowed = (action: string, resource: string) =>
      roleAllows(lab.account, own, action, resource);
    assert.equal(allowed("sqs:SendMessage", "arn:aws:sqs:us-east-1:1:dead"), true);
    assert.equal(allowed("sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:1:dead"), false);
    assert.equal(allowed("sqs:SendMessage", "arn:aws:sqs:us-east-1:1:dead-too"), false);
  });
});
