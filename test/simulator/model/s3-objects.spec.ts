import assert from "node:assert/strict";
import { contentOf, etagOf } from "../../../simulator/model/s3-objects";
import { BUCKET, BUCKET_OBJECT, BUCKET_VERSIONING } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const bucket = (lab: Lab): Stored => lab.make(BUCKET, { bucket: "config" });

const object = (lab: Lab, { id }: Stored, inputs: Values = {}): Stored =>
  lab.make(BUCKET_OBJECT, { bucket: id, key: "a/b.cfg", content: "hello", ...inputs });

describe("BucketObjectv2", () => {
  it("keeps what it holds", () => {
    const lab = new Lab();
    const made = object(lab, bucket(lab));
    assert.equal(contentOf(made).toString(), "hello");
    assert.equal(lab.state(made)["etag"], "5d41402abc4b2a76b9719d911017c592");
    const changed = lab.change(made, { content: undefined, contentBase64: "AAE=" });
    assert.deepEqual([...contentOf(changed)], [0, 1]);
    assert.equal(lab.state(changed)["etag"], etagOf(changed));
  });

  it("has an id for each version in a versioned bucket", () => {
    const lab = new Lab();
    const made = bucket(lab);
    assert.equal(lab.state(object(lab, made))["versionId"], "");
    lab.make(BUCKET_VERSIONING, {
      bucket: made.id,
      versioningConfiguration: { status: "Enabled" },
    });
    const versioned = object(lab, made, { key: "c" });
    const first = lab.state(versioned)["versionId"];
    assert.notEqual(first, "");
    assert.notEqual(lab.state(lab.change(versioned, { content: "x" }))["versionId"], first);
  });

  refuses([
    [
      "it has two contents",
      (lab) => object(lab, bucket(lab), { contentBase64: "AAE=" }),
      'content: "content" conflicts with contentBase64',
    ],
    [
      "its bucket does not exist",
      (lab) => object(lab, { id: "none" } as Stored),
      "creating S3 Object: operation error S3: PutObject, api error NoSuchBucket: The specified bucket does not exist: none",
    ],
  ]);
});
