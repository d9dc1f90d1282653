import { problemTexts } from "../../settings/problem";

const CREATE = "write pool: { netmaskLength: 29 }, or the id of an IPAM pool";

export const albProblem = problemTexts({
  "alb-name-too-long": ({ most }: { most: number }) => [
    `is longer than ${most} characters: AWS allows 32 in the name of a load balancer, suffixes included`,
    "write a name such as entry",
  ],
  "alb-without-pool": [
    "is missing: without a pool, an ALB has addresses that change, and no block that partners can allow",
    CREATE,
  ],
  "alb-pool-not-ipam": [
    "is a pool of EC2, but load balancers draw addresses from IPAM pools only",
    CREATE,
  ],
  "alb-outside-layout": ({ layout }: { layout: string }) => [
    `must be sharedVpc with entry.kind alb: an ALB reaches instances of its own VPC only (got ${layout})`,
    "write backend.layout: sharedVpc",
  ],
  "alb-load-balancer-behind": [
    "has no effect with entry.kind alb, which forwards to the instances",
    "remove it",
  ],
  "alb-reach-public": [
    "must be private with entry.kind alb: the ALB reaches the instances by their private addresses",
    "remove it, or write private",
  ],
  "alb-existing-balancer": [
    "has a load balancer, but entry.kind alb forwards to instances",
    "write autoScalingGroup or targetGroupArn, or choose entry.kind: nlbAlb",
  ],
  "alb-without-blocks": [
    "has no blocks: partners could not be told which addresses to allow",
    "list the CIDRs of the pool by key, or pass the pool of a StaticAddresses with block",
  ],
});
