import type { GetObjectCommandInput, PutObjectCommandInput } from "@aws-sdk/client-s3";
import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";

const Key = "proxy/haproxy.cfg";

/** The ETag of no object here. */
const ETAG = '"0123456789abcdef0123456789abcdef"';

type Get = Partial<GetObjectCommandInput>;
type Put = Partial<PutObjectCommandInput>;

async function content(world: World, Bucket: string, more: Get = {}): Promise<string> {
  const { Body } = await world.s3.getObject({ Bucket, Key, ...more });
  return (await Body!.transformToString()).replaceAll("\n", "⏎");
}

async function stored(world: World): Promise<{ bucket: string; etag: string }> {
  const bucket = await world.makers.bucket();
  await world.makers.object(bucket, Key, "global\n", { sha256: "abc" });
  const { ETag = "" } = await world.s3.getObject({ Bucket: bucket, Key });
  return { bucket, etag: ETag };
}

const get = casesOf("s3:GetObject");
const put = casesOf("s3:PutObject");

const reading = (before: string, request: (etag: string) => Get, answer: string): Case =>
  get(
    before,
    async (world) => {
      const { bucket, etag } = await stored(world);
      return { call: () => content(world, bucket, request(etag)) };
    },
    answer,
  );

const READS: readonly Case[] = [
  reading("an object", () => ({}), "global⏎"),
  reading("the object has this ETag: If-Match", (etag) => ({ IfMatch: etag }), "global⏎"),
  reading("the object has another ETag: If-Match", () => ({ IfMatch: ETAG }), "PreconditionFailed"),
  reading("the object has this ETag: If-None-Match", (etag) => ({ IfNoneMatch: etag }), "HTTP 304"),
  reading("the object has another ETag: If-None-Match", () => ({ IfNoneMatch: ETAG }), "global⏎"),
  reading("no object has the key", () => ({ Key: "none" }), "NoSuchKey"),
  reading(
    "no bucket has the name",
    () => ({ Bucket: "holdfast-conformance-of-no-account" }),
    "NoSuchBucket",
  ),
  get(
    "the metadata of an object",
    async (world) => {
      const { bucket } = await stored(world);
      return {
        call: async () => (await world.s3.getObject({ Bucket: bucket, Key })).Metadata,
      };
    },
    "{sha256:abc}",
  ),
  get(
    "the ETag is the MD5 of the content",
    async (world) => {
      const { bucket } = await stored(world);
      return { call: async () => (await world.s3.getObject({ Bucket: bucket, Key })).ETag };
    },
    "b6b3f51996c7da2d8adcbb44baa39750",
  ),
  get(
    "the size of an object",
    async (world) => {
      const { bucket } = await stored(world);
      return {
        call: async () => (await world.s3.getObject({ Bucket: bucket, Key })).ContentLength,
      };
    },
    "7",
  ),
];

const writing = (world: World, bucket: string, more: Put): Step => ({
  call: async () => {
    await world.s3.putObject({ Bucket: bucket, Key, Body: "defaults\n", ...more });
    return "done";
  },
  after: () => content(world, bucket),
});

const writes = (
  before: string,
  request: (etag: string) => Put,
  outcome: readonly [answer: string, after: string],
): Case =>
  put(
    before,
    async (world) => {
      const { bucket, etag } = await stored(world);
      return writing(world, bucket, request(etag));
    },
    outcome,
  );

const WRITES: readonly Case[] = [
  writes("there is such an object", () => ({}), ["done", "defaults⏎"]),
  writes("the object has this ETag: If-Match", (etag) => ({ IfMatch: etag }), [
    "done",
    "defaults⏎",
  ]),
  writes("the object has another ETag: If-Match", () => ({ IfMatch: ETAG }), [
    "PreconditionFailed",
    "global⏎",
  ]),
  writes("there is such an object: If-None-Match *", () => ({ IfNoneMatch: "*" }), [
    "PreconditionFailed",
    "global⏎",
  ]),
  put("there is no such object", async (world) => writing(world, await world.makers.bucket(), {}), [
    "done",
    "defaults⏎",
  ]),
  put(
    "there is no such object: If-None-Match *",
    async (world) => writing(world, await world.makers.bucket(), { IfNoneMatch: "*" }),
    ["done", "defaults⏎"],
  ),
  put(
    "there is no such object: If-Match",
    async (world) => ({
      call: writing(world, await world.makers.bucket(), { IfMatch: ETAG }).call,
    }),
    "NoSuchKey",
  ),
  put(
    "no bucket has the name",
    (world) => Promise.resolve({ call: writing(world, "holdfast-conformance-none", {}).call }),
    "NoSuchBucket",
  ),
  put(
    "with metadata and a type",
    async (world) => {
      const bucket = await world.makers.bucket();
      return {
        call: writing(world, bucket, {
          Metadata: { sha256: "xyz" },
          ContentType: "application/json",
        }).call,
        after: async () => {
          const { Metadata, ContentType } = await world.s3.getObject({ Bucket: bucket, Key });
          return [Metadata, ContentType];
        },
      };
    },
    ["done", "[{sha256:xyz},application/json]"],
  ),
  put(
    "bytes that are not text",
    async (world) => {
      const bucket = await world.makers.bucket();
      return {
        call: writing(world, bucket, { Body: Buffer.from([0, 255, 13, 10]) }).call,
        after: async () => {
          const { Body } = await world.s3.getObject({ Bucket: bucket, Key });
          return Buffer.from(await Body!.transformToByteArray()).toString("hex");
        },
      };
    },
    ["done", "00ff0d0a"],
  ),
  put(
    "two writes from one state: the second",
    async (world) => {
      const { bucket, etag } = await stored(world);
      await world.s3.putObject({ Bucket: bucket, Key, Body: "first\n", IfMatch: etag });
      return writing(world, bucket, { IfMatch: etag });
    },
    ["PreconditionFailed", "first⏎"],
  ),
];

export const OBJECT_CASES: readonly Case[] = [...READS, ...WRITES];
