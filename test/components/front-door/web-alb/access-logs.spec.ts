import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createAccessLogs } from "../../../../components/front-door/web-alb/access-logs";
import { record } from "../../../support/recorder";

class Owner extends pulumi.ComponentResource {
  constructor() {
    super("holdfast:test:Owner", "owner", {});
    createAccessLogs("owner-logs", {
      parent: this,
      region: "eu-west-1",
      accountId: pulumi.output("123456789012"),
      retentionDays: 14,
      tags: undefined,
    });
  }
}

const recordLogs = () => record(() => void new Owner());

describe("createAccessLogs", () => {
  it("lets load balancers of this account and region write below the account's own prefix", async () => {
    const recording = await recordLogs();
    const { arn } = recording.find("owner-logs", "aws:s3/bucket:Bucket").outputs;
    const { policy } = recording.find("owner-logs", "aws:s3/bucketPolicy:BucketPolicy").inputs;
    const { Statement } = JSON.parse(policy as string) as { Statement: { Effect: string }[] };
    assert.deepEqual(
      Statement.filter(({ Effect }) => Effect === "Allow"),
      [
        {
          Sid: "LogDelivery",
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${arn as string}/AWSLogs/123456789012/*`,
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: {
              "aws:SourceArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/*",
            },
          },
        },
      ],
    );
  });

  it("deletes them, and what is left of them, after their time", async () => {
    const recording = await recordLogs();
    const [configuration] = recording.resources.filter(({ type }) =>
      type.includes("LifecycleConfiguration"),
    );
    const [rule] = configuration!.inputs["rules"] as Record<string, unknown>[];
    assert.equal(rule!["status"], "Enabled");
    assert.deepEqual(rule!["expiration"], { days: 14 });
    assert.deepEqual(rule!["noncurrentVersionExpiration"], { noncurrentDays: 1 });
  });
});
