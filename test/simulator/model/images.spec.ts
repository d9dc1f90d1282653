import assert from "node:assert/strict";
import { imageArchitecture, imageOf, resolvedImage } from "../../../simulator/model/images";

const PARAMETER = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64";

describe("Images", () => {
  it("are another one in each region", () => {
    assert.notEqual(imageOf(PARAMETER, "us-east-1"), imageOf(PARAMETER, "eu-west-1"));
  });

  it("are what a public parameter names", () => {
    const image = imageOf(PARAMETER, "us-east-1");
    assert.equal(resolvedImage(`resolve:ssm:${PARAMETER}`, "us-east-1"), image);
    assert.equal(resolvedImage("ami-12345678", "us-east-1"), "ami-12345678");
    assert.equal(imageArchitecture(image, "us-east-1"), "arm64");
    assert.equal(imageArchitecture("ami-12345678", "us-east-1"), undefined);
  });
});
