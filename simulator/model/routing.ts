import { AwsError } from "./errors";
import { type Values, isGiven, text } from "./values";
import { ipv4Block } from "./ipv4";
import { instanceAt, networkOf } from "./network-interfaces";
import { ACCOUNT_ID, arn, derivedId, ec2, missing, newId, region, tags } from "./shared";
import {
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  NETWORK_INTERFACE,
  PREFIX_LIST,
  ROUTE,
  ROUTE_TABLE,
  ROUTE_TABLE_ASSOCIATION,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
  VPC_PEERING,
} from "./tokens";
import type { Context, ResourceType } from "./type";

const routeTable: ResourceType = {
  noun: "EC2 Route Table",
  operations: ec2("RouteTable"),
  missing: missing("InvalidRouteTableID.NotFound", "routeTable ID"),
  inUse: ({ id }) => [
    "DependencyViolation",
    `The routeTable '${id}' has dependencies and cannot be deleted.`,
  ],
  id: () => newId("rtb"),
  inputs: {
    vpcId: { required: true, replaces: true, refersTo: VPC, bond: "holds" },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `route-table/${id}`),
    ownerId: ACCOUNT_ID,
    propagatingVgws: [],
    routes: [],
  },
};

const destinations = ["destinationCidrBlock", "destinationPrefixListId"];
const targets = {
  gatewayId: INTERNET_GATEWAY,
  natGatewayId: NAT_GATEWAY,
  networkInterfaceId: NETWORK_INTERFACE,
  vpcEndpointId: VPC_ENDPOINT,
  vpcPeeringConnectionId: VPC_PEERING,
};

/** The target of a route. */
const destinationOf = (inputs: Values): string =>
  text(inputs["destinationCidrBlock"]) || text(inputs["destinationPrefixListId"]);

const exactlyOne = (inputs: Values, keys: string[]): { property: string; reason: string }[] => {
  const given = keys.filter((key) => isGiven(inputs[key]));
  return given.length === 1
    ? []
    : [
        {
          property: given[1] ?? keys[0] ?? "",
          reason: `exactly one of ${keys.join(", ")} must be given, got ${given.join(" and ") || "none"}`,
        },
      ];
};

/** The VPC of a gateway, or the VPCs of a peering, for AWS's error if it is not the route table's VPC. */
function targetNetwork({
  account,
  inputs,
  region,
}: Context): [label: string, id: string, ...vpcIds: string[]] | undefined {
  if (inputs["gatewayId"]) {
    const { id, inputs: gateway } = account.require(INTERNET_GATEWAY, inputs["gatewayId"], region);
    return ["network gateway", id, text(gateway["vpcId"])];
  }
  if (inputs["natGatewayId"]) {
    const nat = account.require(NAT_GATEWAY, inputs["natGatewayId"], region);
    return ["nat gateway", nat.id, text(account.state(nat)["vpcId"])];
  }
  if (inputs["networkInterfaceId"]) {
    const found = account.require(NETWORK_INTERFACE, inputs["networkInterfaceId"], region);
    return ["interface", found.id, networkOf(account, found)];
  }
  if (inputs["vpcPeeringConnectionId"]) {
    const peering = account.require(VPC_PEERING, inputs["vpcPeeringConnectionId"], region);
    const { vpcId, peerVpcId } = peering.inputs;
    return ["vpc peering connection", peering.id, text(vpcId), text(peerVpcId)];
  }
  return undefined;
}

/** The instance of a route to a network interface. */
const instanceBehind = ({ account, inputs }: Context) =>
  instanceAt(account, text(inputs["networkInterfaceId"]));

const alreadyExists = (inputs: Values): [code: string, text: string] => [
  "RouteAlreadyExists",
  `The route identified by ${destinationOf(inputs)} already exists.`,
];

