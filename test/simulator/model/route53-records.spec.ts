import assert from "node:assert/strict";
import { difference } from "../../../simulator/model/inputs";
import { DNS_RECORD, HEALTH_CHECK, HOSTED_ZONE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { alb, twoZones } from "./balancing-lab";

const zones = new WeakMap<Lab, Stored>();

/** A record of the lab's one zone, shop.test. */
function record(lab: Lab, inputs: Values = {}): Stored {
  const zone = zones.get(lab) ?? lab.make(HOSTED_ZONE, { name: "shop.test" });
  zones.set(lab, zone);
  const base = { zoneId: zone.id, name: "www", type: "A", ttl: 60, records: ["192.0.2.1"] };
  return lab.make(DNS_RECORD, { ...base, ...inputs });
}

const weighted = (setIdentifier: string, weight: number): Values => ({
  setIdentifier,
  weightedRoutingPolicies: [{ weight }],
});

const alias = (name: string, zoneId: string): Values => ({
  ttl: undefined,
  records: undefined,
  aliases: [{ name, zoneId, evaluateTargetHealth: true }],
});

describe("Record", () => {
  it("has the zone's name appended unless it is there", () => {
    const lab = new Lab();
    const names = ["a", "b.shop.test", "c.shop.test."].map(
      (name) => lab.state(record(lab, { name }))["fqdn"],
    );
    assert.deepEqual(names, ["a.shop.test", "b.shop.test", "c.shop.test"]);
  });

  it("shares a name with others of the same routing", () => {
    const lab = new Lab();
    const check = lab.make(HEALTH_CHECK, {
      type: "TCP",
      ipAddress: "192.0.2.1",
      port: 443,
      requestInterval: 10,
    });
    record(lab, { ...weighted("blue", 100), healthCheckId: check.id });
    assert.ok(record(lab, weighted("green", 0)));
    const several = { name: "m", multivalueAnswerRoutingPolicy: true };
    record(lab, { ...several, setIdentifier: "1" });
    assert.ok(record(lab, { ...several, setIdentifier: "2" }));
  });

  it("shares a name with one of another type", () => {
    const lab = new Lab();
    record(lab);
    assert.ok(record(lab, { type: "TXT", records: ["x"] }));
  });

  it("is an alias of a load balancer or of a record of a zone", () => {
    const lab = new Lab();
    const { dnsName, zoneId } = lab.state(alb(lab, twoZones(lab)));
    const first = record(lab, alias(`dualstack.${dnsName as string}`, zoneId as string));
    const own = first.inputs["zoneId"] as string;
    assert.ok(record(lab, { name: "also", ...alias("www.shop.test", own) }));
  });

  it("changes its weight in place", () => {
    const lab = new Lab();
    const blue = record(lab, weighted("blue", 100));
    lab.change(blue, weighted("blue", 0));
    assert.deepEqual(lab.state(blue)["weightedRoutingPolicies"], [{ weight: 0 }]);
  });

  const creating =
    "creating Route 53 Record: operation error Route 53: ChangeResourceRecordSets, api error InvalidChangeBatch:";
  refuses([
    [
      "an A record's value is no address",
      (lab) => record(lab, { records: ["web-1"] }),
      "records: Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with 'web-1''",
    ],
    [
      "a CNAME record's value is an address",
      (lab) => record(lab, { type: "CNAME" }),
      "records: Invalid Resource Record: 'FATAL problem: DomainNameIllegal (Value is not a valid domain name) encountered with '192.0.2.1''",
    ],
    [
      "a weight is above 255",
      (lab) => record(lab, weighted("a", 256)),
      "weightedRoutingPolicies[0].weight: expected a whole number from 0 to 255, got 256",
    ],
    [
      "the time to live is left out",
      (lab) => record(lab, { ttl: undefined }),
      'ttl: "ttl" is required with records',
    ],
    [
      "a routing policy has no identifier",
      (lab) => record(lab, { weightedRoutingPolicies: [{ weight: 1 }] }),
      "setIdentifier: a routing policy and setIdentifier need each other",
    ],
    [
      "the record exists",
      (lab) => {
        record(lab);
        record(lab, { name: "www.shop.test" });
      },
      `${creating} [Tried to create resource record set [name='www.shop.test.', type='A'] but it already exists]`,
    ],
    [
      "simple and weighted routing meet",
      (lab) => {
        record(lab);
        record(lab, weighted("blue", 1));
      },
      `${creating} [RRSet with DNS name www.shop.test., type A, SetIdentifier blue cannot be created as a non-weighted RRSet exists with the same name and type.]`,
    ],
    [
      "weighted and multivalue routing meet",
      (lab) => {
        record(lab, weighted("blue", 1));
        record(lab, { setIdentifier: "m", multivalueAnswerRoutingPolicy: true });
      },
      `${creating} [RRSet with DNS name www.shop.test., type A, SetIdentifier m cannot be created as a non-multivalue answer RRSet exists with the same name and type.]`,
    ],
    [
      "a CNAME record is at the zone's own name",
      (lab) => record(lab, { name: "", type: "CNAME", records: ["a.example.org"] }),
      `${creating} [RRSet of type CNAME with DNS name shop.test. is not permitted at apex in zone shop.test.]`,
    ],
    [
      "a CNAME record meets another one of the name",
      (lab) => {
        record(lab);
        record(lab, { type: "CNAME", records: ["a.example.org"] });
      },
      `${creating} [RRSet of type CNAME with DNS name www.shop.test. is not permitted as it conflicts with other records with the same DNS name in zone shop.test.]`,
    ],
    [
      "an alias targets a missing load balancer",
      (lab) => record(lab, alias("gone.us-east-1.elb.amazonaws.com", "Z35SXDOTRQ7X7K")),
      `${creating} [Tried to create an alias that targets gone.us-east-1.elb.amazonaws.com., type A in zone Z35SXDOTRQ7X7K, but that target was not found]`,
    ],
    [
      "the health check does not exist",
      (lab) => record(lab, { ...weighted("a", 1), healthCheckId: "none" }),
      "creating Route 53 Record: operation error Route 53: ChangeResourceRecordSets, api error NoSuchHealthCheck: The health check none does not exist",
    ],
  ]);

  it("fails when an alias names the zone of another kind of load balancer", () => {
    const lab = new Lab();
    const { dnsName } = lab.state(alb(lab, twoZones(lab)));
    assert.throws(
      () => record(lab, alias(dnsName as string, "Z26RNL4JYFTOTI")),
      /the alias target name does not lie within the target zone/,
    );
  });

  it("changes its type and its identifier in place, as one change of the zone", () => {
    const lab = new Lab();
    const made = record(lab, weighted("blue", 100));
    const news = { ...made.inputs, type: "CNAME", records: ["a.example.org"], setIdentifier: "b" };
    assert.deepEqual(
      difference(DNS_RECORD, made.inputs, made.outputs, news).filter(({ replaces }) => replaces),
      [],
    );
    const changed = lab.change(made, news);
    assert.deepEqual(
      [lab.state(changed)["type"], lab.account.all(DNS_RECORD).length],
      ["CNAME", 1],
    );
  });

  it("fails when two failover records are primary", () => {
    const lab = new Lab();
    const primary = { failoverRoutingPolicies: [{ type: "PRIMARY" }] };
    record(lab, { ...primary, setIdentifier: "a" });
    assert.throws(() => record(lab, { ...primary, setIdentifier: "b" }), /is PRIMARY already/);
  });

  it("is overwritten where the provider is told to", () => {
    const lab = new Lab();
    record(lab);
    const made = record(lab, { ttl: 30, allowOverwrite: true });
    assert.equal(lab.state(made)["ttl"], 30);
    assert.equal(lab.state(made)["allowOverwrite"], true);
    assert.equal(lab.account.all(DNS_RECORD).filter(({ id }) => id === made.id).length, 1);
  });
});
