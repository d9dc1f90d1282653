import { createHash } from "node:crypto";
import type { Account } from "../account";
import { AwsError } from "../errors";
import { contentOf } from "../model/s3-objects";
import { BUCKET, BUCKET_OBJECT } from "../model/tokens";
import { type Values, object, text } from "../values";

/** An object as S3 gives it out. */
export interface S3Object {
  readonly content: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bucket and the key of a path-style address, such as /bucket/folder/key. */
export function placeOf(path: string): { bucket: string; key: string } {
  const [bucket = "", ...key] = decodeURIComponent(path).replace(/^\//, "").split("/");
  return { bucket, key: key.join("/") };
}

/** GetObject. */
export function getObject(account: Account, { bucket, key }: ReturnType<typeof placeOf>): S3Object {
  if (!account.all(BUCKET).some((one) => one.id === bucket)) {
    throw new AwsError("NoSuchBucket", "The specified bucket does not exist");
  }
  const found = account
    .all(BUCKET_OBJECT)
    .find(({ inputs }) => text(inputs["bucket"]) === bucket && text(inputs["key"]) === key);
  if (!found) {
    throw new AwsError("NoSuchKey", "The specified key does not exist.");
  }
  const metadata = object(found.inputs["metadata"]) as Record<string, string>;
  return { content: contentOf(found), metadata };
}

/** The headers that come with an object. */
export const headersOf = ({ content, metadata }: S3Object): Record<string, string> => ({
  "content-type": "binary/octet-stream",
  "content-length": String(content.length),
  "last-modified": new Date().toUTCString(),
  etag: `"${createHash("md5").update(content).digest("hex")}"`,
  "accept-ranges": "bytes",
  ...Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [`x-amz-meta-${key}`, value]),
  ),
});

/** What policies see of a call on an object. */
export const objectArn = ({ bucket, key }: ReturnType<typeof placeOf>): string =>
  `arn:aws:s3:::${bucket}/${key}`;

export const s3Error = (code: string, message: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

/** HTTP status of S3's errors. */
export const s3Status = (code: string): number => (/^NoSuch/.test(code) ? 404 : 400);

/** The body that a policy-minded reader of a call finds useful. */
export const s3Body = ({ bucket, key }: ReturnType<typeof placeOf>): Values => ({
  Bucket: bucket,
  Key: key,
});
