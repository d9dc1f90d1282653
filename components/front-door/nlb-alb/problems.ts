import { listed, problemTexts } from "../../settings/problem";

export const nlbAlbProblem = problemTexts({
  "nlb-name-too-long": ({ most }: { most: number }) => [
    `is longer than ${most} characters: AWS allows 32 in names of load balancers and target groups, suffixes included`,
    "write a name such as entry",
  ],
  "ports-without-follow": [
    "requires follow: in front of a backend, the ports are 443 and 80, or 80 alone",
    "remove ports; with a certificateArn, the ports are 443 and 80",
  ],
  "follow-with-target-alb": [
    "cannot target names: follow registers their addresses",
    "write target: ips, or remove follow",
  ],
  "follow-with-certificate": [
    "has no effect with follow: TLS terminates at the followed endpoints",
    "remove it",
  ],
  "follow-with-alb-timeout": [
    "has no effect with follow: the followed endpoints have their own idle timeout",
    "remove it",
  ],
  "follow-weights-sum": ({ sum }: { sum: number }) => [
    `has weights that add up to ${sum}, but the sum must be 100`,
    "write percentages, such as 100 for one name",
  ],
  "follow-with-backend": [
    "sets the NLB's targets, and so does holdfast:backend",
    "keep one of the two",
  ],
  "alb-outside-vpc": ({ layout }: { layout: string }) => [
    `reaches instances in the front door's VPC only, and backend.layout is ${layout}`,
    "write backend.layout: sharedVpc, or entry.target: ips",
  ],
  "nlb-behind-nlb": [
    "must be alb with entry.kind nlbAlb: the target of the NLB is an ALB",
    "remove it, or write alb",
  ],
  "alb-public": [
    "must be private with entry.kind nlbAlb: NLB targets need private addresses",
    "remove it, or write private",
  ],
  "existing-kinds-differ": ({ other }: { other: string }) => [
    `needs an ALB that the stack creates, but ${other} does not`,
    "write loadBalancerArn or host for both colours, or autoScalingGroup or targetGroupArn for both",
  ],
  "ips-of-existing-group": ({ setting }: { setting: string }) => [
    `follows the addresses of a DNS name, but ${setting} has no DNS name`,
    "remove it: the stack then creates an ALB in front of the instances",
  ],
  "existing-host-as-alb": [
    "is a host name, but with entry.target alb the NLB forwards to ALBs that are named by ARN",
    "remove entry.target, or write loadBalancerArn instead",
  ],
  "existing-nlb-as-alb": [
    "is an NLB, but with entry.target alb the target must be an ALB",
    "remove entry.target to follow the addresses of this NLB, or write the ARN of an ALB",
  ],
  "certificate-of-existing-alb": [
    "has no effect: TLS terminates at the existing load balancer",
    "remove it",
  ],
  "timeout-of-existing-alb": [
    "has no effect: the existing load balancer has its own idle timeout",
    "remove it, and set the idle timeout of the load balancer below entry.nlbIdleTimeoutSeconds",
  ],
  "access-logs-without-alb": [
    "needs an ALB that the stack creates, and here it creates none",
    "remove accessLogs, or write target: alb with backend.layout: sharedVpc",
  ],
  "web-acl-without-alb": [
    "is for the front door's own ALB, and here it has none",
    "remove webAclArn, and associate the web ACL with the load balancers behind the NLB; or write target: alb with backend.layout: sharedVpc",
  ],
  "alb-timeout-too-long": ({ nlb }: { nlb: number }) => [
    `must be below entry.nlbIdleTimeoutSeconds, which is ${nlb}: the NLB would forget connections that the ALB still uses`,
    `write at most ${nlb - 1}, or a longer entry.nlbIdleTimeoutSeconds`,
  ],
  "too-many-target-groups": ({ what, most }: { what: string; most: number }) => [
    `has too many ${what}: a listener can have at most ${most} target groups`,
    `keep at most ${most}`,
  ],
  "port-twice": ["is a duplicate", "remove one of the two"],
  "port-of-test-listener": (data: { keys: readonly string[]; first: number; last: number }) => [
    `is the port of the test listener of ${listed(data.keys, "and")}, which checks targets before they get clients`,
    `write a port outside of ${data.first} to ${data.last}`,
  ],
  "wrong-follow-key": ({ longest }: { longest: number }) => [
    `must be a key of 1 to ${longest} characters, a-z, 0-9 or -, starting with a letter: target groups are named after it`,
    "write a key such as shop",
  ],
  "follow-keys-collide": ({ other, port }: { other: string; port: number }) => [
    `would share the test listener port ${port} with ${other}: the port is derived from the key`,
    "write another key for one of them",
  ],
});
