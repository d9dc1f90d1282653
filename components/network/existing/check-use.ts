import type { Problem } from "../../settings/problem";
import { type VpcCidr, validateDisjoint } from "../../settings/cidr";
import type { ExistingNetworkConfig } from "../settings";
import type { AccountRouteTable, AskedVpc, Tier } from "./facts";
import { existingProblem } from "./problems";

/** Requirements of a configuration section on the VPC. */
export interface NetworkUse {
  /** Setting with the requirement. */
  readonly path: string;
  readonly given: unknown;
  readonly tier: Tier;
  /** Services that need an endpoint, by short name. */
  readonly interfaceEndpoints: readonly string[];
  readonly gatewayEndpoints: readonly string[];
  /** Routes to add: to the route tables of the tier, or of all of the VPC's subnets. */
  readonly routes: readonly AddedRoute[];
}

export interface AddedRoute {
  readonly path: string;
  readonly given: unknown;
  /** An IPv4 block. */
  readonly destination: string;
  readonly tables: Tier | "all";
  /** Ids of route tables that the configuration lists for it. */
  readonly named: readonly string[];
}

/**
 * Finds endpoints that the VPC lacks, and routes that would affect other subnets.
 *
 * @param routeTables ids in `network.existing.routeTables`
 */
export function validateUse(
  use: NetworkUse,
  network: ExistingNetworkConfig,
  asked: AskedVpc,
  routeTables: readonly string[],
  region: string,
): Problem[] {
  const tables = "value" in asked.routeTables ? asked.routeTables.value : [];
  const isFirst = "value" in asked.isInUse && !asked.isInUse.value;
  return [
    ...validateEndpoints(use, network, asked, region),
    ...use.routes.flatMap((route) => [
      ...validateTables(route, network, tables, routeTables),
      // In later updates, an existing route may be the stack's own.
      ...(isFirst ? validateNotTaken(route, network, tables) : []),
    ]),
  ];
}

/** Finds CIDRs of colours' VPCs that overlap a CIDR of the VPC: AWS cannot peer such VPCs. */
export function validateBlocks(vpc: AskedVpc["vpc"], colors: readonly VpcCidr[]): Problem[] {
  if ("error" in vpc) return [];
  const blocks = vpc.value.blocks.map((cidr) => ({
    path: `network.existing, ${vpc.value.id}`,
    cidr,
  }));
  return colors.flatMap((color) => validateDisjoint([...blocks, color]));
}

function validateEndpoints(
  use: NetworkUse,
  { existing }: ExistingNetworkConfig,
  { endpoints }: AskedVpc,
  region: string,
): Problem[] {
  const { path, given, tier } = use;
  const at = { path, given };
  const { vpcId } = existing;
  const tables = Object.keys(tablesOfTier(existing, tier));
  const wanted = endpoints.filter(({ service, type }) =>
    use[type === "Interface" ? "interfaceEndpoints" : "gatewayEndpoints"].includes(service),
  );
  // There may be several endpoints for one service.
  const services = wanted.flatMap(({ service, endpoint }) =>
    "error" in endpoint && /no matching/.test(endpoint.error) ? [service] : [],
  );
  const missing = { services, tier, vpcId, region };
  return [
    ...(services.length > 0 ? [existingProblem("endpoints-missing", at, missing)] : []),
    ...wanted.flatMap(({ service, type, endpoint }) => {
      if ("error" in endpoint) return [];
      const { id: endpointId, privateDns, routeTableIds } = endpoint.value;
      if (type === "Interface") {
        const data = { service, vpcId, endpointId };
        return privateDns ? [] : [existingProblem("endpoint-without-private-dns", at, data)];
      }
      const lacking = tables.filter((table) => !routeTableIds.includes(table));
      const data = { service, tables: lacking, endpointId };
      return lacking.length === 0 ? [] : [existingProblem("endpoint-without-route", at, data)];
    }),
  ];
}

const tablesOfTier = (existing: ExistingNetworkConfig["existing"], tier: Tier) =>
  tier === "public" ? existing.publicRouteTables : existing.privateRouteTables;

const tablesOf = ({ existing }: ExistingNetworkConfig, tables: Tier | "all"): string[] =>
  tables === "all"
    ? Object.keys({ ...existing.publicRouteTables, ...existing.privateRouteTables })
    : Object.keys(tablesOfTier(existing, tables));

function validateTables(
  { path, given, destination, tables: tier, named }: AddedRoute,
  network: ExistingNetworkConfig,
  tables: readonly AccountRouteTable[],
  routeTables: readonly string[],
): Problem[] {
  const { publicSubnets, privateSubnets } = network.existing;
  const own = [...Object.values(publicSubnets), ...Object.values(privateSubnets)].map(
    ({ id }) => id,
  );
  const at = { path, given };
  return tables
    .filter(({ id }) => tablesOf(network, tier).includes(id))
    .filter(({ id }) => ![...routeTables, ...named].includes(id))
    .flatMap(({ id: table, isMain, subnetIds }) => {
      if (isMain) return [existingProblem("route-table-main", at, { table, destination })];
      const subnets = subnetIds.filter((id) => !own.includes(id));
      if (subnets.length === 0) return [];
      return [existingProblem("route-table-shared", at, { table, destination, subnets })];
    });
}

function validateNotTaken(
  { path, given, destination, tables: tier, named }: AddedRoute,
  network: ExistingNetworkConfig,
  tables: readonly AccountRouteTable[],
): Problem[] {
  const used = [...tablesOf(network, tier), ...named];
  return tables
    .filter(({ id, destinations }) => used.includes(id) && destinations.includes(destination))
    .map(({ id: table }) =>
      existingProblem("route-taken", { path, given }, { table, destination }),
    );
}
