import assert from "node:assert/strict";
import { difference } from "../../../simulator/model/inputs";
import { functionNamed } from "../../../simulator/model/lambda";
import { LAMBDA_FUNCTION } from "../../../simulator/model/tokens";
import { text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { allow, archive, lambda, queue, role } from "./serverless-lab";

const creating =
  "creating Lambda Function: operation error Lambda: CreateFunction, api error InvalidParameterValueException:";

describe("Lambda Function", () => {
  it("is found by its name and by its ARN", () => {
    const lab = new Lab();
    const made = lambda(lab);
    assert.equal(made.id, "follower");
    for (const name of ["follower", text(made.outputs["arn"])]) {
      assert.equal(functionNamed(lab.account, name, lab.region)?.id, made.id);
    }
  });

  it("gets another hash with other code, in place", () => {
    const lab = new Lab();
    const made = lambda(lab);
    const code = archive("export const handler = () => 2;");
    const changed = lab.change(made, { code });
    assert.notEqual(changed.outputs["codeSha256"], made.outputs["codeSha256"]);
    assert.deepEqual(
      difference(LAMBDA_FUNCTION, made.inputs, made.outputs, { ...made.inputs, code }),
      [{ property: "code", replaces: false }],
    );
  });

  it("can send to its dead letter queue once its role may", () => {
    const lab = new Lab();
    const own = role(lab);
    const dead = text(queue(lab).outputs["arn"]);
    allow(lab, own, "sqs:Send*", dead);
    assert.ok(
      lambda(lab, { role: text(own.outputs["arn"]), deadLetterConfig: { targetArn: dead } }),
    );
  });

  refuses([
    [
      "its role trusts another service",
      (lab) => lambda(lab, { role: text(role(lab, "ec2.amazonaws.com").outputs["arn"]) }),
      `${creating} The role defined for the function cannot be assumed by Lambda.`,
    ],
    [
      "its role may not send to its dead letter queue",
      (lab) => lambda(lab, { deadLetterConfig: { targetArn: queue(lab).outputs["arn"] } }),
      `${creating} The provided execution role does not have permissions to call SendMessage on SQS`,
    ],
    [
      "its dead letter queue does not exist",
      (lab) => lambda(lab, { deadLetterConfig: { targetArn: "arn:aws:sqs:us-east-1:1:x" } }),
      `${creating} The dead letter target arn:aws:sqs:us-east-1:1:x does not exist`,
    ],
    [
      "its name is taken",
      (lab) => lambda(lab, { role: text(lambda(lab).inputs["role"]) }),
      "creating Lambda Function: operation error Lambda: CreateFunction, api error ResourceConflictException: Function already exist: follower",
    ],
    [
      "it has no code",
      (lab) => lambda(lab, { code: undefined }),
      'code: "code" is required when packageType is Zip',
    ],
    [
      "it runs for longer than 15 minutes",
      (lab) => lambda(lab, { timeout: 901 }),
      "timeout: expected a whole number from 1 to 900 seconds, got 901",
    ],
    [
      "it has more than 10 GB of memory",
      (lab) => lambda(lab, { memorySize: 10241 }),
      "memorySize: expected a whole number from 128 to 10240 MB, got 10241",
    ],
    [
      "its architecture is unknown",
      (lab) => lambda(lab, { architectures: ["arm"] }),
      'architectures: expected one of x86_64 and arm64, got ["arm"]',
    ],
    [
      "its reserved concurrency is below -1",
      (lab) => lambda(lab, { reservedConcurrentExecutions: -2 }),
      "reservedConcurrentExecutions: expected a whole number from 0, or -1 for none reserved, got -2",
    ],
    [
      "a variable's name has a space",
      (lab) => lambda(lab, { environment: { variables: { "A B": "1" } } }),
      'environment.variables: a variable\'s name begins with a letter and has two or more letters, digits and _, got "A B"',
    ],
    [
      "its environment is above 4 KB",
      (lab) => lambda(lab, { environment: { variables: { LONG: "x".repeat(4096) } } }),
      "environment.variables: Environment variables size exceeded the 4096 bytes limit: got 4107",
    ],
    [
      "it sets the level of a text log",
      (lab) => lambda(lab, { loggingConfig: { logFormat: "Text", systemLogLevel: "WARN" } }),
      'loggingConfig.systemLogLevel: "systemLogLevel" is for logFormat JSON only',
    ],
  ]);

  it("fails when its runtime no longer takes new functions", () => {
    assert.throws(
      () => lambda(new Lab(), { runtime: "nodejs16.x" }),
      /runtime: expected one of .*/,
    );
  });

  it("fails when a variable is Lambda's own", () => {
    assert.throws(
      () => lambda(new Lab(), { environment: { variables: { AWS_REGION: "x" } } }),
      /Reserved keys used in this request: AWS_REGION$/,
    );
  });
});
