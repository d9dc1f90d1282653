import * as token from "../model/tokens";
import { type ProviderCalls, actions } from "./provider-calls";

/** A bucket configuration with a separate resource type. */
const ofBucket = (source: string, what: string): ProviderCalls => ({
  source: `s3/${source}.go`,
  create: actions(`s3: Put${what}`),
  read: actions(`s3: Get${what}`),
  update: actions(`s3: Put${what}`),
  remove: actions(`s3: Put${what}`),
});

export const storageCalls: Readonly<Record<string, ProviderCalls>> = {
  // Tags by S3 Control since provider 6.23: https://github.com/hashicorp/terraform-provider-aws/pull/45251
  [token.BUCKET]: {
    source: "s3/bucket.go",
    create: actions("s3: CreateBucket TagResource"),
    read: actions(
      "s3: ListBucket ListTagsForResource GetBucketPolicy GetBucketAcl GetBucketCORS GetBucketWebsite",
      "s3: GetBucketVersioning GetAccelerateConfiguration GetBucketRequestPayment GetBucketLogging",
      "s3: GetLifecycleConfiguration GetReplicationConfiguration GetEncryptionConfiguration",
      "s3: GetBucketObjectLockConfiguration",
    ),
    update: actions("s3: TagResource UntagResource"),
    remove: actions(
      "s3: DeleteBucket ListBucketVersions?forceDestroy DeleteObject?forceDestroy",
      "s3: DeleteObjectVersion?forceDestroy",
    ),
  },
  [token.BUCKET_VERSIONING]: ofBucket("bucket_versioning", "BucketVersioning"),
  [token.BUCKET_ENCRYPTION]: ofBucket(
    "bucket_server_side_encryption_configuration",
    "EncryptionConfiguration",
  ),
  [token.BUCKET_ACCESS_BLOCK]: ofBucket("bucket_public_access_block", "BucketPublicAccessBlock"),
  [token.BUCKET_LIFECYCLE]: ofBucket("bucket_lifecycle_configuration", "LifecycleConfiguration"),
  [token.BUCKET_POLICY]: {
    source: "s3/bucket_policy.go",
    create: actions("s3: PutBucketPolicy"),
    read: actions("s3: GetBucketPolicy"),
    update: actions("s3: PutBucketPolicy"),
    remove: actions("s3: DeleteBucketPolicy"),
  },
  [token.BUCKET_OBJECT]: {
    source: "s3/object.go",
    create: actions("s3: PutObject PutObjectTagging?tags"),
    read: actions("s3: GetObject GetObjectTagging"),
    update: actions("s3: PutObject PutObjectTagging?tags"),
    // For a versioned bucket, all versions.
    remove: actions("s3: ListBucketVersions DeleteObject DeleteObjectVersion"),
  },
  [token.ROLE]: {
    source: "iam/role.go",
    create: actions("iam: CreateRole TagRole"),
    read: actions("iam: GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies"),
    update: actions(
      "iam: UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy TagRole UntagRole",
    ),
    remove: actions("iam: ListInstanceProfilesForRole DeleteRole"),
  },
  [token.ROLE_POLICY]: {
    source: "iam/role_policy.go",
    create: actions("iam: PutRolePolicy"),
    read: actions("iam: GetRolePolicy"),
    update: actions("iam: PutRolePolicy"),
    remove: actions("iam: DeleteRolePolicy"),
  },
  [token.ROLE_POLICY_ATTACHMENT]: {
    source: "iam/role_policy_attachment.go",
    create: actions("iam: AttachRolePolicy"),
    read: actions("iam: ListAttachedRolePolicies"),
    update: [],
    remove: actions("iam: DetachRolePolicy"),
  },
  [token.INSTANCE_PROFILE]: {
    source: "iam/instance_profile.go",
    create: actions("iam: CreateInstanceProfile AddRoleToInstanceProfile TagInstanceProfile"),
    read: actions("iam: GetInstanceProfile"),
    update: actions(
      "iam: RemoveRoleFromInstanceProfile AddRoleToInstanceProfile TagInstanceProfile UntagInstanceProfile",
    ),
    remove: actions("iam: RemoveRoleFromInstanceProfile DeleteInstanceProfile"),
    passes: { role: "ec2.amazonaws.com" },
  },
};
