import { Address4 } from "ip-address";
import { getEips } from "@pulumi/aws/ec2/getEips";
import { getPublicIpv4Pool } from "@pulumi/aws/ec2/getPublicIpv4Pool";
import { getVpcIpamPool } from "@pulumi/aws/ec2/getVpcIpamPool";
import { getVpcIpamPoolCidrs } from "@pulumi/aws/ec2/getVpcIpamPoolCidrs";
import { type Answer, ask } from "../settings/ask";
import { isIpamPool } from "./pool";

/** A pool of addresses in the account. */
export interface AccountPool {
  readonly isIpv4: boolean;
  /** Whether Elastic IPs can be allocated from it. */
  readonly isForElasticIps: boolean;
  /** Region or network border group of its addresses. */
  readonly place: string;
  /** Number of free addresses. For an IPAM pool an upper bound, since other accounts and ALBs can use some. */
  readonly free: number;
  /** IPv4 blocks of an IPAM pool. */
  readonly blocks: readonly string[];
}

/** Looks up the pool for new addresses. */
export const askPool = (id: string): Promise<Answer<AccountPool>> =>
  ask(() => (isIpamPool(id) ? ipamPool(id) : publicPool(id)));

async function publicPool(poolId: string): Promise<AccountPool> {
  const pool = await getPublicIpv4Pool({ poolId });
  return {
    isIpv4: true,
    isForElasticIps: true,
    place: pool.networkBorderGroup,
    free: pool.totalAvailableAddressCount,
    blocks: [],
  };
}

async function ipamPool(ipamPoolId: string): Promise<AccountPool> {
  const { addressFamily, awsService, locale } = await getVpcIpamPool({ ipamPoolId });
  const isIpv4 = addressFamily === "ipv4";
  const isForElasticIps = awsService === "ec2";
  if (!isIpv4 || !isForElasticIps)
    return { isIpv4, isForElasticIps, place: locale, free: 0, blocks: [] };
  const [{ ipamPoolCidrs }, { publicIps }] = await Promise.all([
    getVpcIpamPoolCidrs({ ipamPoolId }),
    getEips({}),
  ]);
  const blocks = ipamPoolCidrs
    .filter(({ state }) => state === "provisioned")
    .map(({ cidr }) => cidr);
  const ranges = blocks.map((cidr) => new Address4(cidr));
  const size = ranges.reduce((sum, { subnetMask }) => sum + 2 ** (32 - subnetMask), 0);
  const taken = publicIps.filter((address) =>
    ranges.some((range) => new Address4(address).isHostInSubnet(range)),
  );
  return { isIpv4, isForElasticIps, place: locale, free: size - taken.length, blocks };
}
