import assert from "node:assert/strict";
import {
  STATE_KEY,
  followerPolicy,
} from "../../../../../components/front-door/nlb/follower/follower-policy";
import { addresses, balancer } from "../../../../../bench/labs/follower/dns-server";
import { BUCKET_NAME, FollowerLab, NAME } from "../../../../../bench/labs/follower/follower-lab";

interface Ask {
  readonly action: string;
  readonly resource: string;
  readonly conditions: Readonly<Record<string, string>>;
}

type Statement = ReturnType<typeof followerPolicy>["Statement"][number];

function allows({ Action, Resource, ...rest }: Statement, ask: Ask): boolean {
  const wanted = "Condition" in rest ? rest.Condition?.StringEquals : undefined;
  return (
    [Action].flat().includes(ask.action) &&
    [Resource].flat().some((one) => one === "*" || one === ask.resource) &&
    Object.entries(wanted ?? {}).every(([key, value]) => ask.conditions[key] === value)
  );
}

/** Of what the function does not ask AWS for by itself, or only when there is no state. */
const BY_OTHERS = ["Logs", "DeadLetters", "StateMissing"];

describe("the policy of the function that follows addresses", () => {
  const asks: Ask[] = [];
  let policy: ReturnType<typeof followerPolicy>;

  before(async () => {
    const lab = await FollowerLab.open();
    try {
      // It registers at first, and later deregisters.
      for (const count of [3, 2]) {
        lab.dns.names.set(NAME, balancer(addresses(count), 1));
        const { status, stderr } = await lab.run({}, 3);
        assert.equal(status, 0, stderr);
      }
      assert.equal(lab.registered().length, 2);
      const calls = lab.api.calls;
      for (const { action, resources, conditions } of calls) {
        for (const resource of resources) asks.push({ action, resource, conditions });
      }
      policy = followerPolicy({
        targetGroupArns: lab.arns,
        bucketArn: `arn:aws:s3:::${BUCKET_NAME}`,
        logGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:follower",
        deadLetterQueueArn: "arn:aws:sqs:us-east-1:123456789012:follower",
      });
    } finally {
      await lab.close();
    }
  });

  it("allows every call of a run that registers and deregisters", () => {
    for (const ask of asks) {
      assert.ok(
        policy.Statement.some((statement) => allows(statement, ask)),
        `${ask.action} on ${ask.resource} is denied`,
      );
    }
  });

  it("allows nothing that such a run does not need", () => {
    for (const statement of policy.Statement.filter(({ Sid }) => !BY_OTHERS.includes(Sid))) {
      for (const action of [statement.Action].flat()) {
        const one = { ...statement, Action: action } as Statement;
        assert.ok(
          asks.some((ask) => allows(one, ask)),
          `nothing needs ${action} on ${[statement.Resource].flat().join(", ")}`,
        );
      }
    }
  });

  it("denies other target groups, other objects and other metrics", () => {
    const denied: Ask[] = [
      {
        action: "elasticloadbalancing:DeregisterTargets",
        resource: `${asks.find(({ action }) => /RegisterTargets/.test(action))!.resource}0`,
        conditions: {},
      },
      { action: "s3:GetObject", resource: `arn:aws:s3:::other/${STATE_KEY}`, conditions: {} },
      { action: "s3:PutObject", resource: `arn:aws:s3:::${BUCKET_NAME}/other`, conditions: {} },
      {
        action: "s3:DeleteObject",
        resource: `arn:aws:s3:::${BUCKET_NAME}/${STATE_KEY}`,
        conditions: {},
      },
      {
        action: "cloudwatch:PutMetricData",
        resource: "*",
        conditions: { "cloudwatch:namespace": "Other" },
      },
    ];
    for (const ask of denied) {
      assert.ok(
        policy.Statement.every((statement) => !allows(statement, ask)),
        `${ask.action} on ${ask.resource} is allowed`,
      );
    }
  });
});
