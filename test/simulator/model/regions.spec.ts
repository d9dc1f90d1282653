import assert from "node:assert/strict";
import {
  endpointServicesOf,
  isLoadBalancerZone,
  loadBalancerZone,
  prefixListsOf,
  regionNames,
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
