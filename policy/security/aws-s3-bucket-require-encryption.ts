import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { BUCKET, BUCKET_ENCRYPTION } from "../../stack/types";
import { given } from "../../stack/values";

export const awsS3BucketRequireEncryption = stackPolicy({
  name: "aws-s3-bucket-require-encryption",
  displayName: "Buckets state their encryption",
  what: "Each bucket has an encryption configuration.",
  why: "S3 encrypts with a key of its own by default; stated, the key is a decision, and seen to change.",
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
