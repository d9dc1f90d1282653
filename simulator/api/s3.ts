import { createHash } from "node:crypto";
import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { contentOf } from "../model/s3-objects";
import { BUCKET, BUCKET_OBJECT } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, isGiven, object, text } from "../model/values";
import type { Request } from "./call";
import { type HttpResponse, type ModelledCall, type Incoming, notModelled } from "./protocols";

interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
}

/** The bucket and the key of a path-style address, such as /bucket/folder/key. */
function objectLocation(path: string): ObjectLocation {
  const [bucket = "", ...key] = decodeURIComponent(path).replace(/^\//, "").split("/");
  return { bucket, key: key.join("/") };
}

/** HTTP status of S3's errors. */
const statuses: Readonly<Record<string, number>> = {
  NoSuchBucket: 404,
  NoSuchKey: 404,
  PreconditionFailed: 412,
  NotModified: 304,
  NotImplemented: 501,
};

const failure = (status: number, code: string, message: string): HttpResponse => ({
  status: status === 400 ? (statuses[code] ?? 400) : status,
  headers: { "content-type": "application/xml" },
  body:
    code === "NotModified"
      ? ""
      : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

const etagOf = (content: Buffer): string => `"${createHash("md5").update(content).digest("hex")}"`;

function bucketOf(account: Account, { bucket }: ObjectLocation): Stored {
  const found = account.all(BUCKET).find((one) => one.id === bucket);
  if (!found) {
    throw new AwsError("NoSuchBucket", "The specified bucket does not exist");
  }
  return found;
}

const find = (account: Account, { bucket, key }: ObjectLocation): Stored | undefined =>
  account
    .all(BUCKET_OBJECT)
    .find(({ inputs }) => inputs["bucket"] === bucket && inputs["key"] === key);

const noSuchKey = (): AwsError => new AwsError("NoSuchKey", "The specified key does not exist.");

const unmet = (): AwsError =>
  new AwsError(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
  );

const plain = (tag = ""): string => tag.replaceAll('"', "");

function getObject(
  { account }: Request,
  location: ObjectLocation,
  { method, headers }: Incoming,
): HttpResponse {
  bucketOf(account, location);
  const found = find(account, location);
  if (!found) {
    throw noSuchKey();
  }
  const content = contentOf(found);
  const etag = etagOf(content);
  const { "if-match": match, "if-none-match": noneMatch } = headers;
  if (match !== undefined && plain(match) !== plain(etag)) {
    throw unmet();
  }
  if (noneMatch !== undefined && plain(noneMatch) === plain(etag)) {
    throw new AwsError("NotModified", "");
  }
  const metadata = object(found.inputs["metadata"]) as Record<string, string>;
  return {
    status: 200,
    headers: {
      "content-type": text(found.inputs["contentType"]) || "binary/octet-stream",
      "content-length": String(content.length),
      "last-modified": new Date().toUTCString(),
      etag,
      "accept-ranges": "bytes",
      ...Object.fromEntries(
        Object.entries(metadata).map(([key, value]) => [`x-amz-meta-${key}`, value]),
      ),
    },
    body: method === "HEAD" ? "" : content,
  };
}

/** Rejects a conditional write as S3 does: of two writes based on the same state, the second fails. */
function checkConditions({ headers }: Incoming, found: Stored | undefined): void {
  const { "if-match": match, "if-none-match": noneMatch } = headers;
  if (noneMatch !== undefined && noneMatch !== "*") {
    throw new AwsError("NotImplemented", "If-None-Match of a write must be *");
  }
  if (match !== undefined && !found) {
    throw noSuchKey();
  }
  const differs = match !== undefined && plain(match) !== plain(found && etagOf(contentOf(found)));
  if (differs || (noneMatch !== undefined && found)) {
    throw unmet();
  }
}

function putObject(
  { account }: Request,
  location: ObjectLocation,
  incoming: Incoming,
): HttpResponse {
  const { headers, body } = incoming;
  const bucket = bucketOf(account, location);
  const found = find(account, location);
  checkConditions(incoming, found);
  if (/aws-chunked/.test(headers["content-encoding"] ?? "")) {
    throw new AwsError("NotImplemented", notModelled("a body in chunks (aws-chunked)"));
  }
  const isText = Buffer.from(body.toString()).equals(body);
  const metadata = Object.entries(headers)
    .filter(([key]) => key.startsWith("x-amz-meta-"))
    .map(([key, value]) => [key.slice("x-amz-meta-".length), value]);
  const inputs: Values = {
    ...location,
    ...(isText ? { content: body.toString() } : { contentBase64: body.toString("base64") }),
    contentType: headers["content-type"],
    ...(metadata.length > 0 ? { metadata: Object.fromEntries(metadata) as Values } : {}),
    ...(isGiven(found?.inputs["tags"]) ? { tags: found?.inputs["tags"] } : {}),
  };
  if (found) {
    account.update(found, inputs);
  } else {
    account.create(BUCKET_OBJECT, bucket.region, inputs);
  }
  return { status: 200, headers: { etag: etagOf(body) }, body: "" };
}

const actions = { GET: "GetObject", HEAD: "HeadObject", PUT: "PutObject" } as const;

/**
 * The S3 call of a path-style request; undefined for another service, all of which use POST. Only reading and
 * writing objects is modelled.
 */
export function parseS3(incoming: Incoming): ModelledCall | HttpResponse | undefined {
  const { method, path, query } = incoming;
  if (method === "POST") {
    return undefined;
  }
  const location = objectLocation(path);
  const action = actions[method as keyof typeof actions];
  const other = [...query.keys()].find((key) => key !== "x-id");
  if (!action || !location.key || other) {
    return failure(400, "NotImplemented", notModelled(`${method} ${path} ${other ?? ""}`.trim()));
  }
  return {
    action,
    body: { Bucket: location.bucket, Key: location.key },
    error: failure,
    policyView: ({ account }) => ({
      // HeadObject needs GetObject, too.
      action: action === "PutObject" ? "s3:PutObject" : "s3:GetObject",
      resources: [`arn:${account.partition}:s3:::${location.bucket}/${location.key}`],
      conditions: {},
    }),
    run: (request) =>
      action === "PutObject"
        ? putObject(request, location, incoming)
        : getObject(request, location, incoming),
  };
}
