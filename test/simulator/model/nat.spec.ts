import assert from "node:assert/strict";
import { NAT_GATEWAY } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { type Values, text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

/** A VPC that NAT gateways can be in. */
function connected(lab: Lab): Stored {
  const vpc = lab.vpc();
  lab.gateway(vpc);
  return vpc;
}

const zone = (letter: string, ...addresses: Stored[]): Values => ({
  availabilityZone: `us-east-1${letter}`,
  allocationIds: addresses.map(({ id }) => id),
});

const regional = (lab: Lab, vpc: Stored, ...availabilityZoneAddresses: Values[]): Stored =>
  lab.make(NAT_GATEWAY, { availabilityMode: "regional", vpcId: vpc.id, availabilityZoneAddresses });

describe("NatGateway", () => {
  it("holds its address until it is deleted", () => {
    const lab = new Lab();
    const eip = lab.eip();
    const subnet = lab.subnet(connected(lab));
    const nat = lab.nat(subnet, eip);
    const { associationId, networkInterfaceId, privateIp, publicIp } = lab.state(nat);
    assert.equal(publicIp, lab.state(eip)["publicIp"]);
    assert.equal(privateIp, "10.0.0.4");
    const held = lab.state(eip);
    assert.deepEqual(
      [held["associationId"], held["networkInterface"], held["privateIp"], held["privateDns"]],
      [associationId, networkInterfaceId, "10.0.0.4", "ip-10-0-0-4.ec2.internal"],
    );
    lab.account.remove(nat);
    assert.equal(lab.state(eip)["associationId"], "");
    assert.ok(lab.nat(subnet, eip));
  });

  it("gives two gateways of a subnet different private addresses", () => {
    const lab = new Lab();
    const subnet = lab.subnet(connected(lab));
    const addresses = [lab.eip(), lab.eip()].map(
      (eip) => lab.state(lab.nat(subnet, eip))["privateIp"],
    );
    assert.deepEqual(addresses, ["10.0.0.4", "10.0.0.5"]);
  });

  it("spans zones with an address in each when it is regional, and takes another one in place", () => {
    const lab = new Lab();
    const vpc = connected(lab);
    const [a, b] = [lab.eip(), lab.eip()];
    const nat = regional(lab, vpc, zone("a", a));
    const zonesOf = (gateway: Stored) =>
      (lab.state(gateway)["regionalNatGatewayAddresses"] as Values[]).map((address) => [
        address["availabilityZone"],
        address["availabilityZoneId"],
        address["publicIp"],
      ]);
    assert.deepEqual(zonesOf(nat), [["us-east-1a", "use1-az1", "203.0.113.1"]]);
    const entry = { availabilityZoneId: "use1-az2", allocationIds: [b.id] };
    const grown = lab.change(nat, { availabilityZoneAddresses: [zone("a", a), entry] });
    assert.deepEqual(zonesOf(grown)[1], ["us-east-1b", "use1-az2", "203.0.113.2"]);
    assert.match(text(lab.state(b)["associationId"]), /^eipassoc-0[0-9a-f]{16}$/);
  });

  const creating = "creating EC2 NAT Gateway: operation error EC2: CreateNatGateway, api error";
  const taken = `${creating} Resource.AlreadyAssociated: Elastic IP address [eipalloc-*] is already associated with another resource`;
  refuses([
    [
      "its VPC has no internet gateway",
      (lab) => lab.nat(lab.subnet(lab.vpc()), lab.eip()),
      `${creating} Gateway.NotAttached: Network vpc-* has no Internet gateway attached`,
    ],
    [
      "its address does not exist",
      (lab) =>
        lab.make(NAT_GATEWAY, {
          subnetId: lab.subnet(connected(lab)).id,
          allocationId: "eipalloc-x",
        }),
      `${creating} InvalidAllocationID.NotFound: The allocation ID 'eipalloc-x' does not exist`,
    ],
    [
      "another gateway holds its address",
      (lab) => {
        const subnet = lab.subnet(connected(lab));
        const eip = lab.eip();
        lab.nat(subnet, eip);
        lab.nat(subnet, eip);
      },
      taken,
    ],
    [
      "two zones share an address",
      (lab) => {
        const eip = lab.eip();
        regional(lab, connected(lab), zone("a", eip), zone("b", eip));
      },
      taken,
    ],
    [
      "a zone occurs twice, once by its id",
      (lab) => {
        const byId = { availabilityZoneId: "use1-az1", allocationIds: [lab.eip().id] };
        regional(lab, connected(lab), zone("a", lab.eip()), byId);
      },
      `${creating} InvalidParameterValue: Availability zone us-east-1a is specified more than once`,
    ],
    [
      "a regional one is put into a subnet",
      (lab) => lab.make(NAT_GATEWAY, { availabilityMode: "regional", subnetId: "subnet-x" }),
      'vpcId: "vpcId" is required when availabilityMode is regional\nsubnetId: "subnetId" is not supported when availabilityMode is regional\navailabilityZoneAddresses: a regional NAT gateway in automatic mode is not modelled: name its addresses, or add it to simulator/model/nat.ts',
    ],
    [
      "a zonal one names zones",
      (lab) =>
        lab.make(NAT_GATEWAY, {
          subnetId: "subnet-x",
          allocationId: "x",
          availabilityZoneAddresses: [zone("a")],
        }),
      'availabilityZoneAddresses: "availabilityZoneAddresses" is not supported when availabilityMode is zonal',
    ],
    [
      "the region lacks a zone",
      (lab) => regional(lab, connected(lab), zone("z", lab.eip())),
      "availabilityZoneAddresses: us-east-1z is none of the zones of us-east-1: us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f",
    ],
    [
      "a key in a zone's entry is misspelled",
      (lab) => regional(lab, connected(lab), { availabilityZone: "us-east-1a", allocationId: "x" }),
      'availabilityZoneAddresses[0].allocationId: the simulator does not model the property "allocationId" here, only allocationIds, availabilityZone, availabilityZoneId; if AWS has it, add it to simulator/model/nat.ts',
    ],
  ]);
});
