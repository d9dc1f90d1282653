import { getElasticIp } from "@pulumi/aws/ec2/getElasticIp";
import { getNatGateway } from "@pulumi/aws/ec2/getNatGateway";
import { getRouteTable } from "@pulumi/aws/ec2/getRouteTable";
import { getRouteTables } from "@pulumi/aws/ec2/getRouteTables";
import { getSecurityGroups } from "@pulumi/aws/ec2/getSecurityGroups";
import { getSubnet } from "@pulumi/aws/ec2/getSubnet";
import { getSubnets } from "@pulumi/aws/ec2/getSubnets";
import { getVpc } from "@pulumi/aws/ec2/getVpc";
import { getVpcEndpoint } from "@pulumi/aws/ec2/getVpcEndpoint";
import { getZone } from "@pulumi/aws/route53/getZone";
import { type Answer, ask } from "../../settings/ask";
import { endpointServiceName } from "../../settings/partition";
import type { ExistingSettings } from "./settings";

export const TIERS = ["public", "private"] as const;

export type Tier = (typeof TIERS)[number];

export interface AccountVpc {
  readonly id: string;
  /** Primary IPv4 block. */
  readonly cidr: string;
  /** All IPv4 blocks. */
  readonly blocks: readonly string[];
  readonly enableDnsSupport: boolean;
  readonly enableDnsHostnames: boolean;
}

export interface AccountSubnet {
  readonly id: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr: string;
  readonly freeAddresses: number;
}

export interface AccountRouteTable {
  readonly id: string;
  /** Whether it is the main route table, which subnets without an association use. */
  readonly isMain: boolean;
  /** Subnets associated with it. */
  readonly subnetIds: readonly string[];
  /** Id of the default route's target, such as a NAT gateway; undefined without a default route. */
  readonly defaultTarget: string | undefined;
  /** IPv4 blocks with a route. */
  readonly destinations: readonly string[];
}

export interface AccountEndpoint {
  readonly id: string;
  readonly privateDns: boolean;
  readonly routeTableIds: readonly string[];
}

/** A configured subnet, or one found by its tags. */
export interface AskedSubnet {
  /** Path of the setting. */
  readonly path: string;
  readonly id: string;
  readonly subnet: Answer<AccountSubnet>;
}

export interface AskedEndpoint {
  readonly service: string;
  readonly type: "Interface" | "Gateway";
  readonly endpoint: Answer<AccountEndpoint>;
}

/** The configured VPC, as looked up. Lookups that depend on a failed one are skipped. */
export interface AskedVpc {
  readonly vpc: Answer<AccountVpc>;
  /** An error if the lookup by tags failed. */
  readonly subnets: Readonly<Record<Tier, Answer<readonly AskedSubnet[]>>>;
  readonly routeTables: Answer<readonly AccountRouteTable[]>;
  /** Public addresses of each NAT gateway that is the target of a default route, by id. */
  readonly natAddresses: Readonly<Record<string, Answer<readonly string[]>>>;
  readonly endpoints: readonly AskedEndpoint[];
  readonly zones: readonly AskedZone[];
  /** Whether the stack already has resources in the VPC. */
  readonly isInUse: Answer<boolean>;
}

/** A private zone that the stack creates for the VPC. */
export interface WantedZone {
  /** Path of the setting. */
  readonly path: string;
  readonly name: string;
}

/** The existing zone of the VPC with this name. */
export interface AskedZone extends WantedZone {
  readonly zone: Answer<{ readonly id: string; readonly isOwn: boolean }>;
}

/** Endpoint services that may be required, by short name, and private zones. */
export interface WantedOfVpc {
  readonly zones: readonly WantedZone[];
  readonly interfaceEndpoints: readonly string[];
  readonly gatewayEndpoints: readonly string[];
}

/** Looks up the configured VPC. */
export async function askVpc(
  settings: ExistingSettings,
  wanted: WantedOfVpc,
  region: string,
  stackTag: string,
): Promise<AskedVpc> {
  const vpc = await ask(() => findVpc(settings));
  if ("error" in vpc) {
    return {
      vpc,
      subnets: await askSubnets(settings, undefined),
      routeTables: { value: [] },
      natAddresses: {},
      endpoints: [],
      zones: [],
      isInUse: { value: false },
    };
  }
  const { id } = vpc.value;
  const [subnets, routeTables, endpoints, zones, isInUse] = await Promise.all([
    askSubnets(settings, id),
    ask(() => readRouteTables(id)),
    askEndpoints(id, wanted, region),
    Promise.all(wanted.zones.map((zone) => askZone(id, zone, stackTag))),
    ask(() => hasGroups(id, stackTag)),
  ]);
  const natAddresses = await askNatAddresses("value" in routeTables ? routeTables.value : []);
  return { vpc, subnets, routeTables, natAddresses, endpoints, zones, isInUse };
}

async function findVpc({ vpcId, vpcTags }: ExistingSettings): Promise<AccountVpc> {
  const found = await getVpc(vpcId === undefined ? { tags: vpcTags! } : { id: vpcId });
  const { id, cidrBlock, cidrBlockAssociations, enableDnsSupport, enableDnsHostnames } = found;
  const blocks = cidrBlockAssociations.map((association) => association.cidrBlock);
  return { id, cidr: cidrBlock, blocks, enableDnsSupport, enableDnsHostnames };
}

