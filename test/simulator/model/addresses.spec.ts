import assert from "node:assert/strict";
import { EIP_DOMAIN_NAME, TAG } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const name = (lab: Lab, eip: Stored, domainName: string): Stored =>
  lab.make(EIP_DOMAIN_NAME, { allocationId: eip.id, domainName });

describe("Eip", () => {
  it("gets an address for documentation, and the names that AWS gives to it", () => {
    const lab = new Lab();
    const { publicIp, publicDns, allocationId, domain, associationId } = lab.state(lab.eip());
    assert.equal(publicIp, "203.0.113.1");
    assert.equal(publicDns, "ec2-203-0-113-1.compute-1.amazonaws.com");
    assert.match(text(allocationId), /^eipalloc-0[0-9a-f]{16}$/);
    assert.equal(domain, "vpc");
    assert.equal(associationId, "");
    const elsewhere = new Lab("eu-west-1");
    assert.equal(
      elsewhere.state(elsewhere.eip())["publicDns"],
      "ec2-203-0-113-1.eu-west-1.compute.amazonaws.com",
    );
  });

  it("never has an address that another one has, and gets a released one last", () => {
    const lab = new Lab();
    lab.account.remove(lab.eip());
    const addresses = Array.from({ length: 800 }, () => lab.eip().outputs["publicIp"]);
    assert.equal(new Set(addresses).size, 800);
    assert.ok(!addresses.includes("203.0.113.1"));
    assert.deepEqual(
      [253, 254, 507, 761, 762].map((index) => addresses[index - 1]),
      ["203.0.113.254", "198.51.100.1", "198.51.100.254", "192.0.2.254", "198.18.0.1"],
    );
  });

  it("has an address that follows from its name, in whatever order addresses are created", () => {
    const named = (lab: Lab, Name: string) => lab.eip({ tags: { Name } }).outputs["publicIp"];
    const [one, other] = [new Lab(), new Lab()];
    const inOne = ["egress-a", "entry-a1"].map((key) => named(one, key));
    const inOther = ["entry-a1", "egress-a"].map((key) => named(other, key));
    assert.deepEqual(inOne, inOther.reverse());
    assert.notEqual(named(one, "egress-a"), inOne[0]);
  });

  it("has another address than a released one of the same name", () => {
    const lab = new Lab();
    const tags = { Name: "egress-a" };
    const released = lab.eip({ tags });
    lab.account.remove(released);
    assert.notEqual(lab.eip({ tags }).outputs["publicIp"], released.outputs["publicIp"]);
  });

  it("answers to its reverse DNS name while it has one", () => {
    const lab = new Lab();
    const eip = lab.eip();
    const record = name(lab, eip, "gw-a.example.com");
    assert.equal(record.id, eip.id);
    assert.equal(lab.state(eip)["ptrRecord"], "gw-a.example.com.");
    lab.account.remove(record);
    assert.equal(lab.state(eip)["ptrRecord"], "");
  });

  refuses([
    [
      "an address in use is released",
      (lab) => {
        const vpc = lab.vpc();
        lab.gateway(vpc);
        const eip = lab.eip();
        lab.nat(lab.subnet(vpc), eip);
        lab.account.remove(eip);
      },
      "deleting EC2 EIP (eipalloc-*): operation error EC2: ReleaseAddress, api error InvalidIPAddress.InUse: Address 203.0.113.1 is in use.",
    ],
    [
      "an address with a reverse DNS name is released",
      (lab) => {
        const eip = lab.eip();
        name(lab, eip, "gw-a.example.com");
        lab.account.remove(eip);
      },
      "deleting EC2 EIP (eipalloc-*): operation error EC2: ReleaseAddress, api error InvalidAddress.Locked: The address with allocation id [eipalloc-*] cannot be released because it has a reverse DNS record",
    ],
    [
      "its domain is the retired one",
      (lab) => lab.eip({ domain: "standard" }),
      'domain: expected one of vpc, got "standard"',
    ],
    [
      "a reverse DNS name is no full name",
      (lab) => name(lab, lab.eip(), "gateway"),
      'domainName: "gateway" is not a fully qualified domain name such as gw-a.example.com',
    ],
    [
      "a reverse DNS name is for no address",
      (lab) =>
        lab.make(EIP_DOMAIN_NAME, { allocationId: "eipalloc-x", domainName: "a.example.com" }),
      "creating EC2 EIP Domain Name: operation error EC2: ModifyAddressAttribute, api error InvalidAllocationID.NotFound: The allocation ID 'eipalloc-x' does not exist",
    ],
  ]);
});

describe("Tag", () => {
  it("is a tag of the resource it is put on", () => {
    const lab = new Lab();
    const eip = lab.eip({ tags: { Name: "a" } });
    lab.make(TAG, { resourceId: eip.id, key: "role", value: "egress" });
    assert.deepEqual(lab.account.tagsOf(eip), { Name: "a", role: "egress" });
  });

  refuses([
    [
      "it is put on nothing",
      (lab) => lab.make(TAG, { resourceId: "vpc-x", key: "a", value: "b" }),
      "creating EC2 Tag: operation error EC2: CreateTags, api error InvalidID: The ID 'vpc-x' is not valid",
    ],
  ]);
});
