import assert from "node:assert/strict";
import { difference, problemsWith } from "../../../simulator/model/inputs";
import {
  INSTANCE,
  NAT_GATEWAY,
  PREFIX_LIST,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
} from "../../../simulator/model/tokens";
import { UNKNOWN, type Values } from "../../../simulator/model/values";

const vpc = { cidrBlock: "10.0.0.0/16" };
const changes = (type: string, olds: Values, news: Values, outputs: Values = {}) =>
  difference(type, olds, outputs, news).map(
    ({ property, replaces }) => `${property}${replaces ? "!" : ""}`,
  );

describe("Differences", () => {
  it("replace or update by what the property is", () => {
    assert.deepEqual(changes(VPC, vpc, { cidrBlock: "10.1.0.0/16", tags: { a: "b" } }), [
      "cidrBlock!",
      "tags",
    ]);
    assert.deepEqual(changes(VPC, vpc, { ...vpc, region: "eu-west-1" }, { region: "us-east-1" }), [
      "region!",
    ]);
  });

  it("are none between a default that is left out and one that is written", () => {
    assert.deepEqual(changes(VPC, vpc, { ...vpc, enableDnsSupport: true, tags: {} }), []);
  });

  it("are to what the provider reads back, where AWS changes it by itself", () => {
    const asked = { associatePublicIpAddress: true };
    const off = { associatePublicIpAddress: false };
    assert.deepEqual(changes(INSTANCE, asked, asked, asked), []);
    assert.deepEqual(changes(INSTANCE, asked, asked, off), ["associatePublicIpAddress!"]);
    assert.deepEqual(changes(INSTANCE, {}, {}, off), []);
  });

  it("are none when something is left out, or written, that AWS has settled", () => {
    const subnet = { vpcId: "vpc-x", cidrBlock: "10.0.0.0/20" };
    const zone = { availabilityZone: "us-east-1a" };
    assert.deepEqual(changes(SUBNET, { ...subnet, ...zone }, subnet, zone), []);
    assert.deepEqual(changes(SUBNET, subnet, { ...subnet, ...zone }, zone), []);
    const other = { availabilityZone: "us-east-1b" };
    assert.deepEqual(changes(SUBNET, subnet, { ...subnet, ...other }, zone), ["availabilityZone!"]);
  });

  it("are none when only the order of a set or the spelling of a document differs", () => {
    const endpoint = { vpcId: "vpc-x", serviceName: "s" };
    const olds = { ...endpoint, subnetIds: ["a", "b"], policy: '{"a": 1}' };
    assert.deepEqual(
      changes(VPC_ENDPOINT, olds, { ...endpoint, subnetIds: ["b", "a"], policy: '{"a":1}' }),
      [],
    );
    assert.deepEqual(changes(VPC_ENDPOINT, olds, { ...olds, subnetIds: ["b"] }), ["subnetIds"]);
  });

  it("are there when a value is not known yet", () => {
    assert.deepEqual(changes(SUBNET, { vpcId: "vpc-x" }, { vpcId: UNKNOWN }), ["vpcId!"]);
    assert.deepEqual(changes(PREFIX_LIST, {}, { entries: UNKNOWN }), ["entries"]);
  });
});

describe("Problems with inputs", () => {
  it("are all found at once, at any depth", () => {
    const inputs = { maxEntries: 0, entries: [{ cidr: "x" }, { cidr: "10.0.0.0/8", note: "y" }] };
    const found = problemsWith(PREFIX_LIST, inputs, "us-east-1").map(({ property }) => property);
    assert.deepEqual(found, [
      "name",
      "addressFamily",
      "maxEntries",
      "entries[0].cidr",
      "entries[1].note",
    ]);
  });

  it("are not looked for in values that are not known yet", () => {
    assert.deepEqual(
      problemsWith(VPC, { cidrBlock: UNKNOWN, tags: { a: UNKNOWN } }, "us-east-1"),
      [],
    );
    const regional = {
      availabilityMode: "regional",
      vpcId: UNKNOWN,
      availabilityZoneAddresses: UNKNOWN,
    };
    assert.deepEqual(problemsWith(NAT_GATEWAY, regional, "us-east-1"), []);
  });
});
