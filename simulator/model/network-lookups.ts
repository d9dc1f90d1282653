import type { AccountView } from "./account-view";
import { hasTags, passes, single, tagFilter } from "./ec2-lookups";
import { block } from "./ipv4";
import type { Call, Lookup } from "./lookup";
import type { Stored } from "./resource";
import { derivedId } from "./shared";
import {
  NAT_GATEWAY,
  ROUTE,
  ROUTE_TABLE,
  ROUTE_TABLE_ASSOCIATION,
  SECURITY_GROUP,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
  VPC_ENDPOINT_ROUTE_TABLE,
} from "./tokens";
import { type Value, type Values, object, text } from "./values";

/** Whether a value matches a lookup's argument; a missing argument matches all. */
const fits = (wanted: Value, value: Value): boolean => !wanted || wanted === value;

/** The resources of a type that match a lookup's tags, filters and arguments. */
function find(
  token: string,
  type: string,
  { account, region, inputs }: Call,
  wanted: Readonly<Record<string, string>>,
): Stored[] {
  return account.all(type, region).filter((resource) => {
    const state: Values = { ...account.state(resource), id: resource.id };
    return (
      Object.entries(wanted).every(([input, property]) => fits(inputs[input], state[property])) &&
      hasTags(account, resource, inputs["tags"]) &&
      passes(token, inputs["filters"], (filter) => {
        switch (filter) {
          case "vpc-id":
            return state["vpcId"];
          case "subnet-id":
            return state["subnetId"];
          case "availability-zone":
            return state["availabilityZone"];
          case "state":
            return "available";
          default:
            return tagFilter(account.tagsOf(resource), filter);
        }
      })
    );
  });
}

/** Free addresses of a subnet, without AWS's reserved ones (the first four, the last). */
function freeAddresses(account: AccountView, subnet: Stored): number {
  const range = block(text(subnet.inputs["cidrBlock"])) ?? { first: 0, last: 0 };
  const users = account.referring(subnet.id);
  const taken = users.map(
    ({ outputs }) => text(outputs["privateIp"]) || text(object(outputs["$privateIps"])[subnet.id]),
  );
  // An instance has the address of its network interface.
  const addresses = new Set(taken.filter((address) => address !== ""));
  const endpoints = users.filter(({ type }) => type === VPC_ENDPOINT).length;
  return range.last - range.first + 1 - 5 - addresses.size - endpoints;
}

function getSubnet(call: Call): Values {
  const { account } = call;
  const wanted = {
    id: "id",
    vpcId: "vpcId",
    availabilityZone: "availabilityZone",
    availabilityZoneId: "availabilityZoneId",
    cidrBlock: "cidrBlock",
  };
  const subnet = single("EC2 Subnet", find("getSubnet", SUBNET, call, wanted));
  return {
    ...account.state(subnet),
    id: subnet.id,
    availableIpAddressCount: freeAddresses(account, subnet),
    defaultForAz: false,
    state: "available",
    tags: account.tagsOf(subnet),
  };
}

/** As AWS returns them; the provider leaves out local routes and those to gateway endpoints. */
function routesOf(account: AccountView, table: Stored): Values[] {
  const targets = [
    ...["carrierGatewayId", "coreNetworkArn", "egressOnlyGatewayId", "gatewayId", "instanceId"],
    ...["localGatewayId", "natGatewayId", "networkInterfaceId", "odbNetworkArn"],
    ...["transitGatewayId", "vpcEndpointId", "vpcPeeringConnectionId"],
  ];
  return account.referring(table.id, ROUTE).map((route) => {
    const state = account.state(route);
    return {
      cidrBlock: text(state["destinationCidrBlock"]),
      ipv6CidrBlock: "",
      destinationPrefixListId: text(state["destinationPrefixListId"]),
      ...Object.fromEntries(targets.map((target) => [target, text(state[target])])),
    };
  });
}