/** @param vpcId undefined if no VPC was found: then tags match nothing */
async function askSubnets(
  settings: ExistingSettings,
  vpcId: string | undefined,
): Promise<AskedVpc["subnets"]> {
  const [publicOnes, privateOnes] = await Promise.all(
    TIERS.map((tier) => ask(() => readTier(settings, tier, vpcId))),
  );
  return { public: publicOnes!, private: privateOnes! };
}

async function readTier(
  settings: ExistingSettings,
  tier: Tier,
  vpcId: string | undefined,
): Promise<AskedSubnet[]> {
  const ids = settings[`${tier}Subnets`];
  const tags = settings[`${tier}SubnetTags`];
  const path = `network.existing.${tier}Subnet${ids ? "s" : "Tags"}`;
  const found = ids ?? (vpcId === undefined ? [] : await findSubnets(vpcId, tags!));
  return Promise.all(
    found.map(async (id, index) => ({
      path: ids ? `${path}[${index}]` : path,
      id,
      subnet: await ask(() => readSubnet(id)),
    })),
  );
}

async function findSubnets(vpcId: string, tags: Readonly<Record<string, string>>) {
  const { ids } = await getSubnets({ filters: [{ name: "vpc-id", values: [vpcId] }], tags });
  return [...ids].sort();
}

async function readSubnet(id: string): Promise<AccountSubnet> {
  const found = await getSubnet({ id });
  const { vpcId, availabilityZone: zone, cidrBlock: cidr } = found;
  return { id, vpcId, zone, cidr, freeAddresses: found.availableIpAddressCount };
}

async function readRouteTables(vpcId: string): Promise<AccountRouteTable[]> {
  const { ids } = await getRouteTables({ vpcId });
  return Promise.all([...ids].sort().map(readRouteTable));
}

async function readRouteTable(id: string): Promise<AccountRouteTable> {
  const { associations, routes } = await getRouteTable({ routeTableId: id });
  const route = routes.find(({ cidrBlock }) => cidrBlock === "0.0.0.0/0");
  return {
    id,
    isMain: associations.some(({ main }) => main),
    subnetIds: associations.flatMap(({ subnetId }) => (subnetId ? [subnetId] : [])),
    defaultTarget: route && targetOf(route),
    destinations: routes.flatMap(({ cidrBlock }) => (cidrBlock ? [cidrBlock] : [])),
  };
}

/** Returns the target of a route: the id that is not its destination. */
function targetOf(route: object): string | undefined {
  const destinations = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"];
  const targets = Object.entries(route as Record<string, string>).filter(
    ([key]) => !destinations.includes(key),
  );
  return targets.map(([, id]) => id).find(Boolean);
}

async function askNatAddresses(
  tables: readonly AccountRouteTable[],
): Promise<AskedVpc["natAddresses"]> {
  const targets = tables.flatMap(({ defaultTarget }) => defaultTarget ?? []);
  const gateways = new Set(targets.filter((target) => target.startsWith("nat-")));
  const asked = [...gateways].map(
    async (id) => [id, await ask(() => readNatAddresses(id))] as const,
  );
  return Object.fromEntries(await Promise.all(asked));
}

async function readNatAddresses(id: string): Promise<string[]> {
  const found = await getNatGateway({ id });
  if (found.connectivityType === "private") return [];
  const secondary = found.secondaryAllocationIds.map(async (allocation) => {
    const { publicIp } = await getElasticIp({ id: allocation });
    return publicIp;
  });
  const regional = found.regionalNatGatewayAddresses.map(({ publicIp }) => publicIp);
  const all = [found.publicIp, ...regional, ...(await Promise.all(secondary))];
  return [...new Set(all.filter(Boolean))];
}

function askEndpoints(
  vpcId: string,
  { interfaceEndpoints, gatewayEndpoints }: WantedOfVpc,
  region: string,
): Promise<AskedEndpoint[]> {
  const askOne = (type: AskedEndpoint["type"]) => async (service: string) => {
    const serviceName = endpointServiceName(region, service, type);
    const endpoint = await ask(async () => {
      const query = { vpcId, serviceName, vpcEndpointType: type, state: "available" };
      const { id, privateDnsEnabled, routeTableIds } = await getVpcEndpoint(query);
      return { id, privateDns: privateDnsEnabled, routeTableIds };
    });
    return { service, type, endpoint };
  };
  return Promise.all([
    ...interfaceEndpoints.map(askOne("Interface")),
    ...gatewayEndpoints.map(askOne("Gateway")),
  ]);
}

async function askZone(vpcId: string, wanted: WantedZone, stackTag: string): Promise<AskedZone> {
  const zone = await ask(async () => {
    const { zoneId: id, tags } = await getZone({ name: wanted.name, privateZone: true, vpcId });
    return { id, isOwn: tags["holdfast:stack"] === stackTag };
  });
  return { ...wanted, zone };
}

/** Whether a stack has a security group in the VPC, as every stack with more than addresses does. */
async function hasGroups(vpcId: string, stackTag: string): Promise<boolean> {
  const filters = [{ name: "vpc-id", values: [vpcId] }];
  const { ids } = await getSecurityGroups({ filters, tags: { "holdfast:stack": stackTag } });
  return ids.length > 0;
}
