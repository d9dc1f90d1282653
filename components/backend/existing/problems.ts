import { listed, problemTexts } from "../../settings/problem";

export const existingProblem = problemTexts({
  "existing-with-color": ({ color }: { color: string }) => [
    "describes a colour for the stack to create, but backend.existing names an existing backend",
    `remove backend.existing, or replace this by an existing target: backend.existing.${color}`,
  ],
  "existing-with-layout": [
    "has no effect with backend.existing: it is for colours that the stack creates",
    "remove it",
  ],
  "existing-with-balancer": [
    "has no effect with backend.existing: it is for colours that the stack creates",
    "remove it",
  ],
  "existing-target-missing": ({ kinds }: { kinds: readonly string[] }) => [
    `has no target. It must have ${listed(kinds)}`,
    "write loadBalancerArn: <arn of an ALB or NLB>; look it up: aws elbv2 describe-load-balancers",
  ],
  "existing-targets-several": ({ kinds }: { kinds: readonly string[] }) => [
    `names more than one target: ${listed(kinds, "and")}`,
    "keep one of them",
  ],
  "existing-target-beside-colors": ({ settings }: { settings: readonly string[] }) => [
    `has ${listed(settings, "and")} beside blue or green, which have their own settings`,
    `move ${listed(settings, "and")} into backend.existing.blue, or remove blue and green`,
  ],
  "existing-gateway-balancer": [
    "is the ARN of a gateway load balancer, which has no DNS name and accepts no connections",
    "write the ARN of an application or network load balancer",
  ],
  "existing-target-twice": ({ other }: { other: string }) => [
    `is also the target of ${other}: a switch would change nothing`,
    "write another target, or one target without blue and green",
  ],
  "existing-arn-region": ({ region, other }: { region: string; other: string }) => [
    `is in ${other}, but the stack is in ${region}`,
    `write an ARN of ${region}, or the DNS name of the load balancer as host`,
  ],
  "existing-balancer-not-found": ({ region }: { region: string }) => [
    `does not exist in this account in ${region}`,
    "look it up: aws elbv2 describe-load-balancers; if it is in another account, write its DNS name as host",
  ],
  "existing-balancer-public": [
    "is internet-facing, but backend.reach is private",
    "write backend.reach: public, and an existing public zone as backend.zone; or write the ARN of an internal load balancer",
  ],
  "existing-balancer-internal": [
    "is internal, but backend.reach is public",
    "remove backend.reach, or write the ARN of an internet-facing load balancer",
  ],
  "existing-balancer-no-address": [
    "is internet-facing, but an NLB forwards to private addresses only",
    "write the ARN of an internal load balancer",
  ],
  "existing-listener-not-found": ({ arn }: { arn: string }) => [
    `has no listener on ${arn}`,
    `write the port of one of its listeners: aws elbv2 describe-listeners --load-balancer-arn ${arn}`,
  ],
  "existing-listener-protocol": ({ protocol }: { protocol: string }) => [
    `has a listener with protocol ${protocol}, but the front door connects by TCP`,
    "write the port of a listener with protocol TCP, TLS, HTTP or HTTPS",
  ],
  "existing-group-not-found": ({ region }: { region: string }) => [
    `does not exist in this account in ${region}`,
    "look it up: aws autoscaling describe-auto-scaling-groups",
  ],
  "existing-group-replaces": (_: undefined, given) => [
    "has health checks of type ELB: it would replace all instances, because they are unhealthy in the new target group until their security group allows the new load balancer",
    `suspend replacement until the targets are healthy: aws autoscaling suspend-processes --scaling-processes ReplaceUnhealthy --auto-scaling-group-name ${String(given)}; or write the targetGroupArn of one of its target groups`,
  ],
  "existing-target-group-not-found": ({ region }: { region: string }) => [
    `does not exist in this account in ${region}`,
    "look it up: aws elbv2 describe-target-groups",
  ],
  "existing-target-group-taken": ({ owner }: { owner: string }) => [
    `is used by ${owner}; AWS allows one load balancer for each target group`,
    `write loadBalancerArn: ${owner} instead`,
  ],
  "existing-target-group-type": ({ type }: { type: string }) => [
    `has targets of type ${type}. A front door forwards only to types instance and ip`,
    "write a target group with targets of type instance or ip",
  ],
  "existing-target-group-protocol": (data: {
    protocol: string;
    balancer: string;
    allowed: readonly string[];
  }) => [
    `has protocol ${data.protocol}, but the stack's ${data.balancer} forwards only to ${listed(data.allowed)}`,
    "write a target group with one of these protocols, or the loadBalancerArn of a load balancer that forwards to this one",
  ],
  "existing-other-vpc": ({ vpc, network }: { vpc: string; network: string }) => [
    `is in ${vpc}, but the stack creates the load balancer for it in its own network, ${network}`,
    `write a target in ${network}, or the loadBalancerArn of a load balancer that forwards to this one`,
  ],
});
