import assert from "node:assert/strict";
import { answersTo } from "../../../simulator/api/dns-answers";
import { ipamPoolOf } from "../../../simulator/model/address-pools";
import { overlaps } from "../../../simulator/model/ipv4";
import {
  ACCELERATOR,
  DNS_RECORD,
  EIP_ASSOCIATION,
  HOSTED_ZONE,
  INSTANCE,
} from "../../../simulator/model/tokens";
import { type Values, text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { alb, nlb, twoZones } from "../model/balancing-lab";

/** A zone shop.test, and a way to put records into it. */
function zone(lab: Lab): (inputs: Values) => unknown {
  const { id } = lab.make(HOSTED_ZONE, { name: "shop.test" });
  return (inputs) => lab.make(DNS_RECORD, { zoneId: id, name: "www", type: "A", ...inputs });
}

const data = (lab: Lab, name: string): string[] | undefined =>
  answersTo(lab.account, name)?.map((answer) => answer.data);

describe("DNS answers", () => {
  it("are the private address of who has an Elastic IP, for the name that AWS gives it", () => {
    const lab = new Lab();
    const eip = lab.eip();
    const name = text(eip.outputs["publicDns"]);
    assert.deepEqual(data(lab, name), [eip.outputs["publicIp"]]);
    const holder = lab.make(INSTANCE, {
      ami: "ami-0123456789abcdef0",
      instanceType: "t3.small",
      subnetId: lab.subnet(lab.vpc()).id,
    });
    lab.make(EIP_ASSOCIATION, { allocationId: eip.id, instanceId: holder.id });
    assert.deepEqual(data(lab, name), [holder.outputs["privateIp"]]);
  });

  it("are the Elastic IPs of an NLB that has some", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const eips = place.subnets.map(() => lab.eip());
    const made = nlb(lab, place, {
      subnets: undefined,
      subnetMappings: place.subnets.map(({ id }, index) => ({
        subnetId: id,
        allocationId: eips[index]!.id,
      })),
    });
    assert.deepEqual(
      data(lab, text(made.outputs["dnsName"]).toUpperCase())?.sort(),
      eips.map(({ outputs }) => outputs["publicIp"]).sort(),
    );
  });

  it("are the addresses of a pool of an ALB that draws from one", () => {
    const lab = new Lab();
    const { id, cidr } = ipamPoolOf("us-east-1");
    const made = alb(lab, twoZones(lab), { ipamPools: { ipv4IpamPoolId: id } });
    const found = data(lab, text(made.outputs["dnsName"])) ?? [];
    assert.equal(found.length, 2);
    assert.ok(found.every((address) => overlaps(`${address}/32`, cidr)));
  });

  it("leave out records that are not usable, but not when none is", () => {
    const lab = new Lab();
    const record = zone(lab);
    for (const address of ["203.0.113.1", "203.0.113.2"]) {
      record({
        setIdentifier: address,
        multivalueAnswerRoutingPolicy: true,
        ttl: 60,
        records: [address],
      });
    }
    const usable = (...ids: string[]): string[] | undefined =>
      answersTo(lab.account, "www.shop.test", ({ inputs }) =>
        ids.includes(text(inputs["setIdentifier"])),
      )?.map((answer) => answer.data);
    assert.deepEqual(usable("203.0.113.2"), ["203.0.113.2"]);
    assert.deepEqual(usable()?.sort(), ["203.0.113.1", "203.0.113.2"]);
  });

  it("are both addresses of an accelerator", () => {
    const lab = new Lab();
    const { dnsName, ipSets } = lab.state(lab.make(ACCELERATOR, { name: "edge" }));
    const [{ ipAddresses }] = ipSets as [{ ipAddresses: string[] }];
    assert.deepEqual(data(lab, text(dnsName))?.sort(), [...ipAddresses].sort());
  });

  it("of an alias are the addresses of its target, under its own name", () => {
    const lab = new Lab();
    const { dnsName, zoneId } = lab.state(alb(lab, twoZones(lab)));
    const aliases = [{ name: dnsName, zoneId, evaluateTargetHealth: true }];
    zone(lab)({ aliases });
    const answers = answersTo(lab.account, "www.shop.test") ?? [];
    assert.deepEqual(answers.map(({ name, data }) => [name, data]).sort(), [
      ["www.shop.test", "10.0.0.4"],
      ["www.shop.test", "10.0.1.4"],
    ]);
  });

  it("of a CNAME are followed by those of its target", () => {
    const lab = new Lab();
    const record = zone(lab);
    record({ type: "CNAME", ttl: 60, records: ["web.shop.test"] });
    record({ name: "web", ttl: 60, records: ["192.0.2.1"] });
    assert.deepEqual(data(lab, "www.shop.test"), ["web.shop.test", "192.0.2.1"]);
  });

  it("never are those of a weighted record with weight 0 beside another", () => {
    const lab = new Lab();
    const record = zone(lab);
    for (const [setIdentifier, weight] of [
      ["192.0.2.1", 0],
      ["192.0.2.2", 100],
    ] as const) {
      const weightedRoutingPolicies = [{ weight }];
      record({ ttl: 60, records: [setIdentifier], setIdentifier, weightedRoutingPolicies });
    }
    for (let times = 0; times < 20; times++) {
      assert.deepEqual(data(lab, "www.shop.test"), ["192.0.2.2"]);
    }
  });

  it("are at most eight of a multivalue answer", () => {
    const lab = new Lab();
    const record = zone(lab);
    for (let host = 1; host <= 9; host++) {
      record({
        ttl: 60,
        records: [`192.0.2.${host}`],
        setIdentifier: String(host),
        multivalueAnswerRoutingPolicy: true,
      });
    }
    assert.equal(new Set(data(lab, "www.shop.test")).size, 8);
  });

  it("are none for a name with other records only, and undefined for no name at all", () => {
    const lab = new Lab();
    zone(lab)({ type: "TXT", ttl: 60, records: ["x"] });
    assert.deepEqual(data(lab, "www.shop.test"), []);
    assert.equal(data(lab, "example.org"), undefined);
  });

  it("end when CNAMEs lead in a circle", () => {
    const lab = new Lab();
    zone(lab)({ type: "CNAME", ttl: 60, records: ["www.shop.test"] });
    assert.ok((data(lab, "www.shop.test")?.length ?? 0) < 20);
  });
});
