import assert from "node:assert/strict";
import { standardPatterns, standardVcpus } from "../../../components/machine/vcpus";
import { allTypes, vcpusOf } from "../../../simulator/model/instance-types";

/** More types than the simulator knows, with their vCPUs as AWS lists them; 0 for types of other quotas. */
const LISTED: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ["t1.micro 1", "t2.nano 1", "t2.small 1", "t2.medium 2", "t2.2xlarge 8", "t3.nano 2"],
    ["t4g.medium 2", "a1.medium 1", "m3.medium 1", "c6g.medium 1", "r8gd.medium 1"],
    ["m7i-flex.large 2", "im4gn.large 2", "is4gen.medium 1", "i3en.3xlarge 12", "z1d.6xlarge 24"],
    ["c5.9xlarge 36", "m4.10xlarge 40", "d3en.12xlarge 48", "h1.16xlarge 64", "c5.18xlarge 72"],
    ["r7iz.metal-16xl 64", "m7i.metal-48xl 192", "m8i.96xlarge 384"],
    ["g5.xlarge 0", "p4d.24xlarge 0", "inf2.xlarge 0", "trn1.2xlarge 0", "hpc7g.4xlarge 0"],
    ["dl1.24xlarge 0", "mac2.metal 0", "x2gd.medium 0", "u7i-12tb.224xlarge 0", "f1.2xlarge 0"],
  ]
    .flat()
    .map((line) => line.split(" "))
    .map(([type = "", vcpus]) => [type, Number(vcpus)]),
);

const isMatch = (type: string, pattern: string): boolean =>
  new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(type);

describe("standardVcpus", () => {
  it("are those that AWS lists, and none of a family with another quota", () => {
    for (const [type, vcpus] of Object.entries(LISTED)) {
      assert.equal(standardVcpus(type), vcpus, type);
    }
  });

  it("are none of a whole machine, whose size its name does not tell", () => {
    assert.equal(standardVcpus("c6g.metal"), 0);
  });
});

describe("standardPatterns", () => {
  it("match each type once, under its number of vCPUs", () => {
    const own = Object.fromEntries(allTypes.map((type) => [type, vcpusOf(type)]));
    // Its name says 32.
    delete own["c4.8xlarge"];
    for (const [type, vcpus] of Object.entries({ ...own, ...LISTED })) {
      const found = [...standardPatterns()].flatMap(([count, patterns]) =>
        patterns.filter((pattern) => isMatch(type, pattern)).map(() => count),
      );
      assert.deepEqual(found, vcpus === 0 ? [] : [vcpus], type);
    }
  });

  it("are no more than a filter of EC2's may have", () => {
    for (const patterns of standardPatterns().values()) assert.ok(patterns.length <= 200);
  });
});
