import assert from "node:assert/strict";
import { architectureOf, instanceType } from "../../../simulator/model/instance-types";

describe("Instance types", () => {
  it("are known by family and size", () => {
    for (const type of ["t4g.nano", "c7gn.xlarge", "m7i.large"]) {
      assert.equal(instanceType(type), undefined, type);
    }
  });

  it("have an architecture that their family's name shows", () => {
    assert.deepEqual(["t4g.small", "c8gn.large", "t3a.small", "m7i.large"].map(architectureOf), [
      "arm64",
      "arm64",
      "x86_64",
      "x86_64",
    ]);
  });

  it("fail when the family or the size does not exist", () => {
    assert.match(
      String(instanceType("t9g.small")),
      /^InvalidInstanceType: "t9g.small" is not of a family/,
    );
    assert.equal(
      instanceType("t4g.4xlarge"),
      'InvalidInstanceType: t4g comes in nano, micro, small, medium, large, xlarge, 2xlarge, not as "t4g.4xlarge"',
    );
  });
});
