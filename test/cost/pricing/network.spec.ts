import assert from "node:assert/strict";
import { EIP, ENDPOINT, NAT, SUBNET, bill, priced, resource, several } from "../resources";

const endpoint = (name: string, zones = 2) =>
  resource(ENDPOINT, name, {
    vpcEndpointType: "Interface",
    subnetIds: Array.from({ length: zones }, (_, index) => `subnet-${index}`),
  });

const zones = ["us-east-1a", "us-east-1b", "us-east-1c"].map((availabilityZone) =>
  resource(SUBNET, availabilityZone, { availabilityZone }),
);

describe("pricing of networks", () => {
  it("prices one NAT gateway at 33 USD a month and two at 66, their addresses aside", () => {
    assert.equal(priced(several(NAT, ["a"])).total, "32.85");
    assert.equal(priced(several(NAT, ["a", "b"])).total, "65.7");
    assert.equal(priced([...several(NAT, ["a", "b"]), ...several(EIP, ["a", "b"])]).total, "73");
    assert.equal(priced(several(NAT, ["a", "b"]), {}, "eu-west-1").total, "70.08");
  });

  it("prices interface endpoints in two zones at 15 USD for one, 60 for 4 and 219 for 15", () => {
    const total = (count: number) =>
      priced(Array.from({ length: count }, (_, index) => endpoint(`e${index}`))).total;
    assert.deepEqual([1, 4, 5, 7, 15].map(total), ["14.6", "58.4", "73", "102.2", "219"]);
    assert.equal(priced([endpoint("e")], {}, "eu-west-1").total, "16.06");
    assert.equal(priced([endpoint("e", 3)]).total, "21.9");
  });

  it("takes gateway endpoints for free", () => {
    const gateways = [
      resource(ENDPOINT, "s3", { vpcEndpointType: "Gateway" }),
      resource(ENDPOINT, "dynamodb"),
    ];
    assert.deepEqual(priced(gateways, { endpointGb: 1000 }).lines, []);
  });

  it("prices the data of all gateways and of all endpoints once", () => {
    const all = [...several(NAT, ["a", "b"]), endpoint("e"), endpoint("f")];
    assert.deepEqual(bill(priced(all, { natGb: 100, endpointGb: 200 })).slice(-2), [
      "data through NAT: 100 x 0.045 = 4.5",
      "data through interface endpoints: 200 x 0.01 = 2",
    ]);
  });

  it("prices a regional NAT gateway for each of its zones", () => {
    const inputs = {
      availabilityMode: "regional",
      availabilityZoneAddresses: zones.map(({ name }) => ({ availabilityZone: name })),
    };
    assert.deepEqual(bill(priced([resource(NAT, "nat", inputs)])), [
      "regional NAT gateway, for each zone: 2190 x 0.045 = 98.55",
    ]);
  });

  it("prices the addresses that a regional NAT gateway takes by itself", () => {
    const automatic = resource(NAT, "nat", { availabilityMode: "regional" });
    assert.equal(priced([automatic, ...zones]).total, "109.5");
  });

  it("takes an endpoint whose subnets are not known to be in every zone", () => {
    const unknown = resource(ENDPOINT, "e", { vpcEndpointType: "Interface" });
    assert.equal(priced([unknown, ...zones]).total, "21.9");
  });

  it("takes an address of one's own pool for free", () => {
    const own = resource(EIP, "own", { publicIpv4Pool: "ipv4pool-ec2-012345" });
    assert.deepEqual(priced([own]).lines, []);
  });

  it("does not price an address of an IPAM pool, and says so", () => {
    for (const inputs of [
      { ipamPoolId: "ipam-pool-012345" },
      { publicIpv4Pool: "ipam-pool-012345", ipamPoolId: "ipam-pool-012345" },
    ]) {
      const { lines, unpriced } = priced([resource(EIP, "own", inputs)]);
      assert.deepEqual(lines, []);
      assert.deepEqual(unpriced, [{ name: "ipam-pool-address", count: 1 }]);
    }
  });

  it("prices data between zones in both of them, if there are several", () => {
    assert.equal(priced(zones, { crossAzGb: 100 }).total, "2");
    assert.equal(priced(zones.slice(0, 1), { crossAzGb: 100 }).total, "0");
  });

  it("prices an accelerator with its two addresses and the larger direction of traffic", () => {
    const accelerator = resource("aws:globalaccelerator/accelerator:Accelerator", "front");
    assert.deepEqual(bill(priced([accelerator], { ingressGb: 300, egressGb: 80 })), [
      "accelerator: 730 x 0.025 = 18.25",
      "public IPv4 addresses of it: 1460 x 0.005 = 7.3",
      "surcharge on the larger direction of traffic: 300 x 0.015 = 4.5",
      "data to the internet: 80 x 0 = 0",
    ]);
  });
});
