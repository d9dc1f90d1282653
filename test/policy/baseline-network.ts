import * as t from "../../stack/types";
import { type Plan, ref } from "./plan";

export const tags = (Name: string) => ({ Name, environment: "production" });

function subnet(plan: Plan, vpc: string, tier: string, zone: string, table: string): void {
  const name = `${vpc}-${tier}-${zone}`;
  plan.add(name, t.SUBNET, {
    vpcId: ref(vpc),
    availabilityZone: `us-east-1${zone}`,
    tags: tags(name),
  });
  plan.add(`${name}-association`, t.ROUTE_TABLE_ASSOCIATION, {
    subnetId: ref(name),
    routeTableId: ref(table),
  });
}

export function network(plan: Plan): void {
  plan.add("front", t.VPC, { cidrBlock: "10.20.0.0/16", tags: tags("front") });
  plan.add("internet", t.INTERNET_GATEWAY, { vpcId: ref("front"), tags: tags("internet") });
  plan.add("public", t.ROUTE_TABLE, { vpcId: ref("front"), tags: tags("public") });
  plan.add("public-internet", t.ROUTE, {
    routeTableId: ref("public"),
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: ref("internet"),
  });
  for (const zone of ["a", "b"]) {
    subnet(plan, "front", "public", zone, "public");
    plan.add(`table-${zone}`, t.ROUTE_TABLE, { vpcId: ref("front"), tags: tags(`table-${zone}`) });
    subnet(plan, "front", "private", zone, `table-${zone}`);
    plan.add(`nat-${zone}`, t.NAT_GATEWAY, {
      subnetId: ref(`front-public-${zone}`),
      allocationId: ref(`address-nat-${zone}`),
      tags: tags(`nat-${zone}`),
    });
    plan.add(`way-out-${zone}`, t.ROUTE, {
      routeTableId: ref(`table-${zone}`),
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: ref(`nat-${zone}`),
    });
  }
  plan.add("s3", t.VPC_ENDPOINT, {
    vpcId: ref("front"),
    serviceName: "com.amazonaws.us-east-1.s3",
    vpcEndpointType: "Gateway",
    routeTableIds: [ref("table-a"), ref("table-b")],
    tags: tags("s3"),
  });
  plan.add("ssm", t.VPC_ENDPOINT, {
    vpcId: ref("front"),
    serviceName: "com.amazonaws.us-east-1.ssm",
    vpcEndpointType: "Interface",
    subnetIds: [ref("front-private-a"), ref("front-private-b")],
    tags: tags("ssm"),
  });
}

export function backendNetwork(plan: Plan): void {
  plan.add("back", t.VPC, { cidrBlock: "10.30.0.0/16", tags: tags("back") });
  plan.add("peering", t.PEERING, {
    vpcId: ref("front"),
    peerVpcId: ref("back"),
    tags: tags("peering"),
  });
  plan.add("there", t.ROUTE, {
    routeTableId: ref("public"),
    destinationCidrBlock: "10.30.0.0/16",
    vpcPeeringConnectionId: ref("peering"),
  });
  for (const zone of ["a", "b"]) {
    plan.add(`back-table-${zone}`, t.ROUTE_TABLE, {
      vpcId: ref("back"),
      // As part of the table, where the other routes are resources of their own.
      routes: [{ cidrBlock: "10.20.0.0/16", vpcPeeringConnectionId: ref("peering") }],
      tags: tags(`back-table-${zone}`),
    });
    subnet(plan, "back", "private", zone, `back-table-${zone}`);
  }
}
