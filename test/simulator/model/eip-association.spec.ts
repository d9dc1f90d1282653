import assert from "node:assert/strict";
import { associateAddress } from "../../../simulator/api/associate-address";
import { EIP_ASSOCIATION, INSTANCE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { nlb, twoZones } from "./balancing-lab";

const instance = (lab: Lab): Stored =>
  lab.make(INSTANCE, {
    ami: "ami-0123456789abcdef0",
    instanceType: "t3.small",
    subnetId: lab.subnet(lab.vpc()).id,
  });

const associate = (lab: Lab, eip: Stored, holder: Stored): Stored =>
  lab.make(EIP_ASSOCIATION, { allocationId: eip.id, instanceId: holder.id });

describe("EipAssociation", () => {
  it("is what the address and the instance show", () => {
    const lab = new Lab();
    const [eip, holder] = [lab.eip(), instance(lab)];
    const association = associate(lab, eip, holder);
    const { instance: shown, associationId, privateIp } = lab.state(eip);
    assert.equal(shown, holder.id);
    assert.equal(associationId, association.id);
    assert.equal(privateIp, holder.outputs["privateIp"]);
    assert.equal(lab.state(holder)["publicIp"], eip.outputs["publicIp"]);
  });

  it("goes with its instance", () => {
    const lab = new Lab();
    const [eip, holder] = [lab.eip(), instance(lab)];
    associate(lab, eip, holder);
    lab.account.remove(holder);
    assert.equal(lab.state(eip)["associationId"], "");
  });

  it("moves by AssociateAddress, and an instance has one address at a time", () => {
    const lab = new Lab();
    const [eip, other, holder] = [lab.eip(), lab.eip(), instance(lab)];
    const ask = (allocationId: string) =>
      associateAddress(lab.account, lab.region, { allocationId, instanceId: holder.id });
    ask(eip.id);
    ask(other.id);
    assert.equal(lab.state(eip)["instance"], "");
    assert.equal(lab.state(other)["instance"], holder.id);
    assert.equal(lab.account.all(EIP_ASSOCIATION).length, 1);
  });

  it("drops another address that the instance has, which stays in the account", () => {
    const lab = new Lab();
    const holder = instance(lab);
    const [eip, other] = [lab.eip(), lab.eip()];
    associate(lab, eip, holder);
    associate(lab, other, holder);
    assert.equal(lab.account.all(EIP_ASSOCIATION).length, 1);
    assert.deepEqual(
      [eip, other].map((one) => lab.state(one)["instance"]),
      ["", holder.id],
    );
  });

  it("takes an address from another instance if it is told to", () => {
    const lab = new Lab();
    const eip = lab.eip();
    const holder = instance(lab);
    const { id } = lab.make(INSTANCE, { ...holder.inputs });
    associate(lab, eip, holder);
    lab.make(EIP_ASSOCIATION, { allocationId: eip.id, instanceId: id, allowReassociation: true });
    assert.equal(lab.account.all(EIP_ASSOCIATION).length, 1);
    assert.equal(lab.state(eip)["instance"], id);
  });

  refuses([
    [
      "another instance holds the address",
      (lab) => {
        const eip = lab.eip();
        const holder = instance(lab);
        const { id } = lab.make(INSTANCE, { ...holder.inputs });
        associate(lab, eip, holder);
        lab.make(EIP_ASSOCIATION, { allocationId: eip.id, instanceId: id });
      },
      "creating EC2 EIP Association: operation error EC2: AssociateAddress, api error Resource.AlreadyAssociated: resource 203.0.113.1 is already associated with associate-id eipassoc-*",
    ],
    [
      "a NAT gateway holds the address",
      (lab) => {
        const eip = lab.eip();
        const holder = instance(lab);
        const vpc = lab.vpc();
        lab.gateway(vpc);
        lab.nat(lab.subnet(vpc), eip);
        associate(lab, eip, holder);
      },
      "creating EC2 EIP Association: operation error EC2: AssociateAddress, api error AuthFailure: You do not have permission to access the specified resource.",
    ],
    [
      "a load balancer holds the address",
      (lab) => {
        const eip = lab.eip();
        const place = twoZones(lab);
        const subnetMappings = [{ subnetId: place.subnets[0].id, allocationId: eip.id }];
        nlb(lab, place, { subnets: undefined, subnetMappings });
        associate(lab, eip, instance(lab));
      },
      "creating EC2 EIP Association: operation error EC2: AssociateAddress, api error AuthFailure: You do not have permission to access the specified resource.",
    ],
  ]);
});
