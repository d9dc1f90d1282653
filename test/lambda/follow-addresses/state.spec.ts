import assert from "node:assert/strict";
import { S3Client } from "@aws-sdk/client-s3";
import { loadState, renderState, saveState } from "../../../lambda/follow-addresses/state";
import { BUCKET, BUCKET_OBJECT } from "../../../simulator/model/tokens";
import { ApiLab } from "../../simulator/api/api-lab";

const ONE = { groups: { blue: { "10.0.0.1": 0 } } };
const TWO = { groups: { blue: { "10.0.0.1": 0, "10.0.0.2": 1 } } };

describe("state", () => {
  let lab: ApiLab;
  let s3: S3Client;
  beforeEach(async () => {
    lab = await ApiLab.open();
    lab.aws.make(BUCKET, { bucket: "states" });
    s3 = new S3Client({
      endpoint: lab.api.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
  });
  afterEach(() => {
    s3.destroy();
    return lab.api.close();
  });

  it("is empty until it is first written, and then what was written last", async () => {
    const first = await loadState(s3, "states");
    assert.deepEqual(first, { state: { groups: {} }, etag: undefined });
    assert.ok(await saveState(s3, "states", ONE, first.etag));
    const second = await loadState(s3, "states");
    assert.deepEqual(second.state, ONE);
    assert.ok(await saveState(s3, "states", TWO, second.etag));
    assert.deepEqual((await loadState(s3, "states")).state, TWO);
  });

  it("never overwrites what another run wrote since it was read", async () => {
    assert.ok(await saveState(s3, "states", ONE, undefined));
    const { etag } = await loadState(s3, "states");
    assert.equal(await saveState(s3, "states", TWO, undefined), false);
    assert.ok(await saveState(s3, "states", TWO, etag));
    assert.equal(await saveState(s3, "states", ONE, etag), false);
    assert.deepEqual((await loadState(s3, "states")).state, TWO);
  });

  it("is not written when the version that was read is gone", async () => {
    assert.ok(await saveState(s3, "states", ONE, undefined));
    const { etag } = await loadState(s3, "states");
    lab.aws.account.all(BUCKET_OBJECT).forEach((one) => lab.aws.account.remove(one));
    assert.equal(await saveState(s3, "states", TWO, etag), false);
  });

  for (const content of [
    "",
    "{",
    '{"groups":{"blue":{"10.0.0.1":-1}}}',
    '{"groups":{"blue":["x"]}}',
  ]) {
    it(`starts anew, and says why, when it is ${content || "empty"}`, async () => {
      lab.aws.make(BUCKET_OBJECT, { bucket: "states", key: "addresses.json", content });
      const { state, etag, damage } = await loadState(s3, "states");
      assert.deepEqual(state, { groups: {} });
      assert.ok(damage);
      assert.ok(await saveState(s3, "states", ONE, etag));
    });
  }

  it("fails when there is no bucket, and when S3 fails", async () => {
    await assert.rejects(loadState(s3, "other"), { name: "NoSuchBucket" });
    await assert.rejects(saveState(s3, "other", ONE, undefined), { name: "NoSuchBucket" });
    await assert.rejects(saveState(s3, "other", ONE, '"0"'), { name: "NoSuchBucket" });
    for (const action of ["GetObject", "PutObject"]) {
      lab.api.faults.add({ action, code: "InternalError" });
    }
    await assert.rejects(loadState(s3, "states"), { name: "InternalError" });
    await assert.rejects(saveState(s3, "states", ONE, undefined), { name: "InternalError" });
  });

  it("is the same text for the same state, in whatever order it came about", () => {
    const a = { groups: { b: { "10.0.0.2": 0, "10.0.0.1": 1 }, a: {} } };
    const b = { groups: { a: {}, b: { "10.0.0.1": 1, "10.0.0.2": 0 } } };
    assert.equal(renderState(a), renderState(b));
    assert.notEqual(renderState(a), renderState(ONE));
  });
});
