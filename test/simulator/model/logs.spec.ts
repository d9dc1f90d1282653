import assert from "node:assert/strict";
import { FLOW_LOG, LOG_GROUP, ROLE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const logGroup = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(LOG_GROUP, { name: "flow", ...inputs });

const role = (lab: Lab, service = "vpc-flow-logs.amazonaws.com"): Stored =>
  lab.make(ROLE, {
    name: service,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
    }),
  });

const flowLog = (lab: Lab, vpc: Stored, group: Stored, inputs: Values = {}): Stored =>
  lab.make(FLOW_LOG, {
    vpcId: vpc.id,
    logDestination: lab.state(group)["arn"],
    iamRoleArn: lab.state(inputs["iamRoleArn"] ? group : role(lab))["arn"],
    trafficType: "ALL",
    ...inputs,
  });

describe("LogGroup", () => {
  it("is known by its name, in each region anew", () => {
    const lab = new Lab();
    const group = logGroup(lab);
    assert.equal(group.id, "flow");
    assert.equal(lab.state(group)["arn"], "arn:aws:logs:us-east-1:123456789012:log-group:flow");
    assert.ok(lab.account.create(LOG_GROUP, "eu-west-1", { name: "flow" }));
  });

  it("changes its retention in place", () => {
    const lab = new Lab();
    const changed = lab.change(logGroup(lab), { retentionInDays: 30 });
    assert.equal(lab.state(changed)["retentionInDays"], 30);
  });

  refuses([
    [
      "its name is taken",
      (lab) => [logGroup(lab), logGroup(lab)],
      "creating CloudWatch Logs Log Group: operation error CloudWatch Logs: CreateLogGroup, api error ResourceAlreadyExistsException: The specified log group already exists",
    ],
    [
      "AWS offers no such retention",
      (lab) => logGroup(lab, { retentionInDays: 10 }),
      "retentionInDays: expected one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 10",
    ],
    [
      "its name has a space",
      (lab) => logGroup(lab, { name: "flow logs" }),
      'name: expected 1 to 512 of the characters a-z, A-Z, 0-9 and _-/.#, got "flow logs"',
    ],
  ]);
});

describe("FlowLog", () => {
  it("goes with its VPC", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    flowLog(lab, vpc, logGroup(lab));
    lab.account.remove(vpc);
    assert.deepEqual(lab.account.all(FLOW_LOG), []);
  });

  const creating = "creating Flow Log: operation error EC2: CreateFlowLogs, api error";
  refuses([
    [
      "its destination does not exist",
      (lab) =>
        flowLog(lab, lab.vpc(), logGroup(lab), {
          logDestination: "arn:aws:logs:us-east-1:123456789012:log-group:x",
        }),
      `${creating} InvalidParameter: LogDestination: arn:aws:logs:us-east-1:123456789012:log-group:x does not exist`,
    ],
    [
      "its role trusts another service",
      (lab) =>
        flowLog(lab, lab.vpc(), logGroup(lab), {
          iamRoleArn: lab.state(role(lab, "ec2.amazonaws.com"))["arn"],
        }),
      `${creating} InvalidParameter: Unable to assume given IAM role`,
    ],
    [
      "there is the same one already",
      (lab) => {
        const [vpc, group] = [lab.vpc(), logGroup(lab)];
        const { inputs } = flowLog(lab, vpc, group);
        lab.make(FLOW_LOG, inputs);
      },
      `${creating} FlowLogAlreadyExists: There is an existing Flow Log with the same configuration and log destination.`,
    ],
    [
      "it watches nothing",
      (lab) => lab.make(FLOW_LOG, { logDestination: "a", iamRoleArn: "b", trafficType: "ALL" }),
      "vpcId: exactly one of vpcId, subnetId, regionalNatGatewayId must be given, got none",
    ],
    [
      "its interval is none of AWS's",
      (lab) => flowLog(lab, lab.vpc(), logGroup(lab), { maxAggregationInterval: 300 }),
      "maxAggregationInterval: expected one of 60, 600, got 300",
    ],
  ]);
});
