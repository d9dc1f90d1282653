import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import { named } from "../../tags";

/** Where nodes find haproxy.cfg. */
export interface ConfigObject {
  readonly bucket: pulumi.Output<string>;
  readonly key: string;
  readonly arn: pulumi.Output<string>;
}

const KEY = "haproxy.cfg";

/**
 * Creates `<name>` and `<name>-…`: a private bucket with versions, encrypted, that answers over TLS only;
 * and in it haproxy.cfg with its SHA-256, which nodes check before they use it.
 *
 * @param name of the component, which prefixes all others
 */
export function createConfigObject(
  name: string,
  parent: pulumi.ComponentResource,
  content: string,
  tags: Readonly<Record<string, string>> | undefined,
): ConfigObject {
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
  new BucketPolicy(
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
        ],
      }),
    },
    { parent, dependsOn: block },
  );
  const objectName = `${name}-haproxy-cfg`;
  new BucketObjectv2(
    objectName,
    {
      bucket: bucket.id,
      key: KEY,
      content,
      contentType: "text/plain",
      metadata: { sha256: createHash("sha256").update(content).digest("hex") },
      tags: named(objectName, tags),
    },
    // Versions from the first on, so that an earlier configuration can always be looked at.
    { parent, dependsOn: versioning },
  );
  return { bucket: bucket.bucket, key: KEY, arn: pulumi.interpolate`${bucket.arn}/${KEY}` };
}
