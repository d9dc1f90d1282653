import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import { block, overlaps, toAddress, toNumber } from "./ipv4";
import type { Call, Lookup } from "./lookup";
import { partitionOf, regionNames } from "./partitions";
import { ACCOUNT_ID, derivedId } from "./shared";
import { EIP, IPAM_POOL, IPAM_POOL_CIDR, LOAD_BALANCER } from "./tokens";
import { type Values, object, text } from "./values";
import type { Context } from "./type";

/** A pool of public addresses. */
interface AddressPool {
  readonly id: string;
  readonly cidrs: readonly string[];
}

/** A pool that the account has in each region. */
interface PresetPool {
  readonly id: string;
  readonly cidr: string;
}

const blockAt = (first: string, region: string, prefix: number): string =>
  `${toAddress(toNumber(first) + regionNames.indexOf(region) * 2 ** (32 - prefix))}/${prefix}`;

/** BYOIP addresses: 16 of the range for benchmarks. */
export const publicPoolOf = (region: string): PresetPool => ({
  id: derivedId("ipv4pool-ec2", region),
  cidr: blockAt("198.19.128.0", region, 28),
});

/** An IPAM pool with an Amazon-provided block: 8 addresses, the default maximum. */
export const ipamPoolOf = (region: string): PresetPool => ({
  id: derivedId("ipam-pool", region),
  cidr: blockAt("198.19.192.0", region, 29),
});

/** The range for Amazon-provided blocks of stacks. */
const PROVIDED = "198.19.64.0";

/** The first block of a length that no pool has. */
export function freeBlock(account: AccountView, prefix: number): string {
  const taken = account.all(IPAM_POOL_CIDR).map(({ outputs }) => text(outputs["cidr"]));
  const size = 2 ** (32 - prefix);
  let first = toNumber(PROVIDED);
  while (taken.some((cidr) => overlaps(cidr, `${toAddress(first)}/${prefix}`))) first += size;
  return `${toAddress(first)}/${prefix}`;
}

/** The holders of pool addresses, by address. */
function holders(account: AccountView): Map<string, string> {
  const elastic = account
    .all(EIP)
    .map(({ id, outputs }) => [text(outputs["publicIp"]), id] as const);
  const balancers = account
    .all(LOAD_BALANCER)
    .flatMap(({ id, outputs }) =>
      Object.values(object(outputs["$publicIps"])).map((address) => [text(address), id] as const),
    );
  return new Map([...elastic, ...balancers]);
}

const addressesIn = (cidr: string): string[] => {
  const { first, last } = block(cidr)!;
  return Array.from({ length: last - first + 1 }, (_, index) => toAddress(first + index));
};

/** Free addresses of a pool, lowest first. */
function freeIn(account: AccountView, { cidrs }: AddressPool): string[] {
  const held = holders(account);
  return cidrs.flatMap(addressesIn).filter((address) => !held.has(address));
}

/** Ids of the Elastic IPs and load balancers that have addresses of a block. */
export function drawnFrom(account: AccountView, cidr: string): string[] {
  const held = holders(account);
  return [...new Set(addressesIn(cidr).flatMap((address) => held.get(address) ?? []))];
}

/** The addresses of a block that are in use. */
export function takenIn(account: AccountView, cidr: string): string[] {
  const held = holders(account);
  return addressesIn(cidr).filter((address) => held.has(address));
}

/** An IPAM pool of a region: the existing one, or one that a stack created. */
export function ipamPool(account: AccountView, id: string, region: string): AddressPool {
  const preset = ipamPoolOf(region);
  if (id === preset.id) return { id, cidrs: [preset.cidr] };
  const made = account.all(IPAM_POOL).find((pool) => pool.id === id);
  if (!made || made.inputs["locale"] !== region) return missingIpam(id);
  const cidrs = account.referring(id, IPAM_POOL_CIDR).map(({ outputs }) => text(outputs["cidr"]));
  return { id, cidrs };
}

/** The pool that an Elastic IP names, if it names one. */
function poolOf(
  account: AccountView,
  { publicIpv4Pool, ipamPoolId }: Values,
  region: string,
): AddressPool | undefined {
  const [publicId, ipamId] = [text(publicIpv4Pool), text(ipamPoolId)];
  if (ipamId) return ipamPool(account, ipamId, region);
  if (!publicId || publicId === "amazon") return undefined;
  const { id, cidr } = publicPoolOf(region);
  return publicId === id ? { id, cidrs: [cidr] } : missingPublic(publicId);
}

