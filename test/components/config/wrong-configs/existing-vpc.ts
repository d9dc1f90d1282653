import { createExistingVpc } from "../../../../commands/shared/existing-vpc";
import { Account, type Value } from "../../../../simulator";
import {
  EIP,
  HOSTED_ZONE,
  INTERNET_GATEWAY,
  NAT_GATEWAY,
  ROUTE,
  ROUTE_TABLE_ASSOCIATION,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
} from "../../../../simulator/model/tokens";
import type { Stored } from "../../../../simulator/model/resource";
import { toSettings } from "../../../../stack/stack-settings";
import { type Given, type WrongConfig, wrong } from "./wrong-config";
import { HOURS } from "../../../support/hours";

const VPC_ID = "vpc-0a1b2c3d4e5f60718";
const PUBLIC = ["subnet-0a000000000000001", "subnet-0a000000000000002"];
const PRIVATE = ["subnet-0b000000000000001", "subnet-0b000000000000002"];
const EXISTING = { vpcId: VPC_ID, publicSubnets: PUBLIC, privateSubnets: PRIVATE };
const REGION = "us-east-1";

/** An account with the VPC, 10.0.0.0/16, and what a test does to it. */
function accountWith(change: (account: Account) => void = () => undefined): Account {
  const account = Account.inMemory();
  const config = { "aws:region": REGION, "holdfast:network": { existing: EXISTING } };
  createExistingVpc(account, toSettings("dev", config));
  change(account);
  return account;
}

/** A configuration with the VPC, with other settings of it, in an account that was changed. */
const existing = (
  settings: object = {},
  { network = {}, ...sections }: { network?: object; [section: string]: unknown } = {},
  change?: (account: Account) => void,
): Given => ({
  config: { network: { existing: { ...EXISTING, ...settings }, ...network }, ...sections },
  account: accountWith(change),
});

const resource = (account: Account, type: string, id: string): Stored =>
  account.find(type, id, REGION)!;

const change = (account: Account, found: Stored, inputs: Readonly<Record<string, Value>>): void =>
  void account.update(found, { ...found.inputs, ...inputs });

/** Another subnet of the VPC, which uses its main route table. */
const addSubnet = (account: Account, inputs: Readonly<Record<string, Value>>, id?: string): void =>
  void account.create(
    SUBNET,
    REGION,
    { vpcId: VPC_ID, availabilityZone: "us-east-1c", cidrBlock: "10.0.64.0/24", ...inputs },
    id === undefined ? {} : { id },
  );

const associationOf = (account: Account, subnet: string): Stored =>
  account.all(ROUTE_TABLE_ASSOCIATION).find(({ inputs }) => inputs["subnetId"] === subnet)!;

const tableOf = (account: Account, subnet: string) =>
  associationOf(account, subnet).inputs["routeTableId"] as string;

/** A default route to something else, or none. */
function reroute(account: Account, subnet: string, target?: Readonly<Record<string, Value>>): void {
  const routeTableId = tableOf(account, subnet);
  const route = account.all(ROUTE).find(({ inputs }) => inputs["routeTableId"] === routeTableId)!;
  account.remove(route);
  const inputs = { routeTableId, destinationCidrBlock: "0.0.0.0/0" };
  if (target) account.create(ROUTE, REGION, { ...inputs, ...target });
}

const withoutEndpoints = (account: Account): void =>
  account.all(VPC_ENDPOINT).forEach((endpoint) => account.remove(endpoint));

const withoutNat = (account: Account): void =>
  PRIVATE.forEach((subnet) => reroute(account, subnet));

const OTHER = "subnet-0c000000000000001";

const pair = (settings: object = {}) => ({
  kind: "addressPair",
  failover: "route",
  virtualAddress: "172.31.255.10",
  backends: { orders: { host: "orders.example.com", port: 8080 } },
  default: "orders",
  ...settings,
});
const HAPROXY = {
  entry: { kind: "haproxy" },
  backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
};
const FARGATE = {
  entry: {
    kind: "ecs",
    launchType: "fargate",
    image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1",
  },
  backend: { live: "blue", layout: "sharedVpc", blue: { port: 80 } },
};

