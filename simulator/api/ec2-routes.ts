import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { canonicalBlock } from "../model/ipv4";
import { ROUTE, ROUTE_TABLE, ROUTE_TABLE_ASSOCIATION, VPC } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, objects, text, texts } from "../model/values";
import { type Action, API_FOLDER, type Request, type PolicyView, ec2Arn } from "./call";

type InRegion = Pick<Request, "account" | "region">;

/** The targets of a route, by their names in requests and in the model. */
const TARGETS: Readonly<Record<string, string>> = {
  GatewayId: "gatewayId",
  NatGatewayId: "natGatewayId",
  NetworkInterfaceId: "networkInterfaceId",
  VpcEndpointId: "vpcEndpointId",
  VpcPeeringConnectionId: "vpcPeeringConnectionId",
};

/** The created routes of a table, without the local route. */
const routesOf = (account: Account, table: Stored): Stored[] => account.referring(table.id, ROUTE);

const routeTo = (
  { account, region }: InRegion,
  tableId: string,
  cidr: string,
): Stored | undefined =>
  routesOf(account, account.require(ROUTE_TABLE, tableId, region)).find(
    ({ inputs }) => inputs["destinationCidrBlock"] === cidr,
  );

/** The target of a route in a call. */
function targetIn(body: Values): Values {
  const given = Object.entries(TARGETS).filter(([name]) => body[name]);
  if (given.length !== 1) {
    throw new AwsError(
      "InvalidParameterCombination",
      `exactly one of ${Object.keys(TARGETS).join(", ")} must be given`,
    );
  }
  return Object.fromEntries(given.map(([name, key]) => [key, body[name]]));
}

function routeView(account: Account, route: Stored): Values {
  const state = account.state(route);
  const shown = (key: string): string | undefined => text(state[key]) || undefined;
  return {
    destinationCidrBlock: shown("destinationCidrBlock"),
    destinationPrefixListId: shown("destinationPrefixListId"),
    ...Object.fromEntries(Object.values(TARGETS).map((key) => [key, shown(key)])),
    instanceId: shown("instanceId"),
    instanceOwnerId: shown("instanceOwnerId"),
    state: state["state"],
    origin: "CreateRoute",
  };
}

function tableView(account: Account, table: Stored): Values {
  const vpc = account.require(VPC, table.inputs["vpcId"], table.region);
  return {
    routeTableId: table.id,
    vpcId: vpc.id,
    routeSet: [
      {
        destinationCidrBlock: vpc.inputs["cidrBlock"],
        gatewayId: "local",
        state: "active",
        origin: "CreateRouteTable",
      },
      ...routesOf(account, table).map((route) => routeView(account, route)),
    ],
    associationSet: account.referring(table.id, ROUTE_TABLE_ASSOCIATION).map((association) => ({
      routeTableAssociationId: association.id,
      routeTableId: table.id,
      subnetId: association.inputs["subnetId"],
      main: false,
    })),
    tagSet: Object.entries(account.tagsOf(table)).map(([key, value]) => ({ key, value })),
  };
}

/** The route tables with the given ids, which must all exist, else those that match the filter, else all. */
function tablesFor({ account, region, body }: Request): Stored[] {
  const ids = texts(body["RouteTableId"]);
  const filters = objects(body["Filter"]);
  const unknown = filters.find(({ Name }) => Name !== "route-table-id");
  if (unknown) {
    throw new AwsError(
      "InvalidParameterValue",
      `The filter '${text(unknown["Name"])}' is not modelled: add it to ${API_FOLDER}ec2-routes.ts`,
    );
  }
  const tables =
    ids.length > 0
      ? ids.map((id) => account.require(ROUTE_TABLE, id, region))
      : account.all(ROUTE_TABLE, region);
  return tables.filter(({ id }) => filters.every(({ Value }) => texts(Value).includes(id)));
}

const describeRouteTables: Action = (request) => {
  const { account, faults } = request;
  return {
    routeTableSet: tablesFor(request).map((table) =>
      faults.seen(table.id, tableView(account, table)),
    ),
  };
};

/**
 * A block with host bits is converted to its canonical form, 100.68.0.18/18 to 100.68.0.0/18: see EC2's
 * CreateRoute.
 */
function blockIn(body: Values): string {
  const given = text(body["DestinationCidrBlock"]);
  const block = canonicalBlock(given);
  if (block === undefined) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${given}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`,
    );
  }
  return block;
}

const createRoute: Action = ({ account, region, body, faults }) => {
  const table = account.require(ROUTE_TABLE, body["RouteTableId"], region);
  const before = tableView(account, table);
  account.create(ROUTE, region, {
    routeTableId: table.id,
    destinationCidrBlock: blockIn(body),
    ...targetIn(body),
  });
  faults.changed(table.id, before);
  return { return: true };
};

const replaceRoute: Action = (request) => {
  const { account, region, body, faults } = request;
  const [tableId, cidr] = [text(body["RouteTableId"]), text(body["DestinationCidrBlock"])];
  const route = routeTo(request, tableId, cidr);
  const target = targetIn(body);
  if (!route) {
    throw new AwsError(
      "InvalidParameterValue",
      `There is no route defined for '${cidr}' in the route table. Use CreateRoute instead.`,
    );
  }
  const table = account.require(ROUTE_TABLE, tableId, region);
  const before = tableView(account, table);
  const { routeTableId, destinationCidrBlock } = route.inputs;
  account.update(route, { routeTableId, destinationCidrBlock, ...target });
  faults.changed(table.id, before);
  return { return: true };
};

/** The EC2 calls for routes. A route whose target no longer exists is a `blackhole`. */
export const routeActions: Readonly<Record<string, Action>> = {
  CreateRoute: createRoute,
  DescribeRouteTables: describeRouteTables,
  ReplaceRoute: replaceRoute,
};

const onTable: PolicyView = ({ region, body }) => ({
  resources: [ec2Arn(region, `route-table/${text(body["RouteTableId"])}`)],
});

/** Their IAM context: a change must be allowed on the route table. */
export const routePolicyViews: Readonly<Record<string, PolicyView>> = {
  CreateRoute: onTable,
  ReplaceRoute: onTable,
};
