import assert from "node:assert/strict";
import { ROUTE, VPC_PEERING, VPC_PEERING_OPTIONS } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const peer = (lab: Lab, ours: Stored, theirs: Stored, inputs: Values = {}): Stored =>
  lab.make(VPC_PEERING, { vpcId: ours.id, peerVpcId: theirs.id, autoAccept: true, ...inputs });

const pair = (lab: Lab): [Stored, Stored] => [lab.vpc(), lab.vpc({ cidrBlock: "10.1.0.0/16" })];

const route = (lab: Lab, from: Stored, peering: Stored): Stored =>
  lab.make(ROUTE, {
    routeTableId: lab.routeTable(from).id,
    destinationCidrBlock: "10.1.0.0/16",
    vpcPeeringConnectionId: peering.id,
  });

describe("VpcPeeringConnection and PeeringConnectionOptions", () => {
  it("is active when it is accepted at once", () => {
    const lab = new Lab();
    const [ours, theirs] = pair(lab);
    const peering = peer(lab, ours, theirs);
    assert.equal(lab.state(peering)["acceptStatus"], "active");
    const options = lab.make(VPC_PEERING_OPTIONS, {
      vpcPeeringConnectionId: peering.id,
      requester: { allowRemoteVpcDnsResolution: true },
    });
    assert.deepEqual(lab.state(options)["accepter"], { allowRemoteVpcDnsResolution: false });
  });

  it("is deleted with either VPC, and leaves blackhole routes", () => {
    const lab = new Lab();
    const [ours, theirs] = pair(lab);
    const way = route(lab, ours, peer(lab, ours, theirs));
    assert.equal(lab.state(way)["state"], "active");
    lab.account.remove(theirs);
    assert.deepEqual(lab.account.all(VPC_PEERING), []);
    assert.equal(lab.state(way)["state"], "blackhole");
  });

  const creating =
    "creating EC2 VPC Peering Connection: operation error EC2: CreateVpcPeeringConnection, api error";
  refuses([
    [
      "the blocks overlap",
      (lab) => peer(lab, lab.vpc(), lab.vpc({ cidrBlock: "10.0.0.0/20" })),
      `${creating} OverlappingCidr: unexpected state 'failed': VPC peering connection between vpc-* and vpc-* failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range`,
    ],
    [
      "the VPCs are peers already",
      (lab) => {
        const [ours, theirs] = pair(lab);
        peer(lab, ours, theirs);
        peer(lab, theirs, ours);
      },
      `${creating} VpcPeeringConnectionAlreadyExists: A VPC peering connection between vpc-* and vpc-* already exists`,
    ],
    [
      "options are for one that waits for acceptance",
      (lab) => {
        const [ours, theirs] = pair(lab);
        const { id } = peer(lab, ours, theirs, { autoAccept: false });
        lab.make(VPC_PEERING_OPTIONS, { vpcPeeringConnectionId: id });
      },
      "creating EC2 VPC Peering Connection Options: operation error EC2: ModifyVpcPeeringConnectionOptions, api error OperationNotPermitted: Peering pcx-* is not active. Peering options can be added only to active peerings.",
    ],
    [
      "a route leads over a peering of other VPCs",
      (lab) => {
        const [ours, theirs] = pair(lab);
        route(lab, lab.vpc({ cidrBlock: "10.2.0.0/16" }), peer(lab, ours, theirs));
      },
      "creating Route: operation error EC2: CreateRoute, api error InvalidParameterValue: route table rtb-* and vpc peering connection pcx-* belong to different networks",
    ],
  ]);
});
