import assert from "node:assert/strict";
import { parseConfig } from "../../../components/config/parse-config";

const GOOD = { "aws:region": "eu-west-1", "holdfast:network": '{"cidr":"10.20.0.0/16"}' };
const parse = (values: Record<string, string>, secret?: string) =>
  parseConfig(values, (key) => key === secret);
const paths = (values: Record<string, string>, secret?: string) =>
  parse(values, secret).problems.map(({ path }) => path);

describe("parseConfig", () => {
  it("gives each section with its defaults", () => {
    const { region, network, addresses, tags, problems } = parse(GOOD);
    assert.deepEqual(problems, []);
    assert.equal(region, "eu-west-1");
    assert.ok(network && !network.existing);
    assert.equal(network.availabilityZones, 2);
    assert.equal(addresses?.protect, true);
    assert.deepEqual(tags, {});
  });

  it("leaves out settings of a wrong shape, and checks what is left of their section", () => {
    const { network, addresses, tags, whole, problems } = parse({
      ...GOOD,
      "holdfast:network": '{"cidr":"10.20.0.0/30","availabilityZones":{},"owner":"me"}',
      "holdfast:tags": '{"a":1,"b":"c"}',
    });
    assert.ok(network && !network.existing);
    assert.equal(network.availabilityZones, 2);
    assert.deepEqual(tags, { b: "c" });
    assert.equal(addresses?.protect, true);
    assert.deepEqual(
      [...whole],
      [
        "addresses",
        "entry",
        "image",
        "backend",
        "dns",
        "jumpbox",
        "internalHosts",
        "budget",
        "usage",
      ],
    );
    assert.deepEqual(
      problems.map(({ path }) => path),
      ["network.owner", "network.availabilityZones", "network.cidr", "tags.a"],
    );
  });

  it("checks the other settings of a section of which some are wrong", () => {
    const config = {
      ...GOOD,
      "holdfast:network": '{"cidr":7,"availabilityZones":1}',
      "holdfast:jumpbox":
        '{"kind":"ssm","schedule":{"days":["Mo"],"start":"8","stop":"25:00","timeZone":"CET"}}',
    };
    assert.deepEqual(paths(config), [
      "network.cidr",
      "network.availabilityZones",
      "jumpbox.schedule.start",
      "jumpbox.schedule.stop",
      "jumpbox.schedule.days[0]",
      "jumpbox.schedule.timeZone",
    ]);
    assert.ok(!parse(config).whole.has("network"));
  });

  it("finds nothing that comes from a setting which is wrong in itself", () => {
    const backend = (more: object) => JSON.stringify({ layout: "sharedVpc", blue: {}, ...more });
    const entry = { kind: "haproxy" };
    const problemsOf = (more: object) =>
      paths({
        ...GOOD,
        "holdfast:entry": JSON.stringify(entry),
        "holdfast:backend": backend(more),
      });
    assert.deepEqual(problemsOf({ weights: { red: 0 } }), ["backend.weights.red"]);
    assert.deepEqual(problemsOf({ weights: { blue: "all" } }), ["backend.weights.blue"]);
    assert.deepEqual(problemsOf({ live: "purple" }), ["backend.live"]);
    const pair = {
      kind: "addressPair",
      failover: "route",
      virtualAddress: "172.31.255.10",
      backends: { orders: { host: "orders.example.com", port: 8080, prot: 1 } },
      rules: [{ path: "/orders", to: "orders" }],
      default: "orders",
    };
    assert.deepEqual(paths({ ...GOOD, "holdfast:entry": JSON.stringify(pair) }), [
      "entry.backends.orders.prot",
    ]);
  });

  it("finds keys that every object of JavaScript has", () => {
    for (const key of ["toString", "valueOf", "constructor", "__proto__", "hasOwnProperty"]) {
      const entry = `{"kind":"haproxy","${key}":1}`;
      const found = paths({
        ...GOOD,
        "holdfast:entry": entry,
        "holdfast:backend": '{"layout":"sharedVpc","live":"blue","blue":{}}',
      });
      assert.deepEqual(found, [`entry.${key}`]);
    }
  });

  it("lets other packages' settings pass", () => {
    assert.deepEqual(paths({ ...GOOD, "other:network": "x", "aws:profile": "y" }), []);
  });

  it("takes a blank section, or one of null, for an absent one", () => {
    assert.deepEqual(paths({ ...GOOD, "holdfast:addresses": "", "holdfast:tags": "null" }), []);
    assert.deepEqual(paths({ ...GOOD, "holdfast:addresses": '{"adopt":null}' }), []);
  });

  it("accepts the regions of all partitions", () => {
    for (const region of ["us-gov-east-1", "cn-northwest-1", "ap-southeast-7", "us-iso-east-1"]) {
      assert.deepEqual(paths({ ...GOOD, "aws:region": region }), []);
    }
  });

  it("fails when a region is malformed", () => {
    for (const region of ["", "us-east", "US-EAST-1", "us-east-1ab", "us east 1", "us-east-1-"]) {
      assert.deepEqual(paths({ ...GOOD, "aws:region": region }), ["aws:region"], region);
    }
  });

  it("fails when a section is a number, a truth value or a text", () => {
    for (const value of ["2", "true", "text", "[]"]) {
      assert.deepEqual(paths({ ...GOOD, "holdfast:tags": value }), ["tags"], value);
    }
  });

  it("fails for every unknown section, in order", () => {
    assert.deepEqual(paths({ ...GOOD, "holdfast:z": "1", "holdfast:b": "{" }), [
      "holdfast:b",
      "holdfast:z",
    ]);
  });

  it("fails when a section holds a secret, and looks no further into it", () => {
    const values = { ...GOOD, "holdfast:tags": '{"aws:x":1}' };
    assert.deepEqual(paths(values, "holdfast:tags"), ["tags"]);
  });

  it("fails with the problems of all sections, in the order region, unknown, known", () => {
    const values = {
      "holdfast:tags": '{"Name":"x"}',
      "holdfast:addresses": '{"adopt":{"egress-a":"x"}}',
      "holdfast:network": "{}",
      "holdfast:odd": "1",
    };
    assert.deepEqual(paths(values), [
      "aws:region",
      "holdfast:odd",
      "network.cidr",
      "addresses.adopt.egress-a",
      "tags.Name",
    ]);
  });
});
