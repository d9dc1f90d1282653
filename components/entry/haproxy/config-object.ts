import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2";
import { createPrivateBucket } from "../../private-bucket";
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
  const { bucket, versioning } = createPrivateBucket(name, { parent, tags });
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
