import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import { type Tags, named } from "./tags";

interface PrivateBucketArgs {
  readonly parent: pulumi.ComponentResource;
  /** Statements of the bucket's policy, in addition to the one that denies plain HTTP. @default - none */
  readonly statements?: (bucketArn: pulumi.Output<string>) => readonly object[];
  readonly tags: Tags | undefined;
}

export interface PrivateBucket {
  readonly bucket: Bucket;
  /** An object that depends on it has versions from the first one on. */
  readonly versioning: BucketVersioning;
  /** Writers that `statements` allow must depend on it. */
  readonly policy: BucketPolicy;
}

/**
 * Creates `<name>`: a private bucket with versioning, encrypted with S3 managed keys, that allows TLS only. A destroy
 * deletes it with all its objects.
 */
export function createPrivateBucket(
  name: string,
  { parent, statements = () => [], tags }: PrivateBucketArgs,
): PrivateBucket {
  const options = { parent };
  const bucket = new Bucket(name, { forceDestroy: true, tags: named(name, tags) }, options);
  const versioning = new BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  new BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    options,
  );
  const block = new BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  const policy = new BucketPolicy(
    name,
    {
      bucket: bucket.id,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
          ...statements(bucket.arn),
        ],
      }),
    },
    { parent, dependsOn: block },
  );
  return { bucket, versioning, policy };
}

/** Creates `<name>`, a lifecycle rule that deletes a bucket's objects after a number of days. */
export function deleteAfterDays(
  name: string,
  place: PrivateBucket,
  days: number,
  parent: pulumi.ComponentResource,
): void {
  createRule(name, place, parent, {
    expiration: { days },
    noncurrentVersionExpiration: { noncurrentDays: 1 },
  });
}

/**
 * Creates `<name>`, a lifecycle rule that deletes noncurrent versions of a bucket's objects after a number of days.
 */
export function deleteOldVersions(
  name: string,
  place: PrivateBucket,
  noncurrentDays: number,
  parent: pulumi.ComponentResource,
): void {
  createRule(name, place, parent, { noncurrentVersionExpiration: { noncurrentDays } });
}

function createRule(
  name: string,
  { bucket, versioning }: PrivateBucket,
  parent: pulumi.ComponentResource,
  what: object,
): void {
  new BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          ...what,
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    // The rule for versions requires versioning.
    { parent, dependsOn: versioning },
  );
}
