import assert from "node:assert/strict";
import { selectZones, validateEndpoints, validateZones } from "../../../components/network/resolve";

const REGION = "us-west-1";
const HAS = ["us-west-1a", "us-west-1c"];

describe("validateZones", () => {
  it("accepts what the region has", () => {
    assert.deepEqual(validateZones(2, HAS, REGION), []);
    assert.deepEqual(validateZones(["us-west-1c", "us-west-1a"], HAS, REGION), []);
  });

  it("fails when more zones are wanted than have a place in the subnet plan", () => {
    const [problem] = validateZones(3, [...HAS, "us-west-1i"], REGION);
    assert.equal(problem?.remedy, "write at most 2");
  });

  it("fails for each zone that the region lacks", () => {
    const wanted = ["us-west-1b", "us-west-1c", "us-west-1d"];
    assert.deepEqual(
      validateZones(wanted, HAS, REGION).map(({ path }) => path),
      ["network.availabilityZones[0]", "network.availabilityZones[2]"],
    );
  });
});

describe("selectZones", () => {
  it("takes the first so many by name, or those listed, sorted", () => {
    assert.deepEqual(selectZones(2, ["us-west-1i", "us-west-1c", "us-west-1a", "us-west-1b"]), [
      "us-west-1a",
      "us-west-1b",
    ]);
    assert.deepEqual(selectZones(["us-west-1c", "us-west-1a"], HAS), HAS);
  });

  const letters = (wanted: number, facts: Parameters<typeof selectZones>[2], all = "abcdef") =>
    selectZones(wanted, [...all], facts).join("");

  it("passes over those that lack what the stack needs, if there are enough others", () => {
    assert.equal(letters(3, { suited: [..."bcdef"] }), "bcd");
    assert.equal(letters(5, { suited: [..."abcdf"] }), "abcdf");
    assert.equal(letters(2, { suited: ["c"] }, "ac"), "ac");
  });

  it("moves no stack, whatever zones come to offer", () => {
    assert.equal(letters(2, { inUse: [..."bd"], suited: [..."abcdef"] }), "bd");
    assert.equal(letters(2, { inUse: [..."ab"], suited: [..."bcdef"] }), "ab");
    assert.equal(letters(3, { inUse: [..."bd"], suited: [..."acf"] }), "abd");
    assert.equal(letters(2, { inUse: [..."abc"] }), "ab");
  });
});

describe("validateEndpoints", () => {
  const ask = (service: string, zones: readonly string[] | string) => [
    {
      path: "network.egress.interfaceEndpoints[0]",
      service,
      type: "Interface" as const,
      zones: typeof zones === "string" ? { error: zones } : { value: zones },
    },
  ];
  const remedyOf = (service: string, zones: readonly string[] | string) =>
    validateEndpoints(ask(service, zones), HAS, REGION)[0]?.remedy;

  it("accepts a service that all zones of the stack offer", () => {
    assert.equal(remedyOf("ssm", [...HAS, "us-west-1b"]), undefined);
  });

  it("fails when a service is unknown, and guesses which one was meant", () => {
    for (const error of [
      "no matching EC2 VPC Endpoint Service found",
      "api error InvalidServiceName: The Vpc Endpoint Service 'x' does not exist",
    ]) {
      assert.equal(
        remedyOf("secretmanager", error),
        "did you mean secretsmanager? Otherwise remove it from the list",
      );
      assert.equal(remedyOf("ec2messages", error), "remove it from the list");
    }
  });

  it("fails when a service is missing in one zone only", () => {
    const [problem] = validateEndpoints(ask("ssm", ["us-west-1a"]), HAS, REGION);
    assert.equal(problem?.problem, "is not offered in us-west-1c, only in us-west-1a");
  });
});
