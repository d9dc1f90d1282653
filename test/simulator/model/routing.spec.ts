import assert from "node:assert/strict";
import { ROUTE, ROUTE_TABLE_ASSOCIATION } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const everywhere = "0.0.0.0/0";

/** A route table of a VPC with an internet gateway. */
function routed(lab: Lab): { vpc: Stored; table: Stored; gateway: Stored } {
  const vpc = lab.vpc();
  return { vpc, table: lab.routeTable(vpc), gateway: lab.gateway(vpc) };
}

const route = (
  lab: Lab,
  table: Stored,
  gateway: Stored,
  destinationCidrBlock = everywhere,
): Stored =>
  lab.make(ROUTE, { routeTableId: table.id, destinationCidrBlock, gatewayId: gateway.id });

const associate = (lab: Lab, subnet: Stored, table: Stored): Stored =>
  lab.make(ROUTE_TABLE_ASSOCIATION, { subnetId: subnet.id, routeTableId: table.id });

describe("RouteTable, Route and RouteTableAssociation", () => {
  it("lets a route change its target in place", () => {
    const lab = new Lab();
    const { vpc, table, gateway } = routed(lab);
    const nat = lab.nat(lab.subnet(vpc), lab.eip());
    const changed = lab.change(route(lab, table, gateway), {
      gatewayId: undefined,
      natGatewayId: nat.id,
    });
    assert.equal(lab.state(changed)["natGatewayId"], nat.id);
  });

  it("turns a route into a black hole when its target is gone", () => {
    const lab = new Lab();
    const { vpc, table } = routed(lab);
    const nat = lab.nat(lab.subnet(vpc), lab.eip());
    const inputs = {
      routeTableId: table.id,
      destinationCidrBlock: everywhere,
      natGatewayId: nat.id,
    };
    const toNat = lab.make(ROUTE, inputs);
    assert.equal(lab.state(toNat)["state"], "active");
    lab.account.remove(nat);
    assert.equal(lab.state(toNat)["state"], "blackhole");
  });

  it("removes the routes of a table and the association of a subnet along with them", () => {
    const lab = new Lab();
    const { vpc, table, gateway } = routed(lab);
    route(lab, table, gateway);
    const subnet = lab.subnet(vpc);
    associate(lab, subnet, table);
    lab.account.remove(subnet);
    lab.account.remove(table);
    assert.deepEqual(lab.account.all(ROUTE), []);
    assert.deepEqual(lab.account.all(ROUTE_TABLE_ASSOCIATION), []);
  });

  it("finds a route and an association by the ids that people import them by", () => {
    const lab = new Lab();
    const { vpc, table, gateway } = routed(lab);
    const made = route(lab, table, gateway);
    const subnet = lab.subnet(vpc);
    const association = associate(lab, subnet, table);
    assert.equal(lab.account.read({ ...made, id: `${table.id}_${everywhere}` })?.id, made.id);
    const id = `${subnet.id}/${table.id}`;
    assert.equal(lab.account.read({ ...association, id })?.id, association.id);
  });

  const creatingRoute = "creating Route: operation error EC2: CreateRoute, api error";
  refuses([
    [
      "a destination has a route already",
      (lab) => {
        const { table, gateway } = routed(lab);
        route(lab, table, gateway);
        route(lab, table, gateway);
      },
      `${creatingRoute} RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.`,
    ],
    [
      "a route takes the place of the VPC's own",
      (lab) => {
        const { table, gateway } = routed(lab);
        route(lab, table, gateway, "10.0.0.0/16");
      },
      `${creatingRoute} RouteAlreadyExists: The route identified by 10.0.0.0/16 already exists.`,
    ],
    [
      "a route has two targets",
      (lab) => {
        const { table, gateway } = routed(lab);
        lab.make(ROUTE, {
          routeTableId: table.id,
          destinationCidrBlock: everywhere,
          gatewayId: gateway.id,
          natGatewayId: "nat-x",
        });
      },
      "natGatewayId: exactly one of gatewayId, natGatewayId, networkInterfaceId, vpcEndpointId, vpcPeeringConnectionId must be given, got gatewayId and natGatewayId",
    ],
    [
      "a route has no target and no destination",
      (lab) => lab.make(ROUTE, { routeTableId: lab.routeTable(lab.vpc()).id }),
      "destinationCidrBlock: exactly one of destinationCidrBlock, destinationPrefixListId must be given, got none\ngatewayId: exactly one of gatewayId, natGatewayId, networkInterfaceId, vpcEndpointId, vpcPeeringConnectionId must be given, got none",
    ],
    [
      "a route's target does not exist",
      (lab) =>
        lab.make(ROUTE, {
          routeTableId: lab.routeTable(lab.vpc()).id,
          destinationCidrBlock: everywhere,
          natGatewayId: "nat-x",
        }),
      `${creatingRoute} NatGatewayNotFound: The Nat Gateway nat-x was not found`,
    ],
    [
      "a route targets the gateway of another VPC",
      (lab) => route(lab, lab.routeTable(lab.vpc()), lab.gateway(lab.vpc())),
      `${creatingRoute} InvalidParameterValue: route table rtb-* and network gateway igw-* belong to different networks`,
    ],
    [
      "a subnet gets a second route table",
      (lab) => {
        const vpc = lab.vpc();
        const subnet = lab.subnet(vpc);
        associate(lab, subnet, lab.routeTable(vpc));
        associate(lab, subnet, lab.routeTable(vpc));
      },
      "creating EC2 Route Table Association: operation error EC2: AssociateRouteTable, api error Resource.AlreadyAssociated: the specified association for route table rtb-* conflicts with an existing association",
    ],
    [
      "a subnet gets the route table of another VPC",
      (lab) => associate(lab, lab.subnet(lab.vpc()), lab.routeTable(lab.vpc())),
      "creating EC2 Route Table Association: operation error EC2: AssociateRouteTable, api error InvalidParameterValue: Route table rtb-* and subnet subnet-* belong to different networks",
    ],
    [
      "a route table in use is deleted",
      (lab) => {
        const vpc = lab.vpc();
        const table = lab.routeTable(vpc);
        associate(lab, lab.subnet(vpc), table);
        lab.account.remove(table);
      },
      "deleting EC2 Route Table (rtb-*): operation error EC2: DeleteRouteTable, api error DependencyViolation: The routeTable 'rtb-*' has dependencies and cannot be deleted.",
    ],
  ]);
});
