import assert from "node:assert/strict";
import { asset } from "@pulumi/pulumi";
import { codeProblem, filesOf } from "../../../simulator/model/lambda-code";
import type { Value } from "../../../simulator/model/values";
import { archive } from "./serverless-lab";

describe("Code of a Lambda Function", () => {
  it("is its files by their paths", () => {
    assert.deepEqual(filesOf(archive("1;", "lib/index.mjs")), { "lib/index.mjs": "1;" });
  });

  it("can be the SDK's own object, as unit tests pass it", () => {
    const code = new asset.AssetArchive({ "index.mjs": new asset.StringAsset("1;") });
    assert.equal(codeProblem(code as unknown as Value), undefined);
    assert.deepEqual(filesOf(code as unknown as Value), {});
  });

  it("fails when it is no archive of texts", () => {
    for (const code of [{ path: "x.zip" }, { assets: {} }, { assets: { a: { path: "a" } } }]) {
      assert.match(codeProblem(code) ?? "", /keeps code as an archive of texts only/);
    }
  });
});
