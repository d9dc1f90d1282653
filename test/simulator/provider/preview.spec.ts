import assert from "node:assert/strict";
import { NAT_GATEWAY, SUBNET, VPC } from "../../../simulator/model/tokens";
import { UNKNOWN } from "../../../simulator/model/values";
import { previewCreation, previewUpdate } from "../../../simulator/provider/preview";

const vpc = { cidrBlock: "10.0.0.0/16" };

describe("Previews", () => {
  it("of a creation know what is given and what is always the same, nothing else", () => {
    const state = previewCreation(VPC, { ...vpc, tags: { a: "b" } }, "eu-west-1");
    assert.equal(state["arn"], UNKNOWN);
    assert.equal(state["ownerId"], "123456789012");
    assert.equal(state["cidrBlock"], "10.0.0.0/16");
    assert.equal(state["region"], "eu-west-1");
    assert.deepEqual(state["tagsAll"], { a: "b" });
    assert.equal(
      previewCreation(SUBNET, { availabilityZone: "us-east-1a" }, "us-east-1")["availabilityZone"],
      "us-east-1a",
    );
  });

  it("of an update keep what is settled", () => {
    const olds = {
      ...vpc,
      arn: "arn:x",
      enableDnsHostnames: true,
      tags: { a: "b" },
      region: "us-east-1",
    };
    const state = previewUpdate(VPC, vpc, olds, "us-east-1");
    assert.equal(state["arn"], "arn:x");
    assert.equal(state["enableDnsHostnames"], false);
    assert.deepEqual(state["tags"], {});
  });

  it("of an update do not know what follows other resources", () => {
    const state = previewUpdate(NAT_GATEWAY, { tags: {} }, { privateIp: "10.0.0.4" }, "us-east-1");
    assert.equal(state["privateIp"], "10.0.0.4");
    assert.equal(state["regionalNatGatewayAddresses"], UNKNOWN);
  });
});