/** The next address of the pool that an Elastic IP names; undefined if it names none. */
export function addressOfPool(
  account: AccountView,
  inputs: Values,
  region: string,
): string | undefined {
  const pool = poolOf(account, inputs, region);
  if (!pool) return undefined;
  const [address] = freeIn(account, pool);
  if (address === undefined) {
    throw new AwsError(
      "InsufficientAddressCapacity",
      `Not enough available addresses in pool ${pool.id} to satisfy your request.`,
    );
  }
  return address;
}

/**
 * The public addresses of an ALB with a pool, one for each subnet. It keeps its current pool addresses. If
 * the pool has none left, it gets AWS-owned ones.
 */
export function balancerAddresses(
  account: AccountView,
  { inputs, outputs, region }: Pick<Context, "inputs" | "outputs" | "region">,
  subnets: readonly string[],
  amazons: () => string,
): Record<string, string> {
  const id = text(object(inputs["ipamPools"])["ipv4IpamPoolId"]);
  if (id === "") return {};
  const pool = ipamPool(account, id, region);
  const own = pool.cidrs.flatMap(addressesIn);
  const had = object(outputs["$publicIps"]);
  const kept = (subnet: string): string | undefined => {
    const address = text(had[subnet]);
    return own.includes(address) ? address : undefined;
  };
  const free = freeIn(account, pool);
  return Object.fromEntries(
    subnets.map((subnet) => [subnet, kept(subnet) ?? free.shift() ?? amazons()]),
  );
}

function missingPublic(id: string): never {
  throw new AwsError("InvalidPublicIpv4PoolID.NotFound", `The pool ID '${id}' does not exist`);
}

function missingIpam(id: string): never {
  throw new AwsError("InvalidIpamPoolId.NotFound", `The ipam-pool ID '${id}' does not exist`);
}

function getPublicIpv4Pool({ account, region, inputs }: Call): Values {
  const pool = publicPoolOf(region);
  const id = text(inputs["poolId"]);
  if (id !== pool.id) missingPublic(id);
  const { first, last } = block(pool.cidr)!;
  const [addressCount, availableAddressCount] = [
    last - first + 1,
    freeIn(account, { id, cidrs: [pool.cidr] }).length,
  ];
  const range = { firstAddress: toAddress(first), lastAddress: toAddress(last) };
  return {
    id,
    description: "",
    networkBorderGroup: region,
    poolAddressRanges: [{ ...range, addressCount, availableAddressCount }],
    totalAddressCount: addressCount,
    totalAvailableAddressCount: availableAddressCount,
    tags: {},
  };
}

const presetIpam = (region: string): Values => ({
  id: ipamPoolOf(region).id,
  addressFamily: "ipv4",
  arn: `arn:${partitionOf(region)}:ec2::${ACCOUNT_ID}:ipam-pool/${ipamPoolOf(region).id}`,
  autoImport: false,
  awsService: "ec2",
  description: "",
  ipamScopeId: derivedId("ipam-scope", "public"),
  ipamScopeType: "public",
  locale: region,
  poolDepth: 1,
  publiclyAdvertisable: false,
  sourceIpamPoolId: "",
  sourceResources: [],
  state: "create-complete",
  allocationResourceTags: {},
  tags: {},
});

/** The IPAM pools of a region, as AWS describes them: the existing one, and those that stacks created. */
const describePools = ({ account, region }: Call): Values[] => [
  presetIpam(region),
  ...account.all(IPAM_POOL, region).map((made) => ({
    ...presetIpam(region),
    ...account.state(made),
    id: made.id,
    tags: account.tagsOf(made),
  })),
];

const requireIpam = (call: Call): Values => {
  const id = text(call.inputs["ipamPoolId"]);
  return describePools(call).find((pool) => pool["id"] === id) ?? missingIpam(id);
};

export const poolLookups: Readonly<Record<string, Lookup>> = {
  "aws:ec2/getPublicIpv4Pool:getPublicIpv4Pool": getPublicIpv4Pool,
  "aws:ec2/getVpcIpamPool:getVpcIpamPool": requireIpam,
  "aws:ec2/getVpcIpamPools:getVpcIpamPools": (call) => ({
    id: call.region,
    region: call.region,
    ipamPools: describePools(call),
  }),
  "aws:ec2/getVpcIpamPoolCidrs:getVpcIpamPoolCidrs": (call) => {
    const id = text(requireIpam(call)["id"]);
    const { cidrs } = ipamPool(call.account, id, call.region);
    return { id, ipamPoolCidrs: cidrs.map((cidr) => ({ cidr, state: "provisioned" })) };
  },
};
