import assert from "node:assert/strict";
import * as v from "valibot";
import { networkSchema } from "../../../components/network/settings";
import { validateNetwork, validateZoneAmong } from "../../../components/network/check";
import { findDuplicates } from "../../../components/settings/find-duplicates";

const found = (settings: object, region: string | undefined = "us-east-1") =>
  validateNetwork(v.parse(networkSchema, { cidr: "10.20.0.0/16", ...settings }), region).map(
    ({ path }) => path,
  );

describe("validateNetwork", () => {
  it("accepts two to eight zones, by number or by name", () => {
    for (const availabilityZones of [2, 8, ["us-east-1a", "us-east-1h"]]) {
      assert.deepEqual(found({ availabilityZones }), []);
    }
  });

  it("accepts zones of regions with long names", () => {
    const availabilityZones = ["us-gov-west-1a", "us-gov-west-1b"];
    assert.deepEqual(found({ availabilityZones }, "us-gov-west-1"), []);
  });

  it("does not compare zones with a region that is itself wrong", () => {
    assert.deepEqual(found({ availabilityZones: ["us-east-1a", "us-east-1b"] }, undefined), []);
  });

  it("fails when zones are too few, too many, or no whole number", () => {
    for (const availabilityZones of [-1, 0, 1, 2.5, 9, [], ["us-east-1a"]]) {
      assert.deepEqual(found({ availabilityZones }), ["network.availabilityZones"]);
    }
  });

  it("fails when the same zone makes up for a second one", () => {
    assert.deepEqual(found({ availabilityZones: ["us-east-1a", "us-east-1a"] }), [
      "network.availabilityZones",
      "network.availabilityZones[1]",
    ]);
  });

  it("fails when a zone's name is none of a zone with a place in the subnet plan", () => {
    const names = [
      "us-east-1",
      "us-east-1i",
      "us-east-1A",
      "a",
      "",
      "use1-az1",
      "us-west-2-lax-1a",
    ];
    for (const name of names) {
      assert.deepEqual(found({ availabilityZones: ["us-east-1a", "us-east-1b", name] }), [
        "network.availabilityZones[2]",
      ]);
    }
  });

  it("accepts the zone of a single NAT gateway when only the number of zones is known", () => {
    const egress = { kind: "nat", gateways: "single", zone: "us-east-1c" };
    assert.deepEqual(found({ egress }), []);
    assert.deepEqual(found({ egress, availabilityZones: ["us-east-1a", "us-east-1b"] }), [
      "network.egress.zone",
    ]);
  });

  it("fails when a zone is chosen for gateways that are not single", () => {
    for (const gateways of ["perAz", "regional"]) {
      const egress = { kind: "nat", gateways, zone: "us-east-1a" };
      assert.deepEqual(found({ egress }), ["network.egress.zone"]);
    }
  });

  it("fails for each endpoint that is named twice or by no short name", () => {
    const egress = {
      kind: "privatelink",
      interfaceEndpoints: ["ssm", "dynamodb", "ssm", "cn.com.amazonaws.cn-north-1.ssm", "a b"],
      gatewayEndpoints: ["s3", "s3"],
    };
    assert.deepEqual(found({ egress }), [
      "network.egress.interfaceEndpoints[2]",
      "network.egress.interfaceEndpoints[1]",
      "network.egress.interfaceEndpoints[3]",
      "network.egress.interfaceEndpoints[4]",
      "network.egress.gatewayEndpoints[1]",
    ]);
  });

  it("fails for everything at once", () => {
    const egress = { kind: "nat", zone: "x", gatewayEndpoints: ["s3", "s3"] };
    assert.deepEqual(found({ cidr: "10.0.0.0/8", availabilityZones: 1, egress }), [
      "network.cidr",
      "network.availabilityZones",
      "network.egress.zone",
      "network.egress.gatewayEndpoints[1]",
    ]);
  });
});

describe("validateZoneAmong", () => {
  it("fails when the zone is not among the stack's", () => {
    assert.deepEqual(validateZoneAmong("us-east-1b", ["us-east-1a", "us-east-1b"]), []);
    assert.equal(validateZoneAmong("us-east-1c", ["us-east-1a", "us-east-1b"]).length, 1);
  });
});

describe("findDuplicates", () => {
  it("finds each repetition, not the first occurrence", () => {
    const paths = findDuplicates(["a", "b", "a", "a"], "list").map(({ path }) => path);
    assert.deepEqual(paths, ["list[2]", "list[3]"]);
  });
});
