import { measureAndLog } from "../function/scheduled-function";

/** What the function that checks a pool may do: read one pool, write to one log group, and put metrics in one namespace. */
export function poolCheckPolicy(logGroupArn: string, poolId: string) {
  const [, partition, , , account] = logGroupArn.split(":");
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Pool",
        Effect: "Allow",
        Action: ["ec2:GetIpamPoolCidrs", "ec2:GetIpamPoolAllocations"],
        Resource: `arn:${partition}:ec2::${account}:ipam-pool/${poolId}`,
      },
      ...measureAndLog(logGroupArn),
    ],
  };
}
