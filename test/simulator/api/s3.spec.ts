import assert from "node:assert/strict";
import { S3 } from "@aws-sdk/client-s3";
import { BUCKET, BUCKET_OBJECT } from "../../../simulator/model/tokens";
import { ApiLab, all } from "./api-lab";

describe("S3 API", () => {
  let lab: ApiLab;
  beforeEach(async () => {
    lab = await ApiLab.open();
    lab.aws.make(BUCKET, { bucket: "holdfast-config" });
    lab.aws.make(BUCKET_OBJECT, {
      bucket: "holdfast-config",
      key: "proxy/haproxy.cfg",
      content: "global\n",
      metadata: { sha256: "abc" },
    });
  });
  afterEach(() => lab.api.close());

  const get = (path: string, method = "GET"): Promise<Response> =>
    fetch(`${lab.api.url}${path}`, { method });

  it("gives an object with its metadata", async () => {
    const response = await get("/holdfast-config/proxy/haproxy.cfg");
    assert.equal(response.headers.get("x-amz-meta-sha256"), "abc");
    assert.equal(await response.text(), "global\n");
    const head = await get("/holdfast-config/proxy/haproxy.cfg", "HEAD");
    assert.equal(head.headers.get("content-length"), "7");
    assert.deepEqual(
      lab.api.calls.map(({ action, resources }) => [action, ...resources]),
      [1, 2].map(() => ["s3:GetObject", "arn:aws:s3:::holdfast-config/proxy/haproxy.cfg"]),
    );
  });

  const put = (
    headers: Record<string, string>,
    body: string | Uint8Array<ArrayBuffer> = "new",
  ): Promise<Response> =>
    fetch(`${lab.api.url}/holdfast-config/state.json`, { method: "PUT", headers, body });

  it("takes an object, and a second write only for the state that it was made from", async () => {
    const first = await put({ "if-none-match": "*" }, "1");
    assert.equal(first.status, 200);
    const etag = first.headers.get("etag") ?? "";
    assert.equal((await get("/holdfast-config/state.json")).headers.get("etag"), etag);
    assert.equal((await put({ "if-none-match": "*" })).status, 412);
    assert.equal((await put({ "if-match": etag }, "2")).status, 200);
    const late = await put({ "if-match": etag }, "3");
    assert.equal(late.status, 412);
    assert.deepEqual(all(await late.text(), "Code"), ["PreconditionFailed"]);
    assert.equal(await (await get("/holdfast-config/state.json")).text(), "2");
  });

  it("keeps every byte, the type and the metadata", async () => {
    const bytes = new Uint8Array([0, 255, 13, 10]);
    await put({ "content-type": "application/x-own", "x-amz-meta-by": "me" }, bytes);
    const kept = await get("/holdfast-config/state.json");
    assert.equal(kept.headers.get("content-type"), "application/x-own");
    assert.equal(kept.headers.get("x-amz-meta-by"), "me");
    assert.deepEqual(new Uint8Array(await kept.arrayBuffer()), bytes);
  });

  it("tells a reader that nothing has changed", async () => {
    const etag = (await put({})).headers.get("etag") ?? "";
    const url = `${lab.api.url}/holdfast-config/state.json`;
    assert.equal((await fetch(url, { headers: { "if-none-match": etag } })).status, 304);
    assert.equal((await fetch(url, { headers: { "if-match": '"other"' } })).status, 412);
  });

  it("is what the SDK reads and writes", async () => {
    const s3 = new S3({
      endpoint: lab.api.url,
      region: lab.aws.region,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    const place = { Bucket: "holdfast-config", Key: "state.json" };
    const { ETag } = await s3.putObject({ ...place, Body: "{}", IfNoneMatch: "*" });
    const read = await s3.getObject(place);
    assert.equal(await read.Body?.transformToString(), "{}");
    assert.equal(read.ETag, ETag);
    await assert.rejects(s3.getObject({ ...place, Key: "x" }), { name: "NoSuchKey" });
    s3.destroy();
  });

  it("fails when a write is for a state of an object that is not there", async () => {
    assert.equal((await put({ "if-match": '"x"' })).status, 404);
  });

  it("fails when an operation is not modelled, and names the place to add it", async () => {
    const response = await get("/holdfast-config?list-type=2");
    assert.equal(response.status, 501);
    assert.match(await response.text(), /list-type is not modelled .* add it to simulator\/api\//);
  });

  it("fails when there is no such key or bucket", async () => {
    for (const [path, code] of [
      ["/holdfast-config/other", "NoSuchKey"],
      ["/other/proxy/haproxy.cfg", "NoSuchBucket"],
    ] as const) {
      const response = await get(path);
      assert.equal(response.status, 404);
      assert.deepEqual(all(await response.text(), "Code"), [code]);
    }
  });
});
