import assert from "node:assert/strict";
import { withName } from "../../../simulator/provider/auto-name";
import {
  BUCKET,
  BUCKET_ACCESS_BLOCK,
  BUCKET_ENCRYPTION,
  BUCKET_OBJECT,
  BUCKET_POLICY,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { type Values, text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const bucket = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(BUCKET, { bucket: "config", ...inputs });

const object = (lab: Lab, { id }: Stored, inputs: Values = {}): Stored =>
  lab.make(BUCKET_OBJECT, { bucket: id, key: "a/b.cfg", content: "hello", ...inputs });

const policy = (lab: Lab, { id }: Stored, statement: Values): Stored =>
  lab.make(BUCKET_POLICY, {
    bucket: id,
    policy: JSON.stringify({
      Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject", ...statement },
    }),
  });

describe("Bucket", () => {
  it("gets a name in lower case when none is given", () => {
    const inputs = withName(BUCKET, "Config", {}, {});
    assert.match(text(inputs["bucket"]), /^config-[0-9a-f]{7}$/);
    assert.deepEqual(withName(BUCKET, "Config", {}, inputs), inputs);
  });

  it("takes its objects and settings along when it is deleted by force", () => {
    const lab = new Lab();
    const made = bucket(lab, { forceDestroy: true });
    object(lab, made);
    lab.make(BUCKET_ENCRYPTION, {
      bucket: made.id,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    lab.account.remove(made);
    assert.deepEqual(lab.account.everything(), []);
  });

  it("has a public policy only where that is not blocked", () => {
    const lab = new Lab();
    const made = bucket(lab);
    lab.make(BUCKET_ACCESS_BLOCK, { bucket: made.id });
    assert.ok(policy(lab, made, { Resource: "arn:aws:s3:::config/*" }));
  });

  refuses([
    [
      "its name has an upper-case letter",
      (lab) => bucket(lab, { bucket: "Config" }),
      `bucket: InvalidBucketName: a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens, and begins and ends with a letter or digit, got "Config"`,
    ],
    [
      "its name is taken",
      (lab) => {
        bucket(lab);
        bucket(lab);
      },
      "creating S3 Bucket: operation error S3: CreateBucket, api error BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
    ],
    [
      "it is deleted with objects in it",
      (lab) => {
        const made = bucket(lab);
        object(lab, made);
        lab.account.remove(made);
      },
      "deleting S3 Bucket (config): operation error S3: DeleteBucket, api error BucketNotEmpty: The bucket you tried to delete is not empty",
    ],
    [
      "its policy is about another bucket",
      (lab) => policy(lab, bucket(lab), { Resource: "arn:aws:s3:::other/*" }),
      "creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error MalformedPolicy: Policy has invalid resource: arn:aws:s3:::other/*",
    ],
    [
      "its policy is public",
      (lab) => policy(lab, bucket(lab), { Resource: "arn:aws:s3:::config/*" }),
      'creating S3 Bucket Policy: operation error S3: PutBucketPolicy, api error AccessDenied: User is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::config" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    ],
  ]);

  it("fails when its name is taken in another region", () => {
    const lab = new Lab();
    bucket(lab);
    assert.throws(() => bucket(lab, { region: "eu-west-1" }), /BucketAlreadyOwnedByYou/);
  });
});
