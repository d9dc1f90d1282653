import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import type { Stored } from "../../../simulator/model/resource";
import { DNS_RECORD, HOSTED_ZONE } from "../../../simulator/model/tokens";
import type { Values } from "../../../simulator/model/values";
import { refuses } from "../refuses";

const ON = { enableAcceleratedRecovery: true };

const zone = (lab: Lab, name: string, inputs: Values = ON): Stored =>
  lab.make(HOSTED_ZONE, { name, ...inputs });

/** Without waiting for it, as an SDK does. */
const begin = (lab: Lab, name: string): Stored =>
  lab.account.create(HOSTED_ZONE, lab.region, { name, ...ON });

const record = (lab: Lab, { id }: Stored): Stored =>
  lab.make(DNS_RECORD, { zoneId: id, name: "a", type: "A", ttl: 60, records: ["192.0.2.1"] });

describe("Accelerated recovery of a zone", () => {
  it("is on when the provider has waited for it, and is read back", () => {
    const lab = new Lab();
    const { id } = zone(lab, "shop.test");
    record(lab, { id } as Stored);
    const found = lab.account.lookUp("aws:route53/getZone:getZone", lab.region, { zoneId: id });
    assert.equal(found["enableAcceleratedRecovery"], true);
  });

  it("goes from zone to zone", () => {
    const lab = new Lab();
    const first = zone(lab, "one.test");
    zone(lab, "two.test");
    lab.change(first, { enableAcceleratedRecovery: false });
    lab.account.remove(lab.account.read(first)!);
  });

  it("keeps off no change of a zone without it", () => {
    const lab = new Lab();
    begin(lab, "one.test");
    lab.change(zone(lab, "two.test", {}), { comment: "names" });
  });

  it("continues without calls", () => {
    const lab = new Lab();
    const started = begin(lab, "one.test");
    assert.throws(() => record(lab, started), /marked disabled for mutation/);
    record(lab, lab.account.settle(started));
  });

  refuses([
    [
      "another zone of the account changes",
      (lab) => {
        begin(lab, "one.test");
        begin(lab, "two.test");
      },
      "creating Route 53 Hosted Zone: operation error Route 53: CreateHostedZone, api error LimitsExceeded: Accelerated recovery can only be updated for 1 hosted zone at a time.",
    ],
    [
      "the zone is private",
      (lab) => zone(lab, "shop.test", { ...ON, vpcs: [{ vpcId: lab.vpc().id }] }),
      "creating Route 53 Hosted Zone: operation error Route 53: CreateHostedZone, api error InvalidInput: Accelerated recovery is available for public hosted zones only.",
    ],
  ]);

  it("fails when the zone is deleted before it is off, or changed meanwhile", () => {
    const lab = new Lab();
    const on = zone(lab, "one.test");
    assert.throws(() => lab.account.remove(on), /accelerated recovery is not disabled/);
    const off = lab.account.update(on, { ...on.inputs, enableAcceleratedRecovery: false });
    assert.throws(() => lab.account.remove(off), /accelerated recovery is not disabled/);
    assert.throws(() => lab.change(off, { comment: "x" }), /marked disabled for mutation/);
    lab.account.remove(lab.account.settle(off));
  });
});
