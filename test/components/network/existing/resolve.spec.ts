import assert from "node:assert/strict";
import type {
  AccountRouteTable,
  AccountSubnet,
  AskedVpc,
} from "../../../../components/network/existing/facts";
import { resolveExisting } from "../../../../components/network/existing/resolve";

const ZONES = ["us-east-1a", "us-east-1b"];
const VPC = {
  id: "vpc-1",
  cidr: "10.0.0.0/16",
  blocks: ["10.0.0.0/16"],
  enableDnsSupport: true,
  enableDnsHostnames: true,
};
const SETTINGS = {
  vpcId: "vpc-1",
  publicSubnets: ["subnet-p0", "subnet-p1"],
  privateSubnets: ["subnet-q0", "subnet-q1"],
  routeTables: [],
};

const asked = (tier: "public" | "private", changes: Partial<AccountSubnet> = {}) => ({
  value: ZONES.map((zone, index) => {
    const id = `subnet-${tier === "public" ? "p" : "q"}${index}`;
    const cidr = `10.0.${index + (tier === "public" ? 0 : 8)}.0/24`;
    const subnet = { id, vpcId: "vpc-1", zone, cidr, freeAddresses: 200, ...changes };
    return { path: `network.existing.${tier}Subnets[${index}]`, id, subnet: { value: subnet } };
  }),
});

const table = (
  id: string,
  subnetIds: readonly string[],
  defaultTarget: string | undefined,
  isMain = false,
): AccountRouteTable => ({ id, isMain, subnetIds, defaultTarget, destinations: [] });

/** The private subnets' tables go to these. */
function vpcWith(targets: readonly (string | undefined)[], changes: Partial<AskedVpc> = {}) {
  const facts: AskedVpc = {
    vpc: { value: VPC },
    subnets: { public: asked("public"), private: asked("private") },
    routeTables: {
      value: [
        table("rtb-public", ["subnet-p0", "subnet-p1"], "igw-1"),
        table("rtb-a", ["subnet-q0"], targets[0]),
        table("rtb-main", [], targets[1], true),
      ],
    },
    natAddresses: {
      "nat-a": { value: ["203.0.113.9", "203.0.113.8"] },
      "nat-b": { value: ["203.0.113.1"] },
      "nat-private": { value: [] },
    },
    endpoints: [],
    zones: [],
    isInUse: { value: false },
    ...changes,
  };
  return resolveExisting(SETTINGS, facts, ZONES, "us-east-1");
}

describe("resolveExisting", () => {
  it("gives subnets by zone, and each route table once; a subnet without one uses the main table", () => {
    const { value, problems, notices } = vpcWith(["nat-a", "nat-b"]);
    assert.deepEqual([problems, notices], [[], []]);
    assert.deepEqual(value?.availabilityZones, ZONES);
    assert.deepEqual(value.existing.publicSubnets, {
      "us-east-1a": { id: "subnet-p0", cidr: "10.0.0.0/24" },
      "us-east-1b": { id: "subnet-p1", cidr: "10.0.1.0/24" },
    });
    assert.deepEqual(value.existing.publicRouteTables, { "rtb-public": "rtb-public" });
    assert.deepEqual(value.existing.privateRouteTables, {
      "rtb-a": "rtb-a",
      "rtb-main": "rtb-main",
    });
  });

  it("finds all public addresses of the NAT gateways in use", () => {
    assert.deepEqual(vpcWith(["nat-a", "nat-b"]).value?.egress, {
      kind: "existing",
      reachesInternet: true,
      addresses: ["203.0.113.1", "203.0.113.8", "203.0.113.9"],
    });
  });

  it("says which traffic has addresses that are unknown", () => {
    for (const target of ["tgw-1", "eni-1", "nat-private"]) {
      const { value, notices } = vpcWith(["nat-b", target]);
      assert.deepEqual(value?.egress.addresses, ["203.0.113.1"]);
      assert.equal(value.egress.reachesInternet, true);
      assert.deepEqual(notices, [
        `private subnets route 0.0.0.0/0 to ${target}. The public addresses of this egress are unknown and therefore missing from the allow-list`,
      ]);
    }
  });

  it("does not take one default route for all", () => {
    assert.equal(vpcWith(["nat-a", undefined]).value?.egress.reachesInternet, false);
  });

  it("wants free addresses for a first update only", () => {
    const subnets = { public: asked("public", { freeAddresses: 7 }), private: asked("private") };
    const codes = (isInUse: boolean) =>
      vpcWith(["nat-a", "nat-b"], { subnets, isInUse: { value: isInUse } }).problems.map(
        ({ code }) => code,
      );
    assert.deepEqual(codes(false), ["subnet-full", "subnet-full"]);
    assert.deepEqual(codes(true), []);
  });

  it("fails with every problem at once", () => {
    const { problems } = vpcWith(["igw-1", "nat-b"], {
      vpc: { value: { ...VPC, enableDnsSupport: false, enableDnsHostnames: false } },
      subnets: {
        public: asked("public", { freeAddresses: 1 }),
        private: asked("private", { cidr: "100.64.0.0/24" }),
      },
    });
    assert.deepEqual(
      problems.map(({ code }) => code),
      [
        "vpc-dns-off",
        "subnet-outside-primary-block",
        "subnet-outside-primary-block",
        "private-subnet-with-internet",
        "subnet-full",
        "subnet-full",
      ],
    );
    assert.match(problems[0]!.remedy, /--enable-dns-support && .* --enable-dns-hostnames$/);
  });

  it("fails when AWS does not answer, and not because of what is then unknown", () => {
    const denied = { error: "api error UnauthorizedOperation: not allowed" };
    const { problems } = vpcWith([], { routeTables: denied, isInUse: denied });
    assert.deepEqual([...new Set(problems.map(({ code }) => code))], ["unanswered"]);
  });
});
