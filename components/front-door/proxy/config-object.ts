import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2";
import { type PrivateBucket, createPrivateBucket, deleteOldVersions } from "../../private-bucket";
import { type Tags, named } from "../../tags";

/** Retention of earlier configurations. */
const OLD_VERSION_DAYS = 90;

/** Creates `<name>`: a private bucket for configurations, which keeps earlier versions for 90 days. */
export function createConfigBucket(
  name: string,
  parent: pulumi.ComponentResource,
  tags: Tags | undefined,
): PrivateBucket {
  const place = createPrivateBucket(name, { parent, tags });
  deleteOldVersions(name, place, OLD_VERSION_DAYS, parent);
  return place;
}

/** Location of haproxy.cfg in S3. */
export interface ConfigObject {
  readonly bucket: pulumi.Output<string>;
  readonly key: string;
  readonly arn: pulumi.Output<string>;
}

interface ConfigObjectArgs {
  readonly parent: pulumi.ComponentResource;
  readonly place: PrivateBucket;
  readonly key: string;
  /** Content of haproxy.cfg. */
  readonly content: pulumi.Output<string>;
  readonly tags: Tags | undefined;
}

/** Creates `<name>`: haproxy.cfg in S3 with its SHA-256, which nodes verify before they use it. */
export function createConfigObject(
  name: string,
  { parent, place: { bucket, versioning }, key, content, tags }: ConfigObjectArgs,
): ConfigObject {
  new BucketObjectv2(
    name,
    {
      bucket: bucket.id,
      key,
      content,
      contentType: "text/plain",
      metadata: {
        sha256: content.apply((text) => createHash("sha256").update(text).digest("hex")),
      },
      tags: named(name, tags),
    },
    // Versioning must be on first, so that every configuration is kept.
    { parent, dependsOn: versioning },
  );
  return { bucket: bucket.bucket, key, arn: pulumi.interpolate`${bucket.arn}/${key}` };
}
