import assert from "node:assert/strict";
import { Peering } from "../../../components/backend/peering";
import { record } from "../../support/recorder";
import { ofType, vpcNamed } from "./backends";

const recordPeering = () =>
  record(() => {
    const frontDoor = vpcNamed("front", "10.20.0.0/16");
    const backend = vpcNamed("back", "10.30.0.0/16");
    new Peering("peering", { frontDoor, backend });
  });

describe("Peering", () => {
  it("connects the two VPCs and accepts at once", async () => {
    const recording = await recordPeering();
    const { inputs } = recording.find(
      "peering",
      "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    );
    assert.equal(inputs["vpcId"], recording.find("front", "aws:ec2/vpc:Vpc").outputs["id"]);
    assert.equal(inputs["peerVpcId"], recording.find("back", "aws:ec2/vpc:Vpc").outputs["id"]);
    assert.equal(inputs["autoAccept"], true);
  });

  it("has routes both ways, in the tables of proxies and load balancers only", async () => {
    const recording = await recordPeering();
    const table = (name: string) =>
      recording.find(name, "aws:ec2/routeTable:RouteTable").outputs["id"];
    const routes = ofType(recording, "aws:ec2/route:Route")
      .filter(({ inputs }) => inputs["vpcPeeringConnectionId"] !== undefined)
      .map(({ name, inputs }) => [name, inputs["routeTableId"], inputs["destinationCidrBlock"]]);
    assert.deepEqual(routes.sort(), [
      ["peering-back-a", table("back-private-a"), "10.20.0.0/16"],
      ["peering-back-b", table("back-private-b"), "10.20.0.0/16"],
      ["peering-there", table("front-public"), "10.30.0.0/16"],
    ]);
  });

  it("resolves names to private addresses both ways", async () => {
    const recording = await recordPeering();
    const { inputs } = recording.find(
      "peering",
      "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
    );
    assert.deepEqual(inputs["requester"], { allowRemoteVpcDnsResolution: true });
    assert.deepEqual(inputs["accepter"], { allowRemoteVpcDnsResolution: true });
  });
});
