import { type Account, EIP, LOAD_BALANCER, ipamPool, object, text } from "../../../simulator";

/** The pools that load balancers of the account draw addresses from, by the names of these load balancers. */
function poolsIn(account: Account): ReadonlyMap<string, readonly string[]> {
  const pairs = account.all(LOAD_BALANCER).flatMap(({ inputs, outputs, region }) => {
    const id = text(object(inputs["ipamPools"])["ipv4IpamPoolId"]);
    if (id === "") return [];
    return [[text(outputs["dnsName"]), ipamPool(account, id, region).cidrs] as const];
  });
  return new Map(pairs);
}

/** The names of load balancers that draw addresses from a pool. */
export const pooledBalancers = (account: Account): string[] => [...poolsIn(account).keys()];

/** The CIDRs that partners allow: the account's Elastic IPs, and the blocks of its load balancers' pools. */
export const allowListOf = (account: Account): string[] => [
  ...account.all(EIP).map(({ outputs }) => `${text(outputs["publicIp"])}/32`),
  ...[...poolsIn(account).values()].flat(),
];
