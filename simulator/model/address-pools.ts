import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import { block, toAddress, toNumber } from "./ipv4";
import type { Call, Lookup } from "./lookup";
import { partitionOf, regionNames } from "./partitions";
import { ACCOUNT_ID, derivedId } from "./shared";
import { EIP } from "./tokens";
import { type Values, text } from "./values";

/** A pool of public addresses, which the account has in each region. */
export interface AddressPool {
  readonly id: string;
  readonly cidr: string;
}

const blockAt = (first: string, region: string, prefix: number): string =>
  `${toAddress(toNumber(first) + regionNames.indexOf(region) * 2 ** (32 - prefix))}/${prefix}`;

/** Addresses that were brought to AWS (BYOIP): 16 of the range for benchmarks. */
export const publicPoolOf = (region: string): AddressPool => ({
  id: derivedId("ipv4pool-ec2", region),
  cidr: blockAt("198.19.128.0", region, 28),
});

/** A pool of IPAM with a block of Amazon's: 8 addresses, the most that it gives by default. */
export const ipamPoolOf = (region: string): AddressPool => ({
  id: derivedId("ipam-pool", region),
  cidr: blockAt("198.19.192.0", region, 29),
});

/** Addresses of a pool that no Elastic IP has, lowest first. */
function freeIn(account: AccountView, { cidr }: AddressPool): string[] {
  const { first, last } = block(cidr)!;
  const held = new Set(account.all(EIP).map(({ outputs }) => outputs["publicIp"]));
  return Array.from({ length: last - first + 1 }, (_, index) => toAddress(first + index)).filter(
    (address) => !held.has(address),
  );
}

/** The pool that an Elastic IP names, if it names one. */
function poolOf({ publicIpv4Pool, ipamPoolId }: Values, region: string): AddressPool | undefined {
  const [publicId, ipamId] = [text(publicIpv4Pool), text(ipamPoolId)];
  if (ipamId) return ipamId === ipamPoolOf(region).id ? ipamPoolOf(region) : missingIpam(ipamId);
  if (!publicId || publicId === "amazon") return undefined;
  return publicId === publicPoolOf(region).id ? publicPoolOf(region) : missingPublic(publicId);
}

/** The next address of the pool that an Elastic IP names; undefined if it names none. */
export function addressOfPool(
  account: AccountView,
  inputs: Values,
  region: string,
): string | undefined {
  const pool = poolOf(inputs, region);
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
  const [addressCount, availableAddressCount] = [last - first + 1, freeIn(account, pool).length];
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

function requireIpam({ region, inputs }: Call): AddressPool {
  const id = text(inputs["ipamPoolId"]);
  return id === ipamPoolOf(region).id ? ipamPoolOf(region) : missingIpam(id);
}

function getVpcIpamPool(call: Call): Values {
  const { id } = requireIpam(call);
  return {
    id,
    addressFamily: "ipv4",
    arn: `arn:${partitionOf(call.region)}:ec2::${ACCOUNT_ID}:ipam-pool/${id}`,
    autoImport: false,
    awsService: "ec2",
    description: "",
    ipamScopeId: derivedId("ipam-scope", "public"),
    ipamScopeType: "public",
    locale: call.region,
    poolDepth: 1,
    publiclyAdvertisable: false,
    sourceIpamPoolId: "",
    sourceResources: [],
    state: "create-complete",
    allocationResourceTags: {},
    tags: {},
  };
}

export const poolLookups: Readonly<Record<string, Lookup>> = {
  "aws:ec2/getPublicIpv4Pool:getPublicIpv4Pool": getPublicIpv4Pool,
  "aws:ec2/getVpcIpamPool:getVpcIpamPool": getVpcIpamPool,
  "aws:ec2/getVpcIpamPoolCidrs:getVpcIpamPoolCidrs": (call) => {
    const { id, cidr } = requireIpam(call);
    return { id, ipamPoolCidrs: [{ cidr, state: "provisioned" }] };
  },
};
