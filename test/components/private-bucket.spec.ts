import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createPrivateBucket } from "../../components/private-bucket";
import { type Recording, record } from "../support/recorder";

/** A component with nothing but a bucket. */
class Keeper extends pulumi.ComponentResource {
  constructor(statements?: (arn: pulumi.Output<string>) => object[]) {
    super("holdfast:test:Keeper", "store");
    createPrivateBucket("store", {
      parent: this,
      tags: undefined,
      ...(statements && { statements }),
    });
  }
}

const policyOf = (recording: Recording) =>
  JSON.parse(
    recording.find("store", "aws:s3/bucketPolicy:BucketPolicy").inputs["policy"] as string,
  ) as { Statement: { Effect: string; Condition?: unknown; Sid?: string; Resource: unknown }[] };

describe("createPrivateBucket", () => {
  it("is closed to the public, encrypted, with versions", async () => {
    const recording = await record(() => void new Keeper());
    const inputs = (type: string) => recording.find("store", `aws:s3/${type}`).inputs;
    const { bucket, ...block } = inputs("bucketPublicAccessBlock:BucketPublicAccessBlock");
    assert.equal(bucket, recording.find("store", "aws:s3/bucket:Bucket").outputs["id"]);
    assert.deepEqual(block, {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(inputs("bucketVersioning:BucketVersioning")["versioningConfiguration"], {
      status: "Enabled",
    });
    assert.ok(
      inputs("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
    );
  });

  it("refuses plain HTTP, whatever else its policy says", async () => {
    const allow = (arn: pulumi.Output<string>) => [
      {
        Sid: "Extra",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "s3:GetObject",
        Resource: pulumi.interpolate`${arn}/logs/*`,
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      },
    ];
    const recording = await record(() => void new Keeper(allow));
    const arn = recording.find("store", "aws:s3/bucket:Bucket").outputs["arn"] as string;
    const [tls, extra] = policyOf(recording).Statement;
    assert.equal(tls?.Effect, "Deny");
    assert.deepEqual(tls.Condition, { Bool: { "aws:SecureTransport": "false" } });
    assert.deepEqual(tls.Resource, [arn, `${arn}/*`]);
    assert.equal(extra?.Resource, `${arn}/logs/*`);
    assert.equal(policyOf(await record(() => void new Keeper())).Statement.length, 1);
  });
});
