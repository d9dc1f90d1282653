import { createHash, randomBytes } from "node:crypto";
import type { Stored } from "./resource";
import { isGiven, object, text } from "./values";
import { oneOf, region, tagsUpTo } from "./shared";
import { BUCKET, BUCKET_VERSIONING } from "./tokens";
import type { Context, ResourceType } from "./type";

/** The content of an object. */
export const contentOf = ({ inputs }: Pick<Stored, "inputs">): Buffer =>
  isGiven(inputs["contentBase64"])
    ? Buffer.from(text(inputs["contentBase64"]), "base64")
    : Buffer.from(text(inputs["content"]));

/** The tag of an object's content, without the quotes that HTTP puts around it. */
export const etagOf = (object: Pick<Stored, "inputs">): string =>
  createHash("md5").update(contentOf(object)).digest("hex");

const versionOf = ({ account, inputs }: Context): string => {
  const [own] = account.referring(text(inputs["bucket"]), BUCKET_VERSIONING);
  return object(own?.inputs["versioningConfiguration"])["status"] === "Enabled"
    ? randomBytes(16).toString("hex")
    : "";
};

/** Its content is stored, so that it can be served. */
export const bucketObject: ResourceType = {
  noun: "S3 Object",
  operations: {
    create: "S3: PutObject",
    update: "S3: PutObject",
    remove: "S3: DeleteObject",
  },
  missing: (id) => ["NoSuchKey", `The specified key does not exist: ${id}`],
  id: ({ inputs }) => `${text(inputs["bucket"])}/${text(inputs["key"])}`,
  inputs: {
    bucket: { required: true, replaces: true, refersTo: BUCKET, bond: "follows" },
    key: {
      required: true,
      replaces: true,
      check: (value) =>
        text(value) !== "" && Buffer.byteLength(text(value)) <= 1024
          ? undefined
          : `a key has 1 to 1024 bytes, got ${JSON.stringify(value)}`,
    },
    content: {},
    contentBase64: {},
    contentType: { computed: true },
    cacheControl: {},
    metadata: {},
    serverSideEncryption: { computed: true, check: oneOf("AES256", "aws:kms", "aws:kms:dsse") },
    storageClass: { computed: true },
    forceDestroy: { default: false },
    region,
    tags: tagsUpTo(10),
  },
  computed: {
    arn: ({ id, partition }) => `arn:${partition}:s3:::${id}`,
    contentType: "application/octet-stream",
    serverSideEncryption: "AES256",
    storageClass: "STANDARD",
    acl: "private",
    bucketKeyEnabled: false,
    checksumCrc32: "",
    checksumCrc32c: "",
    checksumCrc64nvme: "",
    checksumSha1: "",
    checksumSha256: "",
    kmsKeyId: "",
    $versionId: versionOf,
  },
  live: {
    etag: etagOf,
    versionId: ({ outputs }) => outputs["$versionId"],
  },
  changed: (context) => ({ $versionId: versionOf(context) }),
  validate: (inputs) =>
    isGiven(inputs["content"]) && isGiven(inputs["contentBase64"])
      ? [{ property: "content", reason: '"content" conflicts with contentBase64' }]
      : [],
};
