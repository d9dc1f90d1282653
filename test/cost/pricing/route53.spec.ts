import assert from "node:assert/strict";
import { HEALTH_CHECK, bill, priced, resource, several } from "../resources";

const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";

describe("pricing of Route 53", () => {
  it("prices 25 zones in full and more of them at a fifth", () => {
    const names = Array.from({ length: 27 }, (_, index) => `zone-${index}`);
    assert.equal(priced(several(ZONE, names)).total, "12.7");
  });

  it("prices queries by the most expensive routing among the records", () => {
    const queries = (inputs: object) =>
      bill(
        priced([resource(ZONE, "z"), resource(RECORD, "r", { ...inputs })], {
          dnsQueriesMillions: 2,
        }),
      ).at(-1);
    assert.equal(
      queries({ multivalueAnswerRoutingPolicy: true }),
      "queries to all zones: 2 x 0.4 = 0.8",
    );
    assert.match(queries({ latencyRoutingPolicies: [{}] }) ?? "", /x 0\.6 /);
    assert.match(queries({ geolocationRoutingPolicies: [{}] }) ?? "", /x 0\.7 /);
    assert.match(queries({ cidrRoutingPolicy: {} }) ?? "", /x 0\.8 /);
  });

  it("prices each option of a health check", () => {
    const check = (type: string, more: object = {}) =>
      priced([resource(HEALTH_CHECK, "h", { type, ...more })]).total;
    assert.equal(check("TCP", { requestInterval: 30 }), "0");
    assert.equal(check("TCP", { requestInterval: 10 }), "1");
    assert.equal(check("HTTPS", { requestInterval: 10 }), "2");
    assert.equal(check("HTTPS_STR_MATCH", { requestInterval: 10, measureLatency: true }), "4");
  });

  it("prices a traffic policy record at 50 USD, and the policy at nothing", () => {
    const all = [
      resource("aws:route53/trafficPolicy:TrafficPolicy", "p"),
      resource("aws:route53/trafficPolicyInstance:TrafficPolicyInstance", "p"),
    ];
    assert.equal(priced(all).total, "50");
  });

  it("prices each network interface of a resolver endpoint", () => {
    const inputs = { ipAddresses: [{ subnetId: "a" }, { subnetId: "b" }] };
    const endpoint = resource("aws:route53/resolverEndpoint:ResolverEndpoint", "r", inputs);
    assert.equal(priced([endpoint]).total, "182.5");
  });
});
