import assert from "node:assert/strict";
import { validateOfferings, zonesWithAll } from "../../../components/machine/check-offerings";
import type { InstanceRequest } from "../../../components/machine/instance-request";
import type { Offerings } from "../../../components/machine/offerings";

const region = "us-west-1";
const ZONES = ["us-west-1a", "us-west-1c"];
/** A region of two zones, of which one lacks a type. */
const OFFERINGS: Offerings = { "c8g.large": ["us-west-1a"], "t4g.small": ZONES, "t2.micro": [] };

const request = (type: string, path = "entry.instanceType", zones = ZONES): InstanceRequest => ({
  path,
  type,
  count: 1,
  zones,
});

const check = (requests: readonly InstanceRequest[], zones = ZONES, isExisting = false) =>
  validateOfferings(requests, OFFERINGS, { region, zones, isExisting });

describe("validateOfferings", () => {
  it("accepts a type that all zones of its instances offer", () => {
    assert.deepEqual(check([request("t4g.small")]), []);
    assert.deepEqual(check([request("c8g.large", "jumpbox.instanceType", ["us-west-1a"])]), []);
  });

  it("fails for a type that one of two zones lacks, where no other zone is left", () => {
    const [problem] = check([request("c8g.large")]);
    assert.equal(problem?.code, "type-not-in-zones");
    assert.equal(problem.problem, "is not offered in us-west-1c, only in us-west-1a");
    assert.equal(problem.remedy, "choose another instance type");
  });

  it("names zones that offer all types", () => {
    const all = "abdf".split("").map((letter) => `us-east-1${letter}`);
    const offerings = { "c7g.large": all, "t4g.small": all.slice(1) };
    const zones = ["us-east-1a", "us-east-1e"];
    const [problem, more] = validateOfferings(
      [request("c7g.large", "entry.instanceType", zones)],
      offerings,
      { region: "us-east-1", zones, isExisting: false },
    );
    assert.equal(more, undefined);
    assert.equal(
      problem?.remedy,
      "choose another instance type or, in a new stack, network.availabilityZones: [us-east-1b, us-east-1d]",
    );
  });

  it("proposes no zones for an existing VPC", () => {
    const [problem] = check([request("c8g.large")], ["us-west-1a"], true);
    assert.equal(problem?.remedy, "choose another instance type");
  });

  it("fails for a type that no zone has", () => {
    const [problem] = check([request("t2.micro")]);
    assert.equal(problem?.code, "type-not-in-region");
  });

  it("fails once for each type, at the first setting that has it", () => {
    const twice = [request("c8g.large"), request("c8g.large", "backend.blue.instanceType")];
    assert.deepEqual(
      check([...twice, request("t2.micro", "jumpbox.instanceType")]).map(({ path }) => path),
      ["entry.instanceType", "jumpbox.instanceType"],
    );
  });
});

describe("zonesWithAll", () => {
  it("leaves those out that lack one type", () => {
    const offerings = { "c8g.large": ["us-west-1a"], "t4g.small": ZONES };
    assert.deepEqual(zonesWithAll(ZONES, offerings), ["us-west-1a"]);
    assert.deepEqual(zonesWithAll(ZONES, {}), ZONES);
  });
});
