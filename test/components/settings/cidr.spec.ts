import assert from "node:assert/strict";
import fc from "fast-check";
import { validateCidr, validateDisjoint } from "../../../components/settings/cidr";

const problemOf = (cidr: string) => validateCidr({ path: "vpc.cidr", cidr })[0];

describe("validateCidr", () => {
  for (const cidr of [
    "10.20.0.0/16",
    "10.20.255.0/24",
    "172.16.32.0/19",
    "192.168.0.0/16",
    "100.64.0.0/16",
  ]) {
    it(`accepts ${cidr}`, () => assert.deepEqual(validateCidr({ path: "", cidr }), []));
  }

  it("fails outside the private blocks", () => {
    const [problem] = validateCidr({ path: "network.cidr", cidr: "52.95.0.0/20" });
    assert.equal(problem!.code, "cidr-not-private");
    assert.equal(validateCidr({ path: "", cidr: "172.32.0.0/16" }).length, 1);
  });

  for (const cidr of [
    "",
    "10.20.0.0",
    "10.20.0.0/",
    "10.20.0.0/33",
    "10.20.0/16",
    "10.020.0.0/16",
    "10.20.0.0/016",
    "10.20.0.0/16 ",
    "::/16",
  ]) {
    it(`fails when a block is written "${cidr}"`, () => {
      assert.equal(problemOf(cidr)?.code, "not-a-cidr");
    });
  }

  for (const cidr of [
    "0.1.0.0/16",
    "127.0.0.0/24",
    "224.0.0.0/16",
    "239.9.0.0/16",
    "250.0.0.0/16",
  ]) {
    it(`fails when no machine can have an address in the block, as in ${cidr}`, () => {
      assert.equal(problemOf(cidr)?.code, "cidr-unusable");
    });
  }

  it("fails when a block is larger than /16 or smaller than /24, and names the nearest fit", () => {
    assert.equal(problemOf("10.20.0.0/15")?.remedy, "write 10.20.0.0/16");
    assert.equal(problemOf("10.20.30.128/25")?.remedy, "write 10.20.30.0/24, or a larger block");
  });

  it("names a remedy that is itself accepted, for any aligned or unaligned block", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, fc.integer({ min: 0, max: 32 }), (b, c, d, prefix) => {
        const problem = problemOf(`10.${b}.${c}.${d}/${prefix}`);
        const fix = problem && /[\d.]+\/\d+/.exec(problem.remedy)?.[0];
        if (fix !== undefined) assert.deepEqual(validateCidr({ path: "", cidr: fix }), []);
        else assert.equal(problem, undefined);
      }),
    );
  });
});

describe("validateDisjoint", () => {
  const vpcs = (...cidrs: string[]) =>
    cidrs.map((cidr, index) => ({ path: `vpc${index + 1}.cidr`, cidr }));

  it("accepts neighbours", () => {
    assert.deepEqual(validateDisjoint(vpcs("10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/24")), []);
  });

  it("fails when a block equals, contains or lies in an earlier one", () => {
    assert.deepEqual(
      validateDisjoint(vpcs("10.0.1.0/24", "10.1.0.0/16", "10.0.0.0/16", "10.1.0.0/16")),
      [
        {
          path: "vpc3.cidr",
          given: "10.0.0.0/16",
          code: "cidr-overlaps",
          data: { others: ["vpc1.cidr (10.0.1.0/24)"] },
          problem: "overlaps vpc1.cidr (10.0.1.0/24)",
          remedy: "choose blocks that do not overlap, so that the VPCs can reach each other",
        },
        {
          path: "vpc4.cidr",
          given: "10.1.0.0/16",
          code: "cidr-overlaps",
          data: { others: ["vpc2.cidr (10.1.0.0/16)"] },
          problem: "overlaps vpc2.cidr (10.1.0.0/16)",
          remedy: "choose blocks that do not overlap, so that the VPCs can reach each other",
        },
      ],
    );
  });

  it("names every block that one overlaps", () => {
    const [problem] = validateDisjoint(vpcs("10.0.1.0/24", "10.0.2.0/24", "10.0.0.0/16"));
    assert.equal(problem?.problem, "overlaps vpc1.cidr (10.0.1.0/24) and vpc2.cidr (10.0.2.0/24)");
  });
});
