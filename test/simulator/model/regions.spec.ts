import assert from "node:assert/strict";
import { endpointServicesOf, prefixListsOf } from "../../../simulator/model/endpoint-services";
import { optInStatusOf, regionNames, regionsIn } from "../../../simulator/model/partitions";
import {
  isLoadBalancerZone,
  loadBalancerZone,
  zoneProblem,
  zonesOf,
} from "../../../simulator/model/regions";
import { UNKNOWN } from "../../../simulator/model/values";

describe("Regions", () => {
  it("have zones with an id each", () => {
    assert.deepEqual(
      zonesOf("ap-northeast-1").map(({ name }) => name),
      ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"],
    );
    for (const region of regionNames) {
      assert.ok(zonesOf(region).length >= 2, region);
    }
  });

  it("have a hosted zone for each kind of load balancer", () => {
    const zones = regionNames.flatMap((region) =>
      ["application", "network"].map((type) => loadBalancerZone(region, type)),
    );
    assert.equal(new Set(zones).size, 2 * regionNames.length);
    assert.ok(zones.every(isLoadBalancerZone));
  });

  it("are all that AWS publishes of a partition, those to be opted in too", () => {
    const commercial = regionsIn("aws");
    assert.ok(commercial.length >= 34);
    for (const region of ["eu-south-1", "me-central-1", "ap-southeast-5", "il-central-1"]) {
      assert.ok(commercial.includes(region), region);
      assert.equal(optInStatusOf(region), "opted-in");
    }
    assert.equal(optInStatusOf("ap-northeast-3"), "opt-in-not-required");
    assert.deepEqual(regionsIn("aws-us-gov"), ["us-gov-east-1", "us-gov-west-1"]);
    assert.deepEqual(regionsIn("aws-cn"), ["cn-north-1", "cn-northwest-1"]);
  });

  it("have zones whose ids begin with the region in short", () => {
    const first = (region: string) => zonesOf(region)[0]!.id;
    const ids = ["us-east-1", "ap-northeast-1", "il-central-1", "us-gov-west-1", "cn-northwest-1"];
    assert.deepEqual(ids.map(first), [
      "use1-az1",
      "apne1-az1",
      "ilc1-az1",
      "usgw1-az1",
      "cnnw1-az1",
    ]);
    const all = regionNames.flatMap((region) => zonesOf(region).map(({ id }) => id));
    assert.equal(new Set(all).size, all.length);
  });

  it("name endpoint services of China as AWS does there", () => {
    const names = endpointServicesOf("cn-north-1").map(({ name }) => name);
    for (const name of ["cn.com.amazonaws.cn-north-1.ec2", "com.amazonaws.cn-north-1.ssm"]) {
      assert.ok(names.includes(name), name);
    }
    const gateways = endpointServicesOf("cn-north-1").filter(({ types }) => types[0] === "Gateway");
    assert.deepEqual(
      gateways.map(({ name }) => name),
      ["com.amazonaws.cn-north-1.dynamodb", "com.amazonaws.cn-north-1.s3"],
    );
  });

  it("offer gateway endpoints for S3 and DynamoDB only", () => {
    const gateways = endpointServicesOf("eu-west-1").filter(({ types }) =>
      types.includes("Gateway"),
    );
    assert.deepEqual(
      gateways.map(({ name }) => name),
      ["com.amazonaws.eu-west-1.dynamodb", "com.amazonaws.eu-west-1.s3"],
    );
  });

  it("have prefix lists with ids of their own", () => {
    const ids = [...prefixListsOf("us-east-1"), ...prefixListsOf("eu-west-1")].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => /^pl-[0-9a-f]{8}$/.test(id)));
  });

  it("say which zones there are in the place of a wrong one", () => {
    assert.equal(
      zoneProblem("us-west-1b", "us-west-1"),
      "us-west-1b is none of the zones of us-west-1: us-west-1a, us-west-1c",
    );
    assert.equal(zoneProblem("us-west-1c", "us-west-1"), undefined);
    assert.equal(zoneProblem(UNKNOWN, "us-west-1"), undefined);
  });
});
