import assert from "node:assert/strict";
import { DNS_RECORD, HOSTED_ZONE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { type Refusal, refuses } from "../refuses";

const zone = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(HOSTED_ZONE, { name: "shop.test", ...inputs });

const address = (lab: Lab, { id }: Stored): Stored =>
  lab.make(DNS_RECORD, { zoneId: id, name: "a", type: "A", ttl: 60, records: ["192.0.2.1"] });

const find = (lab: Lab, inputs: Values): Values =>
  lab.account.lookUp("aws:route53/getZone:getZone", lab.region, inputs);

describe("Zone", () => {
  it("has four name servers, the usual ones when it is private", () => {
    const lab = new Lab();
    assert.equal((lab.state(zone(lab))["nameServers"] as string[]).length, 4);
    const hidden = zone(lab, { vpcs: [{ vpcId: lab.vpc().id }] });
    assert.deepEqual(lab.state(hidden)["nameServers"], [
      "ns-0.awsdns-00.com",
      "ns-512.awsdns-00.net",
      "ns-1024.awsdns-00.org",
      "ns-1536.awsdns-00.co.uk",
    ]);
  });

  it("is found by its name, the private one apart from the public one", () => {
    const lab = new Lab();
    const open = zone(lab);
    const hidden = zone(lab, { vpcs: [{ vpcId: lab.vpc().id }] });
    address(lab, open);
    const { zoneId, resourceRecordSetCount } = find(lab, { name: "shop.test." });
    assert.deepEqual([zoneId, resourceRecordSetCount], [open.id, 3]);
    assert.equal(find(lab, { name: "shop.test", privateZone: true })["zoneId"], hidden.id);
    assert.throws(
      () => find(lab, { name: "example.org" }),
      /no matching Route 53 Hosted Zone found/,
    );
  });

  it("takes its records along when it is deleted by force", () => {
    const lab = new Lab();
    const open = zone(lab, { forceDestroy: true });
    address(lab, open);
    lab.account.remove(open);
    assert.deepEqual(lab.account.all(DNS_RECORD), []);
  });

  it("can have a name that is reserved elsewhere, and any in a VPC", () => {
    const lab = new Lab();
    zone(lab, { name: "cdk.test" });
    zone(lab, { name: "myexample.com" });
    zone(lab, { name: "example.com.de" });
    zone(lab, { name: "example.com", vpcs: [{ vpcId: lab.vpc().id }] });
  });

  refuses([
    ...["example.com", "a.b.example.com", "example.net", "EXAMPLE.org."].map((name): Refusal => [
      `its name is ${name}, which is reserved`,
      (lab) => zone(lab, { name }),
      `creating Route 53 Hosted Zone: operation error Route 53: CreateHostedZone, api error InvalidDomainName: ${name.toLowerCase().replace(/\.$/, "")} is reserved by AWS!`,
    ]),
    [
      "its VPC does not exist",
      (lab) => zone(lab, { vpcs: [{ vpcId: "vpc-x" }] }),
      "creating Route 53 Hosted Zone: operation error Route 53: CreateHostedZone, api error InvalidVpcID.NotFound: The vpc ID 'vpc-x' does not exist",
    ],
    [
      "its name is no domain name",
      (lab) => zone(lab, { name: "a..b" }),
      'name: InvalidDomainName: "a..b" is not a valid domain name',
    ],
  ]);

  it("fails when it is deleted with records in it", () => {
    const lab = new Lab();
    const open = zone(lab);
    address(lab, open);
    assert.throws(() => lab.account.remove(open), /api error HostedZoneNotEmpty/);
  });

  it("fails when two private zones of one name are in one VPC", () => {
    const lab = new Lab();
    const vpcs = [{ vpcId: lab.vpc().id }];
    zone(lab, { vpcs });
    assert.throws(() => zone(lab, { vpcs }), /ConflictingDomainExists/);
  });

  it("fails when a zone changes between public and private", () => {
    const lab = new Lab();
    const vpcs = [{ vpcId: lab.vpc().id }];
    assert.throws(() => lab.change(zone(lab), { vpcs }), /PublicZoneVPCAssociation/);
    assert.throws(() => lab.change(zone(lab, { vpcs }), { vpcs: [] }), /LastVPCAssociation/);
  });
});