const route: ResourceType = {
  noun: "Route",
  operations: {
    create: "EC2: CreateRoute",
    update: "EC2: ReplaceRoute",
    remove: "EC2: DeleteRoute",
  },
  missing: (id) => ["InvalidRoute.NotFound", `no route with identifier '${id}'`],
  taken: ({ inputs }) => alreadyExists(inputs),
  id: ({ inputs }) => derivedId("r", text(inputs["routeTableId"]), destinationOf(inputs)),
  importId: (id) => derivedId("r", ...id.split("_")),
  inputs: {
    routeTableId: { required: true, replaces: true, refersTo: ROUTE_TABLE, bond: "follows" },
    destinationCidrBlock: { replaces: true, check: ipv4Block() },
    destinationPrefixListId: { replaces: true, refersTo: PREFIX_LIST, bond: "holds" },
    gatewayId: { refersTo: INTERNET_GATEWAY },
    natGatewayId: { refersTo: NAT_GATEWAY },
    networkInterfaceId: { refersTo: NETWORK_INTERFACE },
    vpcEndpointId: { refersTo: VPC_ENDPOINT },
    vpcPeeringConnectionId: { refersTo: VPC_PEERING },
    region,
  },
  computed: {
    networkInterfaceId: "",
    origin: "CreateRoute",
  },
  live: {
    instanceId: (context) => instanceBehind(context)?.id ?? "",
    instanceOwnerId: (context) => (instanceBehind(context) ? ACCOUNT_ID : ""),
    state: (context) => {
      const { account, inputs, region } = context;
      const there = Object.entries(targets).every(
        ([key, type]) => !inputs[key] || account.find(type, text(inputs[key]), region),
      );
      // A network interface without a running instance receives no packets.
      const instance = instanceBehind(context);
      const runs = instance && account.state(instance)["instanceState"] === "running";
      const served = !inputs["networkInterfaceId"] || runs;
      return there && served ? "active" : "blackhole";
    },
  },
  validate: (inputs) => [
    ...exactlyOne(inputs, destinations),
    ...exactlyOne(inputs, Object.keys(targets)),
  ],
  check: (context) => {
    const { account, inputs, region } = context;
    const table = account.require(ROUTE_TABLE, inputs["routeTableId"], region);
    const vpc = account.require(VPC, table.inputs["vpcId"], region);
    if (destinationOf(inputs) === vpc.inputs["cidrBlock"]) {
      throw new AwsError(...alreadyExists(inputs));
    }
    const [label, target, ...vpcIds] = targetNetwork(context) ?? [];
    if (label !== undefined && !vpcIds.includes(vpc.id)) {
      throw new AwsError(
        "InvalidParameterValue",
        `route table ${table.id} and ${label} ${target} belong to different networks`,
      );
    }
  },
};

const association: ResourceType = {
  noun: "EC2 Route Table Association",
  operations: {
    create: "EC2: AssociateRouteTable",
    update: "EC2: ReplaceRouteTableAssociation",
    remove: "EC2: DisassociateRouteTable",
  },
  missing: missing("InvalidAssociationID.NotFound", "association ID"),
  id: () => newId("rtbassoc"),
  importId: (id, account) =>
    account.referring(id.split("/")[0] ?? "", ROUTE_TABLE_ASSOCIATION)[0]?.id,
  inputs: {
    subnetId: { required: true, replaces: true, refersTo: SUBNET, bond: "follows" },
    routeTableId: { required: true, refersTo: ROUTE_TABLE, bond: "holds" },
    region,
  },
  computed: {},
  check: ({ account, id, inputs, region }) => {
    const subnet = account.require(SUBNET, inputs["subnetId"], region);
    const table = account.require(ROUTE_TABLE, inputs["routeTableId"], region);
    if (subnet.inputs["vpcId"] !== table.inputs["vpcId"]) {
      throw new AwsError(
        "InvalidParameterValue",
        `Route table ${table.id} and subnet ${subnet.id} belong to different networks`,
      );
    }
    if (account.referring(subnet.id, ROUTE_TABLE_ASSOCIATION).some((other) => other.id !== id)) {
      throw new AwsError(
        "Resource.AlreadyAssociated",
        `the specified association for route table ${table.id} conflicts with an existing association`,
      );
    }
  },
};

export const routingTypes: Record<string, ResourceType> = {
  [ROUTE_TABLE]: routeTable,
  [ROUTE]: route,
  [ROUTE_TABLE_ASSOCIATION]: association,
};
