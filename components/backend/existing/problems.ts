import { listed, problemTexts } from "../../settings/problem";

export const existingProblem = problemTexts({
  "existing-with-color": ({ color }: { color: string }) => [
    "describes a colour that is created, and backend.existing names a backend that exists",
    `keep one of the two; a target that exists is backend.existing.${color}`,
  ],
  "existing-with-layout": [
    "places colours that are created, and backend.existing creates none",
    "take it out",
  ],
  "existing-with-balancer": [
    "chooses the load balancer of colours that are created, and backend.existing creates none",
    "take it out",
  ],
  "existing-target-missing": ({ kinds }: { kinds: readonly string[] }) => [
    `names no target: it needs ${listed(kinds)}`,
    "write loadBalancerArn: and the ARN of an ALB or NLB: aws elbv2 describe-load-balancers",
  ],
  "existing-targets-several": ({ kinds }: { kinds: readonly string[] }) => [
    `names more than one target: ${listed(kinds, "and")}`,
    "keep one of them",
  ],
  "existing-target-beside-colors": ({ settings }: { settings: readonly string[] }) => [
    `has ${listed(settings, "and")} beside the targets of colours`,
    "move it to backend.existing.blue, or take blue and green out",
  ],
  "existing-gateway-balancer": [
    "is the ARN of a gateway load balancer, which has no name and no port to connect to",
    "write the ARN of an application or network load balancer",
  ],
  "existing-target-twice": ({ other }: { other: string }) => [
    `is the target of ${other}, too, so that a switch changes nothing`,
    "write another target, or one target alone",
  ],
  "existing-arn-region": ({ region, other }: { region: string; other: string }) => [
    `is in ${other}, and the stack is in ${region}`,
    `write an ARN of ${region}, or the name of the load balancer as host`,
  ],
  "existing-balancer-not-found": ({ region }: { region: string }) => [
    `does not exist in this account in ${region}`,
    "look it up: aws elbv2 describe-load-balancers; of another account, write its name as host",
  ],
  "existing-balancer-public": [
    "is internet-facing: its name resolves to public addresses, and backend.reach is private",
    "write backend.reach: public and backend.zone, a public zone that exists; or the ARN of an internal load balancer",
  ],
  "existing-balancer-internal": [
    "is internal, and backend.reach is public",
    "take backend.reach out, or write the ARN of an internet-facing load balancer",
  ],
  "existing-balancer-no-address": [
    "is internet-facing: an NLB forwards to private addresses only",
    "write the ARN of an internal load balancer",
  ],
  "existing-listener-not-found": ({ arn }: { arn: string }) => [
    `is a port that ${arn} has no listener on`,
    "write a port that it listens on: aws elbv2 describe-listeners --load-balancer-arn <arn>",
  ],
  "existing-listener-protocol": ({ protocol }: { protocol: string }) => [
    `is a port that the load balancer listens on by ${protocol}, and the front door connects by TCP`,
    "write a port with protocol TCP, TLS, HTTP or HTTPS",
  ],
  "existing-group-not-found": ({ region }: { region: string }) => [
    `does not exist in this account in ${region}`,
    "look it up: aws autoscaling describe-auto-scaling-groups",
  ],
  "existing-group-replaces": [
    "has health checks of type ELB: it would replace every instance that the new target group finds unhealthy, such as all of them while their security group does not admit the new load balancer",
    "suspend its process ReplaceUnhealthy until the targets are healthy: aws autoscaling suspend-processes; or name a target group that it has",
  ],
  "existing-target-group-not-found": ({ region }: { region: string }) => [
    `does not exist in this account in ${region}`,
    "look it up: aws elbv2 describe-target-groups",
  ],
  "existing-target-group-taken": ({ owner }: { owner: string }) => [
    `is used by ${owner}, and AWS allows one load balancer for each target group`,
    `write loadBalancerArn: ${owner} instead`,
  ],
  "existing-target-group-type": ({ type }: { type: string }) => [
    `has targets of type ${type}, to which no front door forwards`,
    "write a target group of instances or addresses",
  ],
  "existing-target-group-protocol": (data: {
    protocol: string;
    balancer: string;
    allowed: readonly string[];
  }) => [
    `has protocol ${data.protocol}, and the ${data.balancer} that is created forwards to ${listed(data.allowed)}`,
    "write the ARN of a target group with such a protocol, or of a load balancer in front of this one",
  ],
  "existing-other-vpc": ({ vpc, network }: { vpc: string; network: string }) => [
    `is in ${vpc}, and the load balancer in front of it is created in the stack's network, ${network}`,
    "write a target in this VPC, or the ARN of a load balancer",
  ],
});
