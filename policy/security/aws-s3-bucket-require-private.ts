import { bestPractice } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { BUCKET, PUBLIC_ACCESS_BLOCK } from "../../stack/types";
import { flagAt, textAt } from "../../stack/values";

const SWITCHES = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

export const awsS3BucketRequirePrivate = stackPolicy({
  name: "aws-s3-bucket-require-private",
  displayName: "Buckets block public access",
  what: "Each bucket has a public access block with all four switches on, and no public ACL.",
  why: "A bucket policy can be opened by mistake later. The public access block keeps the bucket private.",
  remedy: "Add a BucketPublicAccessBlock with all four set to true.",
  severity: "high",
  framework: bestPractice("S3.8", "S3 general purpose buckets should block public access"),
  check: (stack) =>
    stack.ofType(BUCKET).flatMap((bucket) => {
      const acl = textAt(bucket.inputs, "acl");
      if (typeof acl === "string" && acl.startsWith("public")) {
        const message = `bucket ${bucket.name} should be private, got the ACL ${acl}; remove it`;
        return [{ resource: bucket, message }];
      }
      const [block] = stack.referringTo(bucket, PUBLIC_ACCESS_BLOCK);
      if (!block) {
        const message =
          `bucket ${bucket.name} should block public access, got no public access block; ` +
          "add a BucketPublicAccessBlock";
        return [{ resource: bucket, message }];
      }
      const off = SWITCHES.filter((key) =>
        [false, undefined].includes(flagAt(block.inputs, key) as false),
      );
      if (off.length === 0) return [];
      const message = `bucket ${bucket.name} should block public access, got ${off.join(", ")} off; set to true`;
      return [{ resource: bucket, message }];
    }),
});
