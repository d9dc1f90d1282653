import assert from "node:assert/strict";
import { difference } from "../../../simulator/model/inputs";
import { LOAD_BALANCER } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { alb, nlb, twoZones } from "./balancing-lab";

const fixed = (subnet: Stored, eip: Stored) => ({ subnetId: subnet.id, allocationId: eip.id });

const changes = (before: Stored, after: Record<string, string[]>) =>
  difference(LOAD_BALANCER, before.inputs, before.outputs, { ...before.inputs, ...after });

describe("LoadBalancer", () => {
  it("has a name in the hosted zone of its kind and region", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const application = lab.state(alb(lab, place));
    assert.match(text(application["dnsName"]), /^front-\d{10}\.us-east-1\.elb\.amazonaws\.com$/);
    assert.equal(application["zoneId"], "Z35SXDOTRQ7X7K");
    const network = lab.state(nlb(lab, place, { name: "net", internal: true }));
    assert.match(text(network["dnsName"]), /^net-[0-9a-f]{16}\.elb\.us-east-1\.amazonaws\.com$/);
    assert.equal(network["zoneId"], "Z26RNL4JYFTOTI");
    const internal = lab.state(alb(lab, place, { name: "in", internal: true }));
    assert.match(text(internal["dnsName"]), /^internal-in-/);
  });

  it("is named by CloudWatch by the end of its ARN", () => {
    const lab = new Lab();
    const { arn, arnSuffix: suffix } = lab.state(alb(lab, twoZones(lab)));
    assert.match(text(suffix), /^app\/front\/[0-9a-f]{16}$/);
    assert.ok(text(arn).endsWith(text(suffix)));
  });

  it("holds Elastic IPs until it is deleted", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const [eip, other] = [lab.eip(), lab.eip()];
    const [a, b] = place.subnets;
    const front = nlb(lab, place, {
      subnets: undefined,
      subnetMappings: [fixed(a, eip), fixed(b, other)],
    });
    const held = lab.state(eip);
    assert.match(text(held["associationId"]), /^eipassoc-/);
    assert.equal(held["privateIp"], "10.0.0.4");
    assert.throws(() => lab.account.remove(eip), /InvalidIPAddress.InUse/);
    assert.deepEqual(lab.state(front)["subnets"], [a.id, b.id]);
    lab.account.remove(front);
    assert.equal(lab.state(eip)["associationId"], "");
    lab.account.remove(eip);
  });

  it("takes an address of each subnet, another than its neighbours", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const [eip] = [lab.eip()];
    alb(lab, place);
    nlb(lab, place, {
      name: "net",
      subnets: undefined,
      subnetMappings: [fixed(place.subnets[0], eip)],
    });
    assert.equal(lab.state(eip)["privateIp"], "10.0.0.5");
  });

  it("has the VPC's default security group when it is an ALB and none is given", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    assert.deepEqual(lab.state(alb(lab, place))["securityGroups"], [
      place.vpc.outputs["defaultSecurityGroupId"],
    ]);
  });

  it("is replaced when an NLB loses a subnet, not when it gets another one", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const [a, b] = place.subnets.map(({ id }) => id) as [string, string];
    const front = nlb(lab, place);
    assert.deepEqual(changes(front, { subnets: [a] }), [{ property: "subnets", replaces: true }]);
    assert.deepEqual(changes(front, { subnets: [a, b, "subnet-c"] }), [
      { property: "subnets", replaces: false },
    ]);
    const application = alb(lab, place, { name: "app" });
    assert.deepEqual(changes(application, { subnets: [a, "subnet-c"] }), [
      { property: "subnets", replaces: false },
    ]);
  });

  it("is replaced when an NLB gets its first security group", () => {
    const lab = new Lab();
    const front = nlb(lab, twoZones(lab));
    assert.deepEqual(changes(front, { securityGroups: ["sg-1"] }), [
      { property: "securityGroups", replaces: true },
    ]);
  });

  it("fails to be deleted while it is protected", () => {
    const lab = new Lab();
    const front = alb(lab, twoZones(lab), { enableDeletionProtection: true });
    assert.throws(() => lab.account.remove(front), /OperationNotPermitted: .* deletion protection/);
  });

  it("fails when a NAT gateway wants an address that it holds", () => {
    const lab = new Lab();
    const place = twoZones(lab);
    const eip = lab.eip();
    nlb(lab, place, { subnets: undefined, subnetMappings: [fixed(place.subnets[0], eip)] });
    assert.throws(() => lab.nat(place.subnets[0], eip), /Resource.AlreadyAssociated/);
  });
});
