import assert from "node:assert/strict";
import fc from "fast-check";
import { Address4 } from "ip-address";
import { planSubnets, regionOf, ZONE_LETTERS } from "../../../components/network/plan-subnets";

const zonesOf = (letters: readonly string[]) => letters.map((letter) => `us-east-1${letter}`);

describe("planSubnets", () => {
  it("cuts a /16 into /20 slots, public ones first", () => {
    assert.deepEqual(planSubnets("10.20.0.0/16", zonesOf(["a", "b", "h"])), [
      {
        zone: "us-east-1a",
        letter: "a",
        publicCidr: "10.20.0.0/20",
        privateCidr: "10.20.128.0/20",
      },
      {
        zone: "us-east-1b",
        letter: "b",
        publicCidr: "10.20.16.0/20",
        privateCidr: "10.20.144.0/20",
      },
      {
        zone: "us-east-1h",
        letter: "h",
        publicCidr: "10.20.112.0/20",
        privateCidr: "10.20.240.0/20",
      },
    ]);
  });

  it("cuts a /24 into /28 slots", () => {
    assert.deepEqual(planSubnets("192.168.7.0/24", ["eu-west-1c"]), [
      {
        zone: "eu-west-1c",
        letter: "c",
        publicCidr: "192.168.7.32/28",
        privateCidr: "192.168.7.160/28",
      },
    ]);
  });

  it("gives a zone the same subnets whatever other zones there are, in any order", () => {
    const all = planSubnets("10.0.0.0/18", zonesOf([...ZONE_LETTERS]));
    fc.assert(
      fc.property(fc.shuffledSubarray([...ZONE_LETTERS]), (letters) => {
        const plan = planSubnets("10.0.0.0/18", zonesOf(letters));
        assert.deepEqual(
          plan,
          all.filter(({ letter }) => letters.includes(letter)),
        );
      }),
    );
  });

  it("never overlaps and never leaves the VPC, for every size of VPC", () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 24 }), (prefix) => {
        const vpc = new Address4(`10.64.0.0/${prefix}`);
        const cidrs = planSubnets(vpc.address, zonesOf([...ZONE_LETTERS]))
          .flatMap(({ publicCidr, privateCidr }) => [publicCidr, privateCidr])
          .map((cidr) => new Address4(cidr));
        for (const cidr of cidrs) assert.ok(cidr.isInSubnet(vpc), cidr.address);
        const starts = cidrs
          .map((cidr) => cidr.startAddress().bigInt())
          .sort((a, b) => +(a > b) - +(a < b));
        const size = 1n << BigInt(32 - prefix - 4);
        starts.forEach((start, index) =>
          assert.equal(start, vpc.startAddress().bigInt() + size * BigInt(index)),
        );
      }),
    );
  });
});

describe("regionOf", () => {
  it("drops the zone's letter", () => {
    assert.equal(regionOf("ap-northeast-1c"), "ap-northeast-1");
  });
});
