import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import * as v from "valibot";

const KEY = "addresses.json";

/**
 * Targets that the function has registered and may deregister: for each target group's ARN the addresses that were in
 * DNS, each with the number of consecutive runs in which it was absent.
 */
export interface State {
  readonly groups: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface StoredState {
  readonly state: State;
  /** Version of the object; undefined if it does not exist yet. */
  readonly etag: string | undefined;
  /** Why the object could not be parsed; the state is empty then. */
  readonly damage?: string;
}

const absences = v.pipe(v.number(), v.integer(), v.minValue(0));
const schema = v.object({
  groups: v.record(v.string(), v.record(v.pipe(v.string(), v.ipv4()), absences)),
});

/** Renders a state as text. Equal states give equal texts. */
export function renderState({ groups }: State): string {
  const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const canonical = sorted(groups).map(([arn, group]) => [arn, Object.fromEntries(sorted(group))]);
  return JSON.stringify({ groups: Object.fromEntries(canonical) as State["groups"] });
}

function parse(
  text: string,
): v.SafeParseResult<typeof schema> | { success: false; issues: Error[] } {
  try {
    return v.safeParse(schema, JSON.parse(text));
  } catch (error) {
    return { success: false, issues: [error as Error] };
  }
}

/** Loads the state from the bucket; empty if it does not exist or cannot be parsed. Fails if S3 fails. */
export async function loadState(s3: S3Client, bucket: string): Promise<StoredState> {
  try {
    const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: KEY }));
    const parsed = parse((await Body?.transformToString()) ?? "");
    return parsed.success
      ? { state: parsed.output, etag: ETag }
      : { state: { groups: {} }, etag: ETag, damage: parsed.issues[0]?.message ?? "" };
  } catch (error) {
    if ((error as Error).name !== "NoSuchKey") throw error;
    return { state: { groups: {} }, etag: undefined };
  }
}

/**
 * Replaces the version of the state that was read. Returns false if it is no longer the current version: another run
 * was faster, or an earlier try of this one succeeded and its answer was lost.
 */
export async function saveState(
  s3: S3Client,
  bucket: string,
  state: State,
  etag: string | undefined,
): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: KEY,
        Body: renderState(state),
        ContentType: "application/json",
        ...(etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: etag }),
      }),
    );
    return true;
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    // 409: concurrent conditional writes. 404: the version to replace was deleted.
    const lost = status === 412 || status === 409 || (status === 404 && etag !== undefined);
    if (!lost || (error as Error).name === "NoSuchBucket") throw error;
    return false;
  }
}
