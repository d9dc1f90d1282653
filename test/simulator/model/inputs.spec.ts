import assert from "node:assert/strict";
import {
  difference,
  previewCreation,
  previewUpdate,
  problemsWith,
  withName,
} from "../../../simulator/model/inputs";
import {
  LOG_GROUP,
  NAT_GATEWAY,
  PREFIX_LIST,
  ROLE,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
} from "../../../simulator/model/tokens";
import { UNKNOWN, type Values, text } from "../../../simulator/model/values";

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

describe("Names", () => {
  const seed = new Uint8Array([1, 2, 3]);
  const name = (inputs: Values, olds: Values = {}, from = seed) =>
    withName(LOG_GROUP, "dev-flow", inputs, olds, from)["name"];

  it("are made up from the logical name when left out, the same for the same seed", () => {
    assert.match(text(name({})), /^dev-flow-[0-9a-f]{7}$/);
    assert.equal(name({}), name({}));
    assert.notEqual(name({}), name({}, {}, new Uint8Array([4])));
  });

  it("are kept once they are made up, and made up anew in the place of one that was given", () => {
    assert.equal(name({}, { name: "dev-flow-0123abc" }), "dev-flow-0123abc");
    assert.notEqual(name({}, { name: "chosen" }), "chosen");
  });

  it("are left alone when they are given, and where a type has none", () => {
    assert.equal(name({ name: "chosen" }), "chosen");
    assert.deepEqual(withName(VPC, "v", vpc, {}, seed), vpc);
  });

  it("are no longer than AWS allows", () => {
    const long = withName(ROLE, "r".repeat(90), {}, {}, seed)["name"];
    assert.equal(text(long).length, 64);
  });
});

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
