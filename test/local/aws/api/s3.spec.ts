import assert from "node:assert/strict";
import { BUCKET, BUCKET_OBJECT } from "../../../../local/aws/model/tokens";
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
