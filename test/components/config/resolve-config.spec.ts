import assert from "node:assert/strict";
import { type ParsedConfig, parseConfig } from "../../../components/config/parse-config";
import type { RegionFacts } from "../../../components/config/facts";
import { resolveConfig } from "../../../components/config/resolve-config";

const STACK = "holdfast/dev";
const FACTS: RegionFacts = {
  zones: { value: ["us-east-1a", "us-east-1b", "us-east-1c"] },
  endpoints: [],
  adopted: [],
  held: { value: [] },
};

function parse(sections: Record<string, unknown> = {}, region = "us-east-1"): ParsedConfig {
  const values: Record<string, string> = { "aws:region": region };
  for (const [name, section] of Object.entries({
    network: { cidr: "10.20.0.0/16" },
    ...sections,
  })) {
    values[`holdfast:${name}`] = JSON.stringify(section);
  }
  return parseConfig(values, () => false);
}

const pathsOf = (parsed: ParsedConfig, facts: Partial<RegionFacts> = {}) =>
  resolveConfig(parsed, { ...FACTS, ...facts }, STACK).problems.map(({ path }) => path);

describe("resolveConfig", () => {
  it("names the zones, and tags everything with the stack", () => {
    const { config, problems } = resolveConfig(parse({ tags: { a: "b" } }), FACTS, STACK);
    assert.deepEqual(problems, []);
    assert.deepEqual(config?.network.availabilityZones, ["us-east-1a", "us-east-1b"]);
    assert.deepEqual(config?.tags, { a: "b", "holdfast:stack": STACK });
  });

  it("keeps flow logs out when they are not asked for", () => {
    const { config } = resolveConfig(parse(), FACTS, STACK);
    assert.ok(config && !("flowLogs" in config.network));
  });

  it("gives no configuration when parsing found problems", () => {
    const parsed = parse({ tags: { Name: "x" } });
    const { config, problems } = resolveConfig(parsed, FACTS, STACK);
    assert.equal(config, undefined);
    assert.deepEqual(problems, parsed.problems);
  });

  it("fails with nothing but what parsing found when the region is wrong", () => {
    assert.deepEqual(pathsOf(parse({}, "moon")), ["aws:region"]);
  });

  it("fails with every problem that AWS's answers show", () => {
    const egress = { kind: "nat", gateways: "single", zone: "us-east-1c" };
    const parsed = parse({
      network: { cidr: "10.20.0.0/16", egress },
      addresses: { adopt: { "egress-a": "eipalloc-11111111" } },
      tags: { Name: "x" },
    });
    const paths = pathsOf(parsed, {
      adopted: [
        { key: "egress-a", allocationId: "eipalloc-11111111", address: { error: "NotFound" } },
      ],
      held: { error: "AccessDenied" },
    });
    assert.deepEqual(paths, [
      "tags.Name",
      "network.egress.zone",
      "addresses.adopt.egress-a",
      "addresses",
    ]);
  });

  it("fails once when every question has the same answer", () => {
    const error = "no credentials";
    assert.deepEqual(pathsOf(parse(), { zones: { error }, held: { error } }), [
      "network.availabilityZones",
    ]);
    assert.deepEqual(pathsOf(parse(), { zones: { error }, held: { error: "AccessDenied" } }), [
      "network.availabilityZones",
      "addresses",
    ]);
  });

  it("fails for each setting that has the same fault", () => {
    assert.deepEqual(pathsOf(parse({ tags: { "aws:a": "1", "aws:b": "2" } })), [
      'tags["aws:a"]',
      'tags["aws:b"]',
    ]);
  });

  it("fails for settings of addresses that the resolved zones do not need", () => {
    const addresses = { reverseDns: { "egress-b": "b.example.com", "egress-c": "c.example.com" } };
    assert.deepEqual(pathsOf(parse({ addresses })), ["addresses.reverseDns.egress-c"]);
  });

  describe("for a live stack", () => {
    const type = "aws:ec2/vpc:Vpc";
    const vpc = (name: string, cidrBlock: string) => ({
      urn: `urn:pulumi:dev::holdfast::holdfast:network:Vpc$${type}::${name}`,
      type,
      outputs: { cidrBlock, arn: "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1" },
    });
    const resolve = (...value: ReturnType<typeof vpc>[]) =>
      resolveConfig(parse(), { ...FACTS, state: { value } }, STACK);

    it("says nothing where it stays in its VPC, whatever the blocks of its colours are", () => {
      const state = [vpc("network", "10.20.0.0/16"), vpc("backend-blue", "10.30.0.0/16")];
      const { config, problems } = resolve(...state);
      assert.deepEqual([problems, config?.addresses.notices], [[], []]);
    });

    it("warns when the state cannot be read, and continues", () => {
      const state = { error: "no backend client is available" };
      const { config } = resolveConfig(parse(), { ...FACTS, state }, STACK);
      assert.match(config?.addresses.notices.join() ?? "", /^the stack's state could not be read/);
    });
  });
});
