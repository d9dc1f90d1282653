import assert from "node:assert/strict";
import Big from "big.js";
import fc from "fast-check";
import { estimate } from "../../cost/estimate";
import { PRICERS } from "../../cost/pricing/table";
import {
  EIP,
  HEALTH_CHECK,
  NAT,
  UNPRICED_FLEET,
  bill,
  priced,
  resource,
  several,
} from "./resources";

describe("estimate", () => {
  it("names types that have no price, and does not count them as nothing", () => {
    const { unpriced, total } = priced([
      ...several("aws:rds/cluster:Cluster", ["one", "two"]),
      resource("gcp:compute/address:Address", "other"),
    ]);
    assert.deepEqual(unpriced, [
      { name: "aws:rds/cluster:Cluster", count: 2 },
      { name: "gcp:compute/address:Address", count: 1 },
    ]);
    assert.equal(total, "0");
  });

  it("names what has no price in the region", () => {
    const { unpriced } = priced(
      [resource("aws:cloudwatch/dashboard:Dashboard", "d")],
      {},
      "eu-west-1",
    );
    assert.deepEqual(unpriced, [{ name: "dashboard-month", region: "eu-west-1", count: 1 }]);
  });

  it("counts machines that have no price, however they are grouped", () => {
    const { unpriced, total } = priced(UNPRICED_FLEET, {}, "us-east-2");
    assert.deepEqual(unpriced, [
      { name: "gp3-gb-month", region: "us-east-2", count: 38 },
      { name: "r7g.8xlarge", region: "us-east-2", count: 20 },
      { name: "c7g.4xlarge", region: "us-east-2", count: 18 },
    ]);
    assert.equal(total, "0");
  });

  it("needs no price of what there is nothing of", () => {
    assert.deepEqual(priced([resource("aws:sqs/queue:Queue", "q")], {}, "us-east-2").unpriced, []);
  });

  it("has the prices that are the same everywhere in every commercial region, and in no other", () => {
    const address = [resource(EIP, "a")];
    for (const region of ["us-east-1", "ap-southeast-1", "il-central-1"]) {
      assert.equal(priced(address, {}, region).total, "3.65", region);
    }
    for (const region of ["cn-north-1", "us-gov-west-1", "us-isob-east-1", "eusc-de-east-1"]) {
      assert.deepEqual(priced(address, {}, region).unpriced, [
        { name: "public-ipv4-hour", region, count: 1 },
      ]);
    }
  });

  it("says in one line what is free", () => {
    const checks = several(HEALTH_CHECK, ["a", "b"], { type: "TCP" });
    const { assumptions } = priced([...checks, resource(EIP, "a")], { egressGb: 50 });
    assert.deepEqual(
      assumptions.filter((text) => text.includes("free")),
      [
        "no other use of the monthly free tier in the account: health check 50, data to the internet 100 GB",
      ],
    );
  });

  it("prices a resource in the region that its provider gave it", () => {
    const gateway = resource(NAT, "nat", {}, { outputs: { region: "eu-west-1" } });
    const [inRegion, inDefault] = [priced([gateway]), priced([resource(NAT, "nat")])];
    assert.deepEqual([inDefault.total, inRegion.total], ["32.85", "35.04"]);
  });

  it("takes types that AWS gives away, commands and components for free", () => {
    const component = "urn:pulumi:dev::p::acme:net:Thing::thing";
    const { unpriced, lines } = priced([
      resource("acme:net:Thing", "thing", {}, { urn: component }),
      resource("aws:ec2/vpc:Vpc", "vpc", {}, { parent: component }),
      resource("command:local:Command", "gate"),
      resource("holdfast:network:Vpc", "empty"),
    ]);
    assert.deepEqual({ unpriced, lines }, { unpriced: [], lines: [] });
  });

  it("adds up parts by outermost component", () => {
    const outer = "urn:pulumi:dev::p::acme:net:Outer::outer";
    const inner = "urn:pulumi:dev::p::acme:net:Outer$acme:net:Inner::inner";
    const stack = "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev";
    const { parts } = priced([
      resource("acme:net:Outer", "outer", {}, { urn: outer, parent: stack }),
      resource("acme:net:Inner", "inner", {}, { urn: inner, parent: outer }),
      resource(NAT, "nat", {}, { parent: inner }),
      resource(EIP, "loose"),
    ]);
    assert.deepEqual(parts, [
      { part: "outer", total: "32.85" },
      { part: "others", total: "3.65" },
    ]);
  });

  it("gives away what is free once for all resources", () => {
    const names = Array.from({ length: 52 }, (_, index) => `check-${index}`);
    const { total, lines } = priced(several(HEALTH_CHECK, names, { type: "TCP" }));
    assert.equal(total, "1");
    assert.equal(lines.filter(({ unitPrice }) => unitPrice === "0").length, 50);
  });

  it("splits a quantity that is free in part", () => {
    assert.deepEqual(bill(priced([resource(EIP, "a")], { egressGb: 150 })), [
      "public IPv4 address: 730 x 0.005 = 3.65",
      "data to the internet: 100 x 0 = 0",
      "data to the internet: 50 x 0.09 = 4.5",
    ]);
  });

  it("tells the age of the oldest price in use", () => {
    const { bookDate, staleDays, refresh } = priced([resource(EIP, "a")]);
    assert.deepEqual({ bookDate, staleDays }, { bookDate: "2026-08-12", staleDays: 101 });
    assert.equal(refresh, "npm run prices -- --region us-east-1");
    const nlb = resource("aws:lb/loadBalancer:LoadBalancer", "nlb", { internal: true });
    assert.equal(priced([nlb], {}, "eu-west-1").refresh, "npm run prices -- --region eu-west-1");
  });

  it("says which prices have no source", () => {
    const lb = resource("aws:lb/loadBalancer:LoadBalancer", "nlb", {
      loadBalancerType: "network",
      internal: true,
    });
    assert.ok(
      priced([lb], {}, "eu-west-1").assumptions.includes(
        "the price of nlb-hour in eu-west-1, 0.0252, has no source",
      ),
    );
  });

  it("states the numbers that it assumes", () => {
    const { assumptions } = priced([resource(NAT, "nat")], { natGb: 12.5 });
    assert.ok(assumptions.includes("usage.natGb 12.5"));
  });

  it("adds up exactly, without floating point", () => {
    // In binary floating point, 0.1 and 0.2 times 0.045 do not add up to 0.0135.
    assert.equal(priced([resource(NAT, "nat")], { natGb: 0.3 }).total, "32.8635");
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.nat({ max: 20 }),
        (natGb, count) => {
          const names = Array.from({ length: count + 1 }, (_, index) => `nat-${index}`);
          const { total, parts, lines } = priced(several(NAT, names), { natGb });
          const sum = lines.reduce((all, line) => {
            assert.equal(line.monthly, Big(line.quantity).times(line.unitPrice).toFixed());
            return all.plus(line.monthly);
          }, Big(0));
          assert.equal(total, sum.toFixed());
          assert.equal(parts.reduce((all, part) => all.plus(part.total), Big(0)).toFixed(), total);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("never fails for what is unknown, secret or of another type than expected", () => {
    const refusing = new Proxy(
      {},
      {
        ownKeys: () => ["a"],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
        get: () => {
          throw new Error("unknown");
        },
      },
    );
    const odd = fc.oneof(
      fc.constant("04da6b54-80e4-46f7-96ec-b56ff0331ba9"),
      fc.constant(refusing),
      fc.constant({ "4dabf18193072939515e22adb298388d": "x", ciphertext: "y" }),
      fc.jsonValue(),
      fc.constant(undefined),
    );
    const inputs = [
      ...["subnets", "subnetIds", "internal", "launchTemplate", "minSize", "desiredCapacity"],
      ...["instanceType", "blockDeviceMappings", "networkInterfaces", "tags", "metricQueries"],
      ...["target", "period", "architectures", "memorySize", "region", "launchType", "type"],
      ...["availabilityZoneAddresses", "availabilityMode", "vpcEndpointType", "dimensions"],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(PRICERS), "aws:ec2/launchTemplate:LaunchTemplate"),
        fc.dictionary(fc.constantFrom(...inputs), odd),
        (type, given) => {
          assert.match(
            priced([
              resource(type, "x", given),
              resource("aws:ec2/launchTemplate:LaunchTemplate", "x", given),
            ]).total,
            /^\d/,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("fails when the usage has values that it cannot have", () => {
    const usage = { natGb: -1, egressGB: 5 } as object;
    assert.throws(() => estimate([], { region: "us-east-1", usage }), {
      message:
        /^usage\.natGb: must be 0 or more, got -1\nusage\.egressGB is unknown; usage has ingressGb, /,
    });
  });
});
