import assert from "node:assert/strict";
import { LAMBDA_INVOKE_CONFIG, LAMBDA_PERMISSION } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { lambda } from "./serverless-lab";

const config = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(LAMBDA_INVOKE_CONFIG, { functionName: lambda(lab).id, ...inputs });

const permission = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(LAMBDA_PERMISSION, {
    function: "follower",
    action: "lambda:InvokeFunction",
    principal: "scheduler.amazonaws.com",
    ...inputs,
  });

describe("Lambda FunctionEventInvokeConfig and Permission", () => {
  it("go with the function", () => {
    const lab = new Lab();
    config(lab, { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 });
    lab.account.remove(lab.account.require("aws:lambda/function:Function", "follower", lab.region));
    assert.deepEqual(lab.account.all(LAMBDA_INVOKE_CONFIG), []);
  });

  it("get the id of their statement when none is given", () => {
    const lab = new Lab();
    const { arn } = lambda(lab).outputs;
    assert.match(permission(lab, { function: arn }).id, /^terraform-/);
    assert.equal(permission(lab, { statementId: "own" }).id, "own");
  });

  refuses([
    [
      "calls are tried more than three times",
      (lab) => config(lab, { maximumRetryAttempts: 3 }),
      "maximumRetryAttempts: expected a whole number from 0 to 2, got 3",
    ],
    [
      "the function does not exist",
      (lab) => permission(lab),
      "creating Lambda Permission: operation error Lambda: AddPermission, api error ResourceNotFoundException: Function not found: follower",
    ],
    [
      "a statement's id is taken",
      (lab) => {
        lambda(lab);
        permission(lab, { statementId: "own" });
        permission(lab, { statementId: "own" });
      },
      "creating Lambda Permission: operation error Lambda: AddPermission, api error ResourceConflictException: The statement id (own) provided already exists. Please provide a new statement id, or remove the existing statement.",
    ],
    [
      "an action is of another service",
      (lab) => permission(lab, { action: "s3:GetObject" }),
      'action: expected an action of Lambda such as lambda:InvokeFunction, got "s3:GetObject"',
    ],
  ]);
});
