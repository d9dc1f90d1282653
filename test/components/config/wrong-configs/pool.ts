import { type Given, LOOKUPS, type WrongConfig, wrong } from "./wrong-config";

const PUBLIC = "ipv4pool-ec2-0123456789abcdef0";
const IPAM = "ipam-pool-0123456789abcdef0";

const pool = (id: unknown, aws: Given["aws"] = {}): Given => ({
  config: { addresses: { pool: id } },
  aws,
});

const brought = (answer: object): Given =>
  pool(PUBLIC, {
    [LOOKUPS.publicPool]: {
      networkBorderGroup: "us-east-1",
      totalAvailableAddressCount: 16,
      ...answer,
    },
  });

const ofIpam = (answer: object, ...cidrs: readonly object[]): Given =>
  pool(IPAM, {
    [LOOKUPS.ipamPool]: {
      addressFamily: "ipv4",
      awsService: "ec2",
      locale: "us-east-1",
      ...answer,
    },
    [LOOKUPS.ipamPoolCidrs]: { ipamPoolCidrs: cidrs },
  });

export const WRONG_POOLS: readonly WrongConfig[] = [
  wrong(
    "a pool is named by its block",
    pool("203.0.113.0/24"),
    `
  holdfast:addresses.pool = "203.0.113.0/24"
    is a CIDR block, but must be the id of a pool
    fix: look up the id of its pool: aws ec2 describe-public-ipv4-pools, or aws ec2 describe-ipam-pools`,
  ),
  wrong(
    "a pool is named by the id of its IPAM",
    pool("ipam-0123456789abcdef0"),
    `
  holdfast:addresses.pool = "ipam-0123456789abcdef0"
    must be the id of a pool: ipv4pool-ec2- or ipam-pool-, and 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-public-ipv4-pools, or aws ec2 describe-ipam-pools`,
  ),
  wrong(
    "a pool is one of an Outpost",
    pool("ipv4pool-coip-0123456789abcdef0"),
    `
  holdfast:addresses.pool = "ipv4pool-coip-0123456789abcdef0"
    is a pool of customer-owned addresses, which work on Outposts only
    fix: name a pool whose id begins with ipv4pool-ec2- or ipam-pool-`,
  ),
  wrong(
    "a pool has IPv6 addresses by its id",
    pool("ipv6pool-ec2-0123456789abcdef0"),
    `
  holdfast:addresses.pool = "ipv6pool-ec2-0123456789abcdef0"
    is a pool of IPv6 addresses, but Elastic IPs are IPv4
    fix: name a pool whose id begins with ipv4pool-ec2-, or an IPAM pool with the address family ipv4`,
  ),
  wrong(
    "an IPAM pool has IPv6 addresses",
    ofIpam({ addressFamily: "ipv6" }),
    `
  holdfast:addresses.pool = "${IPAM}"
    is a pool of IPv6 addresses, but Elastic IPs are IPv4
    fix: name a pool whose id begins with ipv4pool-ec2-, or an IPAM pool with the address family ipv4`,
  ),
  ...[PUBLIC, IPAM].map((id) =>
    wrong(
      `the pool ${id} does not exist`,
      pool(id),
      `
  holdfast:addresses.pool = "${id}"
    does not exist in us-east-1 for this account
    fix: check the id, the region and the account: aws ec2 describe-public-ipv4-pools, or aws ec2 describe-ipam-pools`,
    ),
  ),
  wrong(
    "a pool cannot be looked up",
    pool(PUBLIC, { [LOOKUPS.publicPool]: new Error("no permission") }),
    `
  holdfast:addresses.pool = "${PUBLIC}"
    could not be checked: no permission
    fix: fix this (credentials, permissions or network), then try again`,
  ),
  wrong(
    "an IPAM pool is for private addresses",
    ofIpam({ awsService: "" }),
    `
  holdfast:addresses.pool = "${IPAM}"
    cannot allocate Elastic IPs: it must be an IPAM pool in the public scope with the service EC2 (EIP/VPC)
    fix: name another pool, or create one: aws ec2 create-ipam-pool --address-family ipv4 --aws-service ec2 --public-ip-source amazon`,
  ),
  wrong(
    "an IPAM pool is for another region",
    ofIpam({ locale: "eu-west-1" }),
    `
  holdfast:addresses.pool = "${IPAM}"
    allocates addresses in eu-west-1, but the stack is in us-east-1
    fix: name a pool of us-east-1; the region of an IPAM pool is its locale`,
  ),
  wrong(
    "a pool is for a local zone",
    brought({ networkBorderGroup: "us-east-1-atl-1" }),
    `
  holdfast:addresses.pool = "${PUBLIC}"
    allocates addresses in us-east-1-atl-1, but the stack is in us-east-1
    fix: name a pool of us-east-1; the region of an IPAM pool is its locale`,
  ),
  wrong(
    "a pool has too few free addresses",
    brought({ totalAvailableAddressCount: 1 }),
    `
  holdfast:addresses.pool = "${PUBLIC}"
    has 1 free address, but the stack needs 2 new ones: egress-a and egress-b
    fix: provision another CIDR to it, release its unused addresses, or name a larger pool`,
  ),
  wrong(
    "an IPAM pool has too few addresses, since a block is not provisioned yet",
    ofIpam(
      {},
      { cidr: "203.0.113.8/32", state: "provisioned" },
      { cidr: "203.0.113.16/29", state: "pending-provision" },
    ),
    `
  holdfast:addresses.pool = "${IPAM}"
    has 1 free address, but the stack needs 2 new ones: egress-a and egress-b
    fix: provision another CIDR to it, release its unused addresses, or name a larger pool`,
  ),
];
