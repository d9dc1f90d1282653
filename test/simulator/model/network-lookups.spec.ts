import assert from "node:assert/strict";
import {
  ROUTE,
  ROUTE_TABLE_ASSOCIATION,
  VPC_ENDPOINT,
  VPC_ENDPOINT_ROUTE_TABLE,
} from "../../../simulator/model/tokens";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";

const ask = (lab: Lab, name: string, inputs: Values): Values =>
  lab.account.lookUp(`aws:ec2/${name}:${name}`, lab.region, inputs);

describe("getSubnet and getSubnets", () => {
  it("find subnets by id, by VPC and by tags", () => {
    const lab = new Lab();
    const [vpc, other] = [lab.vpc(), lab.vpc()];
    const subnet = lab.subnet(vpc, { tags: { tier: "public" }, availabilityZone: "us-east-1b" });
    lab.subnet(vpc, { cidrBlock: "10.0.16.0/20" });
    lab.subnet(other, { tags: { tier: "public" } });
    const { vpcId, availabilityZone, cidrBlock } = ask(lab, "getSubnet", { id: subnet.id });
    assert.deepEqual([vpcId, availabilityZone, cidrBlock], [vpc.id, "us-east-1b", "10.0.0.0/20"]);
    const filters = [{ name: "vpc-id", values: [vpc.id] }];
    assert.deepEqual(ask(lab, "getSubnets", { filters, tags: { tier: "public" } })["ids"], [
      subnet.id,
    ]);
    assert.deepEqual(ask(lab, "getSubnets", { filters, tags: { tier: "none" } })["ids"], []);
  });

  it("count the addresses that AWS and resources leave free", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    lab.gateway(vpc);
    const subnet = lab.subnet(vpc, { cidrBlock: "10.0.0.0/28" });
    const free = () => ask(lab, "getSubnet", { id: subnet.id })["availableIpAddressCount"];
    assert.equal(free(), 11);
    lab.nat(subnet, lab.eip());
    assert.equal(free(), 10);
  });

  it("fails when there is no such subnet", () => {
    assert.throws(() => ask(new Lab(), "getSubnet", { id: "subnet-0123456789abcdef0" }), {
      message: "no matching EC2 Subnet found",
    });
  });
});

describe("getRouteTable and getRouteTables", () => {
  it("tell routes, the subnets that name a table, and which table is the main one", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const subnet = lab.subnet(vpc);
    const gateway = lab.gateway(vpc);
    const table = lab.routeTable(vpc);
    lab.make(ROUTE, {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    });
    lab.make(ROUTE_TABLE_ASSOCIATION, { subnetId: subnet.id, routeTableId: table.id });
    const main = vpc.outputs["mainRouteTableId"] as string;
    const ids = ask(lab, "getRouteTables", { vpcId: vpc.id })["ids"] as string[];
    assert.deepEqual([...ids].sort(), [main, table.id].sort());
    const found = ask(lab, "getRouteTable", { routeTableId: table.id });
    const [route] = found["routes"] as Values[];
    assert.deepEqual(
      [route!["cidrBlock"], route!["gatewayId"], route!["natGatewayId"]],
      ["0.0.0.0/0", gateway.id, ""],
    );
    const [association] = found["associations"] as Values[];
    assert.deepEqual([association!["subnetId"], association!["main"]], [subnet.id, false]);
    const [mainAssociation] = ask(lab, "getRouteTable", { routeTableId: main })[
      "associations"
    ] as Values[];
    assert.deepEqual([mainAssociation!["subnetId"], mainAssociation!["main"]], ["", true]);
    assert.equal(ask(lab, "getRouteTable", { subnetId: subnet.id })["id"], table.id);
  });

  it("fails for a subnet that uses the main table without naming it", () => {
    const lab = new Lab();
    const subnet = lab.subnet(lab.vpc());
    assert.throws(() => ask(lab, "getRouteTable", { subnetId: subnet.id }), {
      message: "query returned no results. Please change your search criteria and try again",
    });
  });
});

describe("getNatGateway", () => {
  it("tells its public address", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    lab.gateway(vpc);
    const eip = lab.eip();
    const nat = lab.nat(lab.subnet(vpc), eip);
    const found = ask(lab, "getNatGateway", { id: nat.id });
    assert.deepEqual(
      [found["publicIp"], found["connectivityType"], found["state"], found["vpcId"]],
      [eip.outputs["publicIp"], "public", "available", vpc.id],
    );
  });

  it("fails when there is none", () => {
    assert.throws(() => ask(new Lab(), "getNatGateway", { id: "nat-0123456789abcdef0" }), {
      message: "no matching EC2 NAT Gateway found",
    });
  });
});

describe("getVpcEndpoint", () => {
  it("tells the route tables of a gateway endpoint, whoever named them", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const [one, other] = [lab.routeTable(vpc), lab.routeTable(vpc)];
    const serviceName = "com.amazonaws.us-east-1.s3";
    const endpoint = lab.make(VPC_ENDPOINT, {
      vpcId: vpc.id,
      serviceName,
      routeTableIds: [one.id],
    });
    lab.make(VPC_ENDPOINT_ROUTE_TABLE, { vpcEndpointId: endpoint.id, routeTableId: other.id });
    const found = ask(lab, "getVpcEndpoint", { vpcId: vpc.id, serviceName, state: "available" });
    assert.deepEqual(found["routeTableIds"], [one.id, other.id]);
  });

  it("fails when a VPC has none for a service", () => {
    const lab = new Lab();
    assert.throws(() => ask(lab, "getVpcEndpoint", { vpcId: lab.vpc().id, serviceName: "x" }), {
      message: "no matching EC2 VPC Endpoint found",
    });
  });
});
