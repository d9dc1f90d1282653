import { createHash } from "node:crypto";
import {
  type Account,
  EIP,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  ROUTE,
  ROUTE_TABLE,
  ROUTE_TABLE_ASSOCIATION,
  SUBNET,
  type Stored,
  VPC,
  VPC_ENDPOINT,
} from "../../simulator";
import type { StackSettings } from "../../stack/stack-settings";

type Tags = Readonly<Record<string, string>>;

/** The parts of `network.existing` that name resources. */
interface NamedVpc {
  readonly vpcId?: string;
  readonly vpcTags?: Tags;
  readonly publicSubnets?: readonly string[];
  readonly publicSubnetTags?: Tags;
  readonly privateSubnets?: readonly string[];
  readonly privateSubnetTags?: Tags;
  readonly routeTables?: readonly string[];
}

/** Services that a front door or a jumpbox may need an endpoint for. */
const INTERFACE_SERVICES = [
  ...["ec2", "ecr.api", "ecr.dkr", "logs", "monitoring", "ssm", "ssmmessages"],
];

const ANYWHERE = "0.0.0.0/0";

/**
 * Creates the VPC that a stack's `network.existing` names in an account, with the resources that a stack may
 * need: a public and a private subnet in each zone, NAT gateways, endpoints. Does not change a VPC that the
 * account already has.
 *
 * @returns whether it was created
 */
export function createExistingVpc(account: Account, { region, sections }: StackSettings): boolean {
  const { network, entry } = sections as {
    network?: { existing?: NamedVpc };
    entry?: { routeTables?: readonly string[] };
  };
  const named = network?.existing;
  if (named === undefined || findVpc(account, region, named)) return false;
  const place = new VpcPlace(account, region, named, freeBlock(sections));
  const zones = Math.max(2, named.publicSubnets?.length ?? 0, named.privateSubnets?.length ?? 0);
  for (let index = 0; index < zones; index++) place.addZone(index);
  place.addEndpoints();
  place.addRouteTables(new Set([...(named.routeTables ?? []), ...(entry?.routeTables ?? [])]));
  return true;
}

/** The VPC that a stack's `network.existing` names, if the account has it. */
export function findExistingVpc(
  account: Account,
  { region, sections }: StackSettings,
): Stored | undefined {
  const { network } = sections as { network?: { existing?: NamedVpc } };
  return network?.existing && findVpc(account, region, network.existing);
}

function findVpc(
  account: Account,
  region: string,
  { vpcId, vpcTags = {} }: NamedVpc,
): Stored | undefined {
  if (vpcId !== undefined) return account.find(VPC, vpcId, region);
  const wanted = Object.entries(vpcTags);
  return account
    .all(VPC, region)
    .find((vpc) => wanted.every(([key, value]) => account.tagsOf(vpc)[key] === value));
}

/** The x of a 10.x.0.0/16 that the settings do not use. */
function freeBlock(sections: object): number {
  const written = JSON.stringify(sections);
  let second = 0;
  while (written.includes(`10.${second}.`)) second++;
  return second;
}

/** A VPC in the account, and functions to add to it. */
class VpcPlace {
  private readonly vpc: Stored;
  private readonly publicTable: Stored;
  private readonly privateSubnets: Stored[] = [];
  private readonly tables: Stored[] = [];

  constructor(
    private readonly account: Account,
    private readonly region: string,
    private readonly named: NamedVpc,
    private readonly second: number,
  ) {
    const { vpcId, vpcTags } = named;
    this.vpc = this.create(
      VPC,
      {
        cidrBlock: `10.${second}.0.0/16`,
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: vpcTags ?? { Name: "existing" },
      },
      vpcId,
    );
    const gateway = this.create(INTERNET_GATEWAY, { vpcId: this.vpc.id }, this.idOf("igw"));
    this.publicTable = this.createTable("public", { gatewayId: gateway.id });
  }

  addZone(index: number): void {
    const { publicSubnets, publicSubnetTags, privateSubnets, privateSubnetTags } = this.named;
    const front = this.createSubnet(index, publicSubnets?.[index], publicSubnetTags);
    this.associate(front, this.publicTable);
    const eip = this.create(EIP, { domain: "vpc", tags: { Name: "existing" } });
    const holder = { subnetId: front.id, allocationId: eip.id };
    const nat = this.create(NAT_GATEWAY, holder, this.idOf("nat", index));
    const back = this.createSubnet(128 + index, privateSubnets?.[index], privateSubnetTags);
    this.associate(back, this.createTable(index, { natGatewayId: nat.id }));
    this.privateSubnets.push(back);
  }

  addEndpoints(): void {
    const { vpc, region } = this;
    const service = (name: string) => ({
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.${name}`,
    });
    const subnetIds = this.privateSubnets.map(({ id }) => id);
    for (const name of INTERFACE_SERVICES) {
      const type = { vpcEndpointType: "Interface", privateDnsEnabled: true };
      this.create(VPC_ENDPOINT, { ...service(name), ...type, subnetIds }, this.idOf("vpce", name));
    }
    const routeTableIds = this.tables.map(({ id }) => id);
    const gateway = { ...service("s3"), vpcEndpointType: "Gateway", routeTableIds };
    this.create(VPC_ENDPOINT, gateway, this.idOf("vpce", "s3"));
  }

  addRouteTables(ids: ReadonlySet<string>): void {
    for (const id of ids) this.create(ROUTE_TABLE, { vpcId: this.vpc.id }, id);
  }

  private createSubnet(index: number, id: string | undefined, tags: Tags | undefined): Stored {
    const zone = `${this.region}${"abcdefgh".charAt(index % 128)}`;
    return this.create(
      SUBNET,
      {
        vpcId: this.vpc.id,
        availabilityZone: zone,
        cidrBlock: `10.${this.second}.${index}.0/24`,
        tags: tags ?? { Name: "existing" },
      },
      id,
    );
  }

  private createTable(key: string | number, target: Readonly<Record<string, string>>): Stored {
    const table = this.create(ROUTE_TABLE, { vpcId: this.vpc.id }, this.idOf("rtb", key));
    this.create(ROUTE, { routeTableId: table.id, destinationCidrBlock: ANYWHERE, ...target });
    this.tables.push(table);
    return table;
  }

  private associate(subnet: Stored, table: Stored): void {
    this.create(ROUTE_TABLE_ASSOCIATION, { subnetId: subnet.id, routeTableId: table.id });
  }

  /** The same in each run, so that the stack's plan is the same. */
  private idOf(prefix: string, key: string | number = ""): string {
    const seed = `${this.vpc.id} ${prefix} ${key}`;
    return `${prefix}-${createHash("sha256").update(seed).digest("hex").slice(0, 17)}`;
  }

  private create(type: string, inputs: Parameters<Account["create"]>[2], id?: string): Stored {
    return this.account.create(type, this.region, inputs, id === undefined ? {} : { id });
  }
}
