import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Follower } from "../../../../../components/front-door/nlb/follower/follower";
import { type Recording, record } from "../../../../support/recorder";

const FUNCTION = "aws:lambda/function:Function";
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";

const groupArn = (key: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${key}/0123456789abcdef`;
const target = (key: string, port: number) => ({
  dnsName: `${key}.elb.us-east-1.amazonaws.com`,
  port,
  targetGroupArn: pulumi.output(groupArn(key)),
  loadBalancerArnSuffix: "net/entry/0123456789abcdef",
  targetGroupArnSuffix: `targetgroup/${key}/0123456789abcdef`,
});

const recordFollower = (): Promise<Recording> =>
  record(
    () =>
      void new Follower("entry-follower", {
        targets: { "green-443": target("green", 443), "blue-80": target("blue", 80) },
        vpcCidr: "10.20.0.0/16",
        topicArn: TOPIC,
      }),
  );

const policyOf = (recording: Recording, name: string) =>
  JSON.parse(recording.find(name, POLICY).inputs["policy"] as string) as {
    Statement: { Sid: string; Action: string | string[]; Resource: string | string[] }[];
  };

describe("Follower", () => {
  let recording: Recording;
  before(async () => (recording = await recordFollower()));
  const arnOf = (type: string) => recording.find("entry-follower", type).outputs["arn"] as string;

  it("is a function of the current Node.js on arm64, of which one runs at a time", () => {
    const { inputs } = recording.find("entry-follower", FUNCTION);
    assert.deepEqual(
      [inputs["runtime"], inputs["architectures"], inputs["timeout"], inputs["handler"]],
      ["nodejs24.x", ["arm64"], 300, "index.handler"],
    );
    assert.equal(inputs["reservedConcurrentExecutions"], 1);
  });

  it("gets a list of each setting, sorted by key", () => {
    const { environment } = recording.find("entry-follower", FUNCTION).inputs as {
      environment: { variables: Record<string, string> };
    };
    const { variables } = environment;
    assert.equal(
      variables["ALB_DNS_NAME"],
      "blue.elb.us-east-1.amazonaws.com,green.elb.us-east-1.amazonaws.com",
    );
    assert.equal(variables["ALB_LISTENER"], "80,443");
    assert.equal(variables["NLB_TG_ARN"], `${groupArn("blue")},${groupArn("green")}`);
    assert.equal(
      variables["S3_BUCKET"],
      recording.find("entry-follower", "aws:s3/bucket:Bucket").outputs["bucket"],
    );
    assert.equal(variables["TARGET_VPC_CIDR"], "10.20.0.0/16");
  });

  it("may do nothing but to its target groups, object, logs, queue and metrics", () => {
    const { Statement } = policyOf(recording, "entry-follower");
    const allowed = Object.fromEntries(Statement.map(({ Sid, Resource }) => [Sid, Resource]));
    assert.deepEqual(allowed, {
      OwnTargets: [groupArn("green"), groupArn("blue")],
      TargetHealth: "*",
      State: `${arnOf("aws:s3/bucket:Bucket")}/addresses.json`,
      StateMissing: arnOf("aws:s3/bucket:Bucket"),
      Metrics: "*",
      Logs: `${arnOf("aws:cloudwatch/logGroup:LogGroup")}:*`,
      DeadLetters: arnOf("aws:sqs/queue:Queue"),
    });
  });

  it("is invoked each minute, by a schedule that may invoke nothing else, and not again", () => {
    const { inputs } = recording.find("entry-follower-schedule", "aws:scheduler/schedule:Schedule");
    const { target } = inputs as { target: Record<string, unknown> };
    assert.equal(inputs["scheduleExpression"], "rate(1 minute)");
    assert.equal(target["arn"], arnOf(FUNCTION));
    assert.deepEqual(target["retryPolicy"], {
      maximumEventAgeInSeconds: 60,
      maximumRetryAttempts: 0,
    });
    const [statement] = policyOf(recording, "entry-follower-schedule").Statement;
    assert.equal(statement?.Action, "lambda:InvokeFunction");
    assert.equal(statement.Resource, arnOf(FUNCTION));
    const trust = recording.find("entry-follower-schedule", ROLE).inputs["assumeRolePolicy"];
    assert.match(trust as string, /schedule-group\/default/);
    const invoked = recording.find(
      "entry-follower",
      "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    );
    assert.equal(invoked.inputs["maximumRetryAttempts"], 0);
  });

  it("alarms on failure, on silence, on dropped runs and on each group without targets", () => {
    const alarms = recording.resources.filter(({ type }) => type === ALARM);
    assert.deepEqual(alarms.map(({ name }) => name).sort(), [
      "entry-follower-dead-letters",
      "entry-follower-failed",
      "entry-follower-no-targets-blue-80",
      "entry-follower-no-targets-green-443",
      "entry-follower-stale",
    ]);
    for (const { name, inputs } of alarms) assert.deepEqual(inputs["alarmActions"], [TOPIC], name);
    const silent = recording.find("entry-follower-stale").inputs;
    assert.equal(silent["treatMissingData"], "breaching");
  });
});