/** A subnet without an association uses the main table, which does not list it. */
function associationsOf(account: AccountView, table: Stored): Values[] {
  const vpc = account.find(VPC, text(table.inputs["vpcId"]), table.region);
  const isMain = vpc?.outputs["mainRouteTableId"] === table.id;
  const main = {
    routeTableAssociationId: derivedId("rtbassoc", table.id),
    subnetId: "",
    main: true,
  };
  const explicit = account.referring(table.id, ROUTE_TABLE_ASSOCIATION).map(({ id, inputs }) => ({
    routeTableAssociationId: id,
    subnetId: text(inputs["subnetId"]),
    main: false,
  }));
  return [...(isMain ? [main] : []), ...explicit].map((association) => ({
    ...association,
    routeTableId: table.id,
    gatewayId: "",
  }));
}

function getRouteTable(call: Call): Values {
  const { account, inputs } = call;
  const found = find("getRouteTable", ROUTE_TABLE, call, { routeTableId: "id", vpcId: "vpcId" });
  const tables = found.filter(
    (table) =>
      !inputs["subnetId"] ||
      associationsOf(account, table).some(({ subnetId }) => subnetId === inputs["subnetId"]),
  );
  if (tables.length === 0) {
    throw new Error("query returned no results. Please change your search criteria and try again");
  }
  const table = single("EC2 Route Table", tables);
  const { arn, ownerId, vpcId } = account.state(table);
  return {
    arn,
    ownerId,
    vpcId,
    id: table.id,
    routeTableId: table.id,
    routes: routesOf(account, table),
    associations: associationsOf(account, table),
    gatewayId: "",
    subnetId: text(inputs["subnetId"]),
    tags: account.tagsOf(table),
  };
}

function getNatGateway(call: Call): Values {
  const { account } = call;
  const wanted = { id: "id", subnetId: "subnetId", vpcId: "vpcId" };
  const gateway = single("EC2 NAT Gateway", find("getNatGateway", NAT_GATEWAY, call, wanted));
  return {
    ...account.state(gateway),
    id: gateway.id,
    state: "available",
    tags: account.tagsOf(gateway),
  };
}

function getVpcEndpoint(call: Call): Values {
  const { account } = call;
  const wanted = {
    id: "id",
    vpcId: "vpcId",
    serviceName: "serviceName",
    state: "state",
    vpcEndpointType: "vpcEndpointType",
  };
  const endpoint = single("EC2 VPC Endpoint", find("getVpcEndpoint", VPC_ENDPOINT, call, wanted));
  const state = account.state(endpoint);
  const associated = account
    .referring(endpoint.id, VPC_ENDPOINT_ROUTE_TABLE)
    .map(({ inputs }) => text(inputs["routeTableId"]));
  return {
    ...state,
    id: endpoint.id,
    routeTableIds: [...(state["routeTableIds"] as string[]), ...associated],
    tags: account.tagsOf(endpoint),
  };
}

/** The result of lookups for ids, which may be empty. */
const idsOf =
  (token: string, type: string): Lookup =>
  (call) => {
    const found = find(token, type, call, { vpcId: "vpcId" });
    return { id: call.region, ids: found.map(({ id }) => id) };
  };

/** Lookups of a VPC's components. */
export const networkLookups: Readonly<Record<string, Lookup>> = {
  "aws:ec2/getNatGateway:getNatGateway": getNatGateway,
  "aws:ec2/getNatGateways:getNatGateways": idsOf("getNatGateways", NAT_GATEWAY),
  "aws:ec2/getRouteTable:getRouteTable": getRouteTable,
  "aws:ec2/getRouteTables:getRouteTables": idsOf("getRouteTables", ROUTE_TABLE),
  "aws:ec2/getSecurityGroups:getSecurityGroups": idsOf("getSecurityGroups", SECURITY_GROUP),
  "aws:ec2/getSubnet:getSubnet": getSubnet,
  "aws:ec2/getSubnets:getSubnets": idsOf("getSubnets", SUBNET),
  "aws:ec2/getVpcEndpoint:getVpcEndpoint": getVpcEndpoint,
};
