import assert from "node:assert/strict";
import { allTypes, vcpusOf } from "../../../simulator/model/instance-types";
import { INSTANCE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { type Values, texts } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { group, template } from "./auto-scaling-lab";

const offerings = (region: string, type: string, locationType = "availability-zone"): Values =>
  new Lab().account.lookUp("aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings", region, {
    locationType,
    filters: [{ name: "instance-type", values: [type] }],
  });

const launch = (lab: Lab, instanceType: string, zone: string): Stored =>
  lab.make(INSTANCE, {
    ami: "ami-0123456789abcdef0",
    instanceType,
    subnetId: lab.subnet(lab.vpc(), { availabilityZone: `us-east-1${zone}` }).id,
  });

describe("getInstanceTypeOfferings", () => {
  it("names the zones that offer a type", () => {
    const letters = (region: string, type: string) =>
      texts(offerings(region, type)["locations"]).map((zone) => zone.slice(region.length));
    assert.deepEqual(letters("us-east-1", "c7g.large"), ["a", "b", "c", "d", "f"]);
    assert.deepEqual(letters("us-east-1", "t2.small"), ["a", "b", "c", "d", "e", "f"]);
    assert.deepEqual(letters("us-west-1", "t4g.nano"), ["a", "c"]);
    assert.deepEqual(letters("us-west-2", "m4.large"), ["a", "b", "c"]);
    assert.deepEqual(letters("eu-north-1", "t2.small"), []);
  });

  it("does not tell where a type is offered whose family it does not know", () => {
    assert.throws(() => offerings("us-east-1", "m7a.large"), {
      message:
        /Unsupported: InvalidInstanceType: "m7a\.large" is not of a family that the simulator knows: t2, /,
    });
  });

  it("names each type with its location, by name, by id or for the region", () => {
    const { instanceTypes, locations, locationTypes } = offerings(
      "us-east-1",
      "c8gn.*large",
      "region",
    );
    assert.equal(new Set(texts(instanceTypes)).size, texts(instanceTypes).length);
    assert.deepEqual(new Set(texts(locations)), new Set(["us-east-1"]));
    assert.deepEqual(new Set(texts(locationTypes)), new Set(["region"]));
    const ids = texts(offerings("us-east-1", "t4g.nano", "availability-zone-id")["locations"]);
    assert.ok(!ids.includes("use1-az3") && ids.length === 5);
  });
});

describe("The vCPUs of an instance type", () => {
  it("follow from its size", () => {
    const types = ["t2.small", "t2.medium", "t4g.nano", "c7g.medium", "c7g.large", "m5.xlarge"];
    assert.deepEqual(types.map(vcpusOf), [1, 2, 2, 1, 2, 4]);
    assert.deepEqual(["c5.18xlarge", "c4.8xlarge"].map(vcpusOf), [72, 36]);
    for (const type of allTypes) assert.ok(vcpusOf(type) > 0, type);
  });
});

describe("A launch in a zone without the type", () => {
  const refusal = (type: string) =>
    `api error Unsupported: Your requested instance type (${type}) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f.`;

  it("continues with a type that the zone has", () => {
    assert.ok(launch(new Lab(), "t2.micro", "e"));
    assert.ok(launch(new Lab(), "t3.micro", "d"));
  });

  refuses([
    [
      "an instance is launched there",
      (lab) => launch(lab, "t3.micro", "e"),
      `creating EC2 Instance: operation error EC2: RunInstances, ${refusal("t3.micro")}`,
    ],
    [
      "a group launches one there",
      (lab) => {
        const subnet = lab.subnet(lab.vpc(), { availabilityZone: "us-east-1e" });
        group(lab, { vpcZoneIdentifiers: [subnet.id] }, template(lab));
      },
      `creating Auto Scaling Group: operation error Auto Scaling: CreateAutoScalingGroup, ${refusal("t4g.small")}`,
    ],
  ]);
});
