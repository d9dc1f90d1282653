import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { BUCKET, BUCKET_ENCRYPTION } from "../../stack/types";
import { given } from "../../stack/values";

export const awsS3BucketRequireEncryption = stackPolicy({
  name: "aws-s3-bucket-require-encryption",
  displayName: "Buckets state their encryption",
  what: "Each bucket has an encryption configuration.",
  why: "By default, S3 encrypts with its own key. If the configuration states the key, it is a decision, and changes are visible.",
  remedy: "Add a BucketServerSideEncryptionConfiguration.",
  severity: "medium",
  framework: wellArchitected("SEC08-BP02", "Enforce encryption at rest"),
  check: (stack) =>
    stack
      .ofType(BUCKET)
      .filter(
        (bucket) =>
          stack.referringTo(bucket, BUCKET_ENCRYPTION).length === 0 &&
          !given(bucket.inputs, "serverSideEncryptionConfiguration.rule"),
      )
      .map((bucket) => ({
        resource: bucket,
        message:
          `bucket ${bucket.name} should state its encryption, got none; ` +
          "add a BucketServerSideEncryptionConfiguration",
      })),
});
