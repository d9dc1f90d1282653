import assert from "node:assert/strict";
import { amazonLinux, architectureOf } from "../../../components/machine/machine-image";

describe("architectureOf", () => {
  it("knows Graviton by the g behind the generation", () => {
    for (const type of ["t4g.small", "c7g.large", "c7gn.medium", "m6gd.xlarge", "im4gn.large"]) {
      assert.equal(architectureOf(type), "arm64", type);
    }
    assert.equal(architectureOf("a1.medium"), "arm64");
  });

  it("takes all others for x86, also those with a g in their family", () => {
    for (const type of ["t3.micro", "m7i.large", "c6a.large", "g5.xlarge", "i4i.large"]) {
      assert.equal(architectureOf(type), "x86_64", type);
    }
  });
});

describe("amazonLinux", () => {
  it("names the public parameter of the instance type's architecture", () => {
    const parameter = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default";
    assert.equal(amazonLinux("t4g.small"), `${parameter}-arm64`);
    assert.equal(amazonLinux("t3.small"), `${parameter}-x86_64`);
  });
});
