import { Account } from "../../../../simulator/account";
import { IPAM } from "../../../../simulator/model/tokens";
import { type Given, LOOKUPS, type WrongConfig, wrong } from "./wrong-config";

const IPAM_POOL = "ipam-pool-0123456789abcdef0";
const WEB_ACL = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/0123abcd";
const GLOBAL_ACL = WEB_ACL.replace("regional/", "global/");
const CHINESE_ACL = WEB_ACL.replace("arn:aws:", "arn:aws-cn:");
const FOREIGN_ACL = WEB_ACL.replace("123456789012", "210987654321");

/** A whole front door with both colours in its VPC, with these settings of its sections. */
const door = (
  backend: object = {},
  pool: unknown = { netmaskLength: 29 },
  more: Partial<Given> = {},
): Given => ({
  config: {
    entry: { kind: "alb" },
    backend: { live: "blue", layout: "sharedVpc", blue: {}, ...backend },
    addresses: { pool },
  },
  ...more,
});

function withIpam(): Account {
  const account = Account.inMemory();
  account.create(IPAM, "us-east-1", { operatingRegions: [{ regionName: "us-east-1" }] });
  return account;
}

const holding = withIpam();
const ipamId = holding.all(IPAM)[0]!.id;

const guarded = (webAclArn: string): Given => ({
  config: { ...door().config, entry: { kind: "alb", webAclArn } },
});

export const WRONG_ALBS: readonly WrongConfig[] = [
  wrong(
    "a web ACL is one of CloudFront",
    guarded(GLOBAL_ACL),
    `
  holdfast:entry.webAclArn = "${GLOBAL_ACL}"
    must be the ARN of a WAFv2 web ACL with scope REGIONAL
    fix: look it up: aws wafv2 list-web-acls --scope REGIONAL`,
  ),
  wrong(
    "a web ACL is of another account",
    guarded(FOREIGN_ACL),
    `
  holdfast:entry.webAclArn = "${FOREIGN_ACL}"
    is a web ACL of account 210987654321, but an ALB needs one of its own account, 123456789012
    fix: create one there, or look it up: aws wafv2 list-web-acls --scope REGIONAL --region us-east-1`,
  ),
  wrong(
    "a web ACL is of another partition",
    guarded(CHINESE_ACL),
    `
  holdfast:entry.webAclArn = "${CHINESE_ACL}"
    is an ARN of partition aws-cn, but us-east-1 is in partition aws
    fix: create one there, or look it up: aws wafv2 list-web-acls --scope REGIONAL --region us-east-1`,
  ),
  wrong(
    "an ALB has no pool",
    { config: { ...door().config, addresses: {} } },
    `
  holdfast:addresses.pool
    is missing: without a pool, an ALB has addresses that change, and no block that partners can allow
    fix: write pool: { netmaskLength: 29 }, or the id of an IPAM pool`,
  ),
  wrong(
    "an ALB is to draw from a pool of EC2",
    door({}, "ipv4pool-ec2-0123456789abcdef0", {
      aws: {
        [LOOKUPS.publicPool]: { networkBorderGroup: "us-east-1", totalAvailableAddressCount: 16 },
      },
    }),
    `
  holdfast:addresses.pool = "ipv4pool-ec2-0123456789abcdef0"
    is a pool of EC2, but load balancers draw addresses from IPAM pools only
    fix: write pool: { netmaskLength: 29 }, or the id of an IPAM pool`,
  ),
  wrong(
    "an ALB has no backend",
    { config: { entry: { kind: "alb" }, addresses: { pool: {} } } },
    `
  holdfast:backend
    is missing: the front door needs a backend
    fix: describe holdfast:backend, with live: blue and a colour blue`,
  ),
  wrong(
    "an ALB should reach colours in their own VPCs",
    door({ layout: "vpcPerColor", blue: { cidr: "10.30.0.0/16" } }),
    `
  holdfast:backend.layout = "vpcPerColor"
    must be sharedVpc with entry.kind alb: an ALB reaches instances of its own VPC only (got vpcPerColor)
    fix: write backend.layout: sharedVpc`,
  ),
  wrong(
    "colours behind an ALB have their own load balancers",
    door({ loadBalancer: "nlb" }),
    `
  holdfast:backend.loadBalancer = "nlb"
    has no effect with entry.kind alb, which forwards to the instances
    fix: remove it`,
  ),
  wrong(
    "an ALB is to reach colours over the internet",
    door({ reach: "public", zone: "example.com" }),
    `
  holdfast:backend.reach = "public"
    must be private with entry.kind alb: the ALB reaches the instances by their private addresses
    fix: remove it, or write private`,
  ),
  wrong(
    "an ALB is to be in front of a load balancer that exists",
    {
      config: {
        entry: { kind: "alb" },
        addresses: { pool: {} },
        backend: { existing: { host: "shop.example.net" } },
      },
    },
    `
  holdfast:backend.existing.host = "shop.example.net"
    has a load balancer, but entry.kind alb forwards to instances
    fix: write autoScalingGroup or targetGroupArn, or choose entry.kind: nlbAlb`,
  ),
  wrong(
    "a block is smaller or larger than a pool can have",
    door({}, { netmaskLength: 31 }),
    `
  holdfast:addresses.pool.netmaskLength = 31
    must be a whole number from 24 to 30
    fix: write 30, the nearest`,
  ),
  wrong(
    "a block is too small for the ALB beside the NAT gateways",
    door({}, { netmaskLength: 30 }),
    `
  holdfast:addresses.pool = {"netmaskLength":30}
    leaves the ALB 2 addresses, but it needs 4: in each of 2 zones, 2 for a node and its successor, or 8 to scale out
    fix: provision another CIDR to it, name a larger pool, or write a smaller netmaskLength for a new block`,
  ),
  wrong(
    "an existing pool is too small for the ALB",
    door({}, IPAM_POOL, {
      aws: {
        [LOOKUPS.ipamPool]: { addressFamily: "ipv4", awsService: "ec2", locale: "us-east-1" },
        [LOOKUPS.ipamPoolCidrs]: {
          ipamPoolCidrs: [{ cidr: "203.0.113.8/30", state: "provisioned" }],
        },
      },
    }),
    `
  holdfast:addresses.pool = "${IPAM_POOL}"
    leaves the ALB 2 addresses, but it needs 4: in each of 2 zones, 2 for a node and its successor, or 8 to scale out
    fix: provision another CIDR to it, name a larger pool, or write a smaller netmaskLength for a new block`,
  ),
  wrong(
    "the region has an IPAM already",
    door({}, {}, { account: holding }),
    `
  holdfast:addresses.pool.ipam
    is missing: us-east-1 already has the IPAM ${ipamId}, and AWS allows one IPAM for each account and region
    fix: write ipam: ${ipamId}`,
  ),
  wrong(
    "an IPAM does not exist",
    door({}, { ipam: "ipam-0123456789abcdef0" }),
    `
  holdfast:addresses.pool.ipam = "ipam-0123456789abcdef0"
    does not exist in us-east-1 for this account
    fix: look the id up: aws ec2 describe-ipams; or remove it to let the stack create an IPAM`,
  ),
];