export const WRONG_EXISTING_VPCS: readonly WrongConfig[] = [
  // Without AWS.
  wrong(
    "a VPC that exists is to have a block",
    existing({}, { network: { cidr: "10.20.0.0/16" } }),
    `
  holdfast:network.cidr = "10.20.0.0/16"
    cannot be combined with network.existing: it is for a VPC that the stack creates
    fix: remove cidr, or remove existing`,
  ),
  wrong(
    "a VPC that exists is to have zones",
    existing({}, { network: { availabilityZones: 2 } }),
    `
  holdfast:network.availabilityZones = 2
    cannot be combined with network.existing: it is for a VPC that the stack creates
    fix: remove availabilityZones, or remove existing`,
  ),
  wrong(
    "a VPC that exists is to have flow logs",
    existing({}, { network: { flowLogs: { retentionDays: 30 } } }),
    `
  holdfast:network.flowLogs = {"retentionDays":30}
    cannot be combined with network.existing: it is for a VPC that the stack creates
    fix: remove flowLogs, or remove existing`,
  ),
  wrong(
    "a VPC that exists is to have NAT gateways",
    existing({}, { network: { egress: { kind: "nat" } } }),
    `
  holdfast:network.egress.kind = "nat"
    must be existing with network.existing: the stack does not change the egress of an existing VPC
    fix: write kind: existing, or remove egress`,
  ),
  wrong(
    "the egress is that of a VPC that exists, and none is named",
    { config: { network: { cidr: "10.20.0.0/16", egress: { kind: "existing" } } } },
    `
  holdfast:network.egress.kind = "existing"
    requires network.existing, which is missing
    fix: write kind: nat, privatelink or none; or add network.existing`,
  ),
  wrong(
    "the VPC has no name",
    existing({ vpcId: undefined }),
    `
  holdfast:network.existing
    must have vpcId or vpcTags
    fix: add vpcId: vpc-0a1b2c3d4e5f60718`,
  ),
  wrong(
    "public subnets have no names",
    existing({ publicSubnets: undefined }),
    `
  holdfast:network.existing
    must have publicSubnets or publicSubnetTags
    fix: add publicSubnets: [subnet-0a1b2c3d4e5f60001, …], with one subnet in each of at least two zones`,
  ),
  wrong(
    "the VPC is named twice",
    existing({ vpcTags: { Name: "shop" } }),
    `
  holdfast:network.existing.vpcTags = {"Name":"shop"}
    cannot be combined with network.existing.vpcId
    fix: remove vpcTags, or remove vpcId`,
  ),
  wrong(
    "subnets are named twice",
    existing({ privateSubnetTags: { tier: "private" } }),
    `
  holdfast:network.existing.privateSubnetTags = {"tier":"private"}
    cannot be combined with network.existing.privateSubnets
    fix: remove privateSubnetTags, or remove privateSubnets`,
  ),
  wrong(
    "tags to find a VPC by are empty",
    existing({ vpcId: undefined, vpcTags: {} }),
    `
  holdfast:network.existing.vpcTags = {}
    is empty, and would match everything
    fix: write a tag such as Name: shop, or write ids`,
  ),
  wrong(
    "a subnet is public and private",
    existing({ privateSubnets: [PRIVATE[0], PUBLIC[1]] }),
    `
  holdfast:network.existing.privateSubnets[1] = "subnet-0a000000000000002"
    is also publicSubnets[1]
    fix: write it in one of the two lists: public subnets have a default route to an internet gateway`,
  ),
  wrong(
    "the id of the VPC is a name",
    existing({ vpcId: "shop" }),
    `
  holdfast:network.existing.vpcId = "shop"
    must be the id of a VPC: vpc- and 8 or 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-vpcs`,
  ),
  wrong(
    "the id of a subnet is its block",
    existing({ publicSubnets: ["10.0.0.0/24", PUBLIC[1]] }),
    `
  holdfast:network.existing.publicSubnets[0] = "10.0.0.0/24"
    must be the id of a subnet: subnet- and 8 or 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-subnets`,
  ),
  wrong(
    "the id of a route table is a word",
    existing({ routeTables: ["main"] }),
    `
  holdfast:network.existing.routeTables[0] = "main"
    must be the id of a route table: rtb- and 8 or 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-route-tables`,
  ),
  // The VPC.
  wrong(
    "there is no such VPC",
    existing({ vpcId: "vpc-0123456789abcdef0" }),
    `
  holdfast:network.existing.vpcId = "vpc-0123456789abcdef0"
    does not exist in us-east-1 for this account
    fix: look the id up: aws ec2 describe-vpcs --region us-east-1`,
  ),
  wrong(
    "no VPC has the tags",
    existing({ vpcId: undefined, vpcTags: { Name: "shop" } }),
    `
  holdfast:network.existing.vpcTags = {"Name":"shop"}
    match no VPC in us-east-1
    fix: look up its tags, or write its vpcId: aws ec2 describe-vpcs --region us-east-1`,
  ),
  wrong(
    "several VPCs have the tags",
    existing(
      { vpcId: undefined, vpcTags: { Name: "existing" } },
      {},
      (account) =>
        void account.create(VPC, REGION, { cidrBlock: "10.1.0.0/16", tags: { Name: "existing" } }),
    ),
    `
  holdfast:network.existing.vpcTags = {"Name":"existing"}
    match several VPCs in us-east-1
    fix: add tags until they match one VPC, or write its vpcId`,
  ),
  wrong(
    "the VPC has DNS turned off",
    existing({}, {}, (account) =>
      change(account, resource(account, VPC, VPC_ID), { enableDnsHostnames: false }),
    ),
    `
  holdfast:network.existing.vpcId = "vpc-0a1b2c3d4e5f60718"
    has enableDnsHostnames turned off: names of load balancers and endpoints would not resolve to private addresses
    fix: enable it: aws ec2 modify-vpc-attribute --vpc-id vpc-0a1b2c3d4e5f60718 --enable-dns-hostnames`,
  ),
  // Subnets.
  wrong(
    "a subnet is missing",
    existing({ publicSubnets: [PUBLIC[0], OTHER] }),
    `
  holdfast:network.existing.publicSubnets[1] = "subnet-0c000000000000001"
    does not exist in us-east-1 for this account
    fix: look the id up: aws ec2 describe-subnets --region us-east-1`,
  ),
  wrong(
    "a subnet is in another VPC",
    existing({ publicSubnets: [PUBLIC[0], OTHER] }, {}, (account) => {
      const { id } = account.create(
        VPC,
        REGION,
        { cidrBlock: "10.1.0.0/16" },
        { id: "vpc-0c000000000000001" },
      );
      addSubnet(
        account,
        { vpcId: id, cidrBlock: "10.1.0.0/24", availabilityZone: "us-east-1b" },
        OTHER,
      );
    }),
    `
  holdfast:network.existing.publicSubnets[1] = "subnet-0c000000000000001"
    is in vpc-0c000000000000001, but must be in vpc-0a1b2c3d4e5f60718
    fix: choose a subnet of vpc-0a1b2c3d4e5f60718`,
  ),
  wrong(
    "no subnet has the tags",
    existing({ privateSubnets: undefined, privateSubnetTags: { tier: "private" } }),
    `
  holdfast:network.existing.privateSubnetTags = {"tier":"private"}
    match no subnet of vpc-0a1b2c3d4e5f60718
    fix: look up the tags, or write the ids: aws ec2 describe-subnets --filters Name=vpc-id,Values=vpc-0a1b2c3d4e5f60718`,
  ),
  wrong(
    "two subnets of a tier are in one zone",
    existing({ privateSubnets: [...PRIVATE, OTHER] }, {}, (account) => {
      addSubnet(account, { availabilityZone: "us-east-1a" }, OTHER);
    }),
    `
  holdfast:network.existing.privateSubnets = ["subnet-0b000000000000001","subnet-0b000000000000002","subnet-0c00000000000000…
    has 2 subnets in us-east-1a (subnet-0b000000000000001 and subnet-0c000000000000001): write exactly one in each zone
    fix: write the ids of the subnets, with one of these`,
  ),
  wrong(
    "all public subnets are in one zone",
    existing({ publicSubnets: [PUBLIC[0]] }),
    `
  holdfast:network.existing.publicSubnets = ["subnet-0a000000000000001"]
    has subnets in us-east-1a only: if that zone fails, all addresses are unavailable
    fix: write a subnet in each of at least two availability zones`,
  ),
  wrong(
    "the tiers are in other zones",
    existing({ privateSubnets: [PRIVATE[0], OTHER] }, {}, (account) => {
      addSubnet(account, {}, OTHER);
    }),
    `
  holdfast:network.existing.privateSubnets = ["subnet-0b000000000000001","subnet-0c000000000000001"]
    is in us-east-1a and us-east-1c, but the public subnets are in us-east-1a and us-east-1b
    fix: write a public and a private subnet in each zone`,
  ),
  wrong(
    "a subnet is in a local zone",
    existing({ privateSubnets: [...PRIVATE, OTHER] }, {}, (account) => {
      addSubnet(account, {}, OTHER);
      const { inputs } = resource(account, SUBNET, OTHER);
      Object.assign(inputs, { availabilityZone: "us-east-1-bos-1a" });
    }),
    `
  holdfast:network.existing.privateSubnets[2] = "subnet-0c000000000000001"
    is in us-east-1-bos-1a, which is not an availability zone of the region
    fix: choose subnets in us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e or us-east-1f`,
  ),
  wrong(
    "a subnet is outside of the primary block",
    existing({}, {}, (account) => {
      const { inputs } = resource(account, SUBNET, PUBLIC[0]!);
      Object.assign(inputs, { cidrBlock: "100.64.0.0/24" });
    }),
    `
  holdfast:network.existing.publicSubnets[0] = "subnet-0a000000000000001"
    has the CIDR 100.64.0.0/24, outside the VPC's primary CIDR 10.0.0.0/16: security group rules cover only the primary CIDR
    fix: choose a subnet in 10.0.0.0/16`,
  ),
  wrong(
    "a public subnet has no route to an internet gateway",
    existing({}, {}, (account) => account.remove(associationOf(account, PUBLIC[0]!))),
    `
  holdfast:network.existing.publicSubnets[0] = "subnet-0a000000000000001"
    is not public: its route table rtb-054e5374ec610fdea has no default route to an internet gateway
    fix: choose another subnet, or add the route: aws ec2 create-route --route-table-id rtb-054e5374ec610fdea --destination-cidr-block 0.0.0.0/0 --gateway-id <igw-…>`,
  ),
  wrong(
    "a private subnet has a route to an internet gateway",
    existing({}, {}, (account) => {
      reroute(account, PRIVATE[0]!, { gatewayId: account.all(INTERNET_GATEWAY)[0]!.id });
    }),
    `
  holdfast:network.existing.privateSubnets[0] = "subnet-0b000000000000001"
    is public: its route table rtb-83af2473dc58a97f1 routes 0.0.0.0/0 to the internet gateway igw-9126cea2b9b9f8b2d
    fix: choose a subnet without such a route, or move this one to the public subnets`,
  ),
  wrong(
    "a subnet is full",
    existing({ publicSubnets: [PUBLIC[0], OTHER] }, {}, (account) => {
      addSubnet(account, { availabilityZone: "us-east-1b", cidrBlock: "10.0.64.0/28" }, OTHER);
      account.create(ROUTE_TABLE_ASSOCIATION, REGION, {
        subnetId: OTHER,
        routeTableId: tableOf(account, PUBLIC[0]!),
      });
      for (let count = 0; count < 4; count++) {
        const { id } = account.create(EIP, REGION, { domain: "vpc" });
        account.create(NAT_GATEWAY, REGION, { subnetId: OTHER, allocationId: id });
      }
    }),
    `
  holdfast:network.existing.publicSubnets[1] = "subnet-0c000000000000001"
    has 7 free addresses, but load balancers and nodes need 8
    fix: choose a larger subnet, or release addresses in it`,
  ),
  wrong(
    "a route table is of no use here",
    existing({ routeTables: ["rtb-0123456789abcdef0"] }),
    `
  holdfast:network.existing.routeTables[0] = "rtb-0123456789abcdef0"
    is not a route table of vpc-0a1b2c3d4e5f60718
    fix: look the id up: aws ec2 describe-route-tables --filters Name=vpc-id,Values=vpc-0a1b2c3d4e5f60718`,
  ),
  // What other sections need.
  wrong(
    "the VPC has the stack's private zone already, of someone else",
    existing({}, HAPROXY, (account) => {
      const inputs = { name: "holdfast.internal", vpcs: [{ vpcId: VPC_ID }] };
      account.create(HOSTED_ZONE, REGION, inputs, { id: "Z0123456789EXAMPLE" });
    }),
    `
  holdfast:backend.zone = "holdfast.internal"
    is already the name of a private zone of vpc-0a1b2c3d4e5f60718, Z0123456789EXAMPLE; AWS allows only one zone with a name in a VPC
    fix: write another name, such as shop.internal`,
  ),
  wrong(
    "a color's block overlaps the VPC's",
    existing({}, { ...HAPROXY, backend: { live: "blue", blue: { cidr: "10.0.0.0/17" } } }),
    `
  holdfast:backend.blue.cidr = "10.0.0.0/17"
    overlaps network.existing, vpc-0a1b2c3d4e5f60718 (10.0.0.0/16)
    fix: choose blocks that do not overlap, so that the VPCs can reach each other`,
  ),
  wrong(
    "a virtual address is in the VPC",
    existing({}, { entry: pair({ virtualAddress: "10.0.200.10" }) }),
    `
  holdfast:entry.virtualAddress = "10.0.200.10"
    is inside network.existing (10.0.0.0/16), where a route to a single address is not possible
    fix: choose an address outside of it, such as 172.31.255.10`,
  ),
  wrong(
    "a pair's node has no way to AWS",
    existing({}, { entry: pair({ failover: "eip", virtualAddress: undefined }) }, withoutEndpoints),
    `
  holdfast:entry.kind = "addressPair"
    calls ec2, monitoring and s3 from the public subnets of vpc-0a1b2c3d4e5f60718, but the VPC has no endpoint for them
    fix: create the endpoints first: com.amazonaws.us-east-1.ec2, com.amazonaws.us-east-1.monitoring, com.amazonaws.us-east-1.s3`,
  ),
  wrong(
    "tasks have no way to AWS",
    existing({}, FARGATE, (account) => {
      withoutEndpoints(account);
      withoutNat(account);
    }),
    `
  holdfast:entry.kind = "ecs"
    calls ecr.api, ecr.dkr, logs and s3 from the private subnets of vpc-0a1b2c3d4e5f60718, but the VPC has no endpoint for them, and these subnets have no default route
    fix: create the endpoints first: com.amazonaws.us-east-1.ecr.api, com.amazonaws.us-east-1.ecr.dkr, com.amazonaws.us-east-1.logs, com.amazonaws.us-east-1.s3; or give the private subnets a route to a NAT gateway`,
  ),
  wrong(
    "tasks have no way to the registry of their image",
    existing(
      {},
      { ...FARGATE, entry: { ...FARGATE.entry, image: "registry.example.com/haproxy:1" } },
      withoutNat,
    ),
    `
  holdfast:entry.image = "registry.example.com/haproxy:1"
    cannot be pulled: with egress existing, ECR is the only reachable registry
    fix: push it to ECR, or give the private subnets a route to a NAT gateway`,
  ),
  wrong(
    "an endpoint has no private names",
    existing({}, { jumpbox: { kind: "ssm", schedule: HOURS } }, (account) => {
      withoutNat(account);
      const ssm = account
        .all(VPC_ENDPOINT)
        .find(({ inputs }) => inputs["serviceName"] === "com.amazonaws.us-east-1.ssm")!;
      change(account, ssm, { privateDnsEnabled: false });
    }),
    `
  holdfast:jumpbox.kind = "ssm"
    calls ssm in vpc-0a1b2c3d4e5f60718, but its endpoint vpce-ce588a25d628337ef has private DNS names turned off
    fix: enable them: aws ec2 modify-vpc-endpoint --private-dns-enabled --vpc-endpoint-id vpce-ce588a25d628337ef`,
  ),
  wrong(
    "a gateway endpoint has no route from the front door's subnets",
    existing({}, { entry: pair({ failover: "eip", virtualAddress: undefined }) }, (account) => {
      const s3 = account
        .all(VPC_ENDPOINT)
        .find(({ inputs }) => inputs["vpcEndpointType"] === "Gateway")!;
      change(account, s3, { routeTableIds: [] });
    }),
    `
  holdfast:entry.kind = "addressPair"
    calls s3, but its gateway endpoint vpce-1814cb11fb850f901 is not associated with rtb-10ebd27e0dea0bedf
    fix: associate it: aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1814cb11fb850f901 --add-route-table-ids rtb-10ebd27e0dea0bedf`,
  ),
  wrong(
    "a route would go into the main route table",
    existing({}, HAPROXY, (account) => {
      const routeTableId = resource(account, VPC, VPC_ID).outputs["mainRouteTableId"]!;
      const gatewayId = account.all(INTERNET_GATEWAY)[0]!.id;
      account.create(ROUTE, REGION, { routeTableId, destinationCidrBlock: "0.0.0.0/0", gatewayId });
      account.remove(associationOf(account, PUBLIC[0]!));
    }),
    `
  holdfast:backend.blue.cidr = "10.30.0.0/16"
    needs a route to 10.30.0.0/16 in rtb-054e5374ec610fdea, the main route table of the VPC, which also affects every subnet without its own route table
    fix: associate the subnets with another route table, or allow the route: add rtb-054e5374ec610fdea to network.existing.routeTables`,
  ),
  wrong(
    "a route would go into a table of other subnets",
    existing({}, HAPROXY, (account) => {
      addSubnet(account, {}, OTHER);
      account.create(ROUTE_TABLE_ASSOCIATION, REGION, {
        subnetId: OTHER,
        routeTableId: tableOf(account, PUBLIC[0]!),
      });
    }),
    `
  holdfast:backend.blue.cidr = "10.30.0.0/16"
    needs a route to 10.30.0.0/16 in rtb-10ebd27e0dea0bedf, which also affects subnet-0c000000000000001
    fix: list these subnets in network.existing, or allow the route: add rtb-10ebd27e0dea0bedf to network.existing.routeTables`,
  ),
  wrong(
    "a table has a route to a virtual address already",
    existing({}, { entry: pair() }, (account) => {
      const nat = account.all(NAT_GATEWAY)[0]!.id;
      account.create(ROUTE, REGION, {
        routeTableId: tableOf(account, PRIVATE[0]!),
        destinationCidrBlock: "172.31.255.10/32",
        natGatewayId: nat,
      });
    }),
    `
  holdfast:entry.virtualAddress = "172.31.255.10"
    needs a route to 172.31.255.10/32 in rtb-83af2473dc58a97f1, which already has such a route
    fix: choose another block or address, or remove that route`,
  ),
];
