import { ipamPool, takenIn } from "../model/address-pools";
import { text } from "../model/values";
import type { Action, Request } from "./call";

const poolOf = ({ account, region, body }: Request) =>
  ipamPool(account, text(body["IpamPoolId"]), region);

const getPoolCidrs: Action = (request) => ({
  ipamPoolCidrSet: poolOf(request).cidrs.map((cidr) => ({ cidr, state: "provisioned" })),
});

const getPoolAllocations: Action = (request) => ({
  ipamPoolAllocationSet: poolOf(request)
    .cidrs.flatMap((cidr) => takenIn(request.account, cidr))
    .map((address) => ({ cidr: `${address}/32` })),
});

/** The calls of EC2 that read a pool of IPAM. */
export const ipamActions: Readonly<Record<string, Action>> = {
  GetIpamPoolAllocations: getPoolAllocations,
  GetIpamPoolCidrs: getPoolCidrs,
};
