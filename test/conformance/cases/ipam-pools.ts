import { type Case, casesOf } from "../case";
import type { World } from "../world";

const IpamPoolId = "ipam-pool-0123456789abcdef0";

const read =
  (call: "getIpamPoolCidrs" | "getIpamPoolAllocations") =>
  ({ ec2 }: World) =>
    Promise.resolve({ call: () => ec2[call]({ IpamPoolId }) });

export const IPAM_POOL_CASES: readonly Case[] = [
  casesOf("ec2:GetIpamPoolCidrs")(
    "no pool has the id",
    read("getIpamPoolCidrs"),
    "InvalidIpamPoolId.NotFound",
  ),
  casesOf("ec2:GetIpamPoolAllocations")(
    "no pool has the id",
    read("getIpamPoolAllocations"),
    "InvalidIpamPoolId.NotFound",
  ),
];
