import { listed, problemTexts } from "../../settings/problem";

export const nlbAlbProblem = problemTexts({
  "nlb-name-too-long": ({ most }: { most: number }) => [
    `is longer than ${most} characters: AWS allows 32 in names of load balancers and target groups, suffixes included`,
    "write a name such as entry",
  ],
  "ports-without-follow": [
    "belongs to follow; in front of a backend the ports are 443 and 80, or 80 alone",
    "take ports out; a certificateArn makes it 443 and 80",
  ],
  "follow-with-target-alb": [
    "cannot target names: follow registers their addresses",
    "write target: ips, or take follow out",
  ],
  "follow-with-certificate": [
    "has no ALB here: TLS ends at the names that are followed",
    "take it out",
  ],
  "follow-with-alb-timeout": [
    "has no ALB here: what is behind the names has a timeout of its own",
    "take it out",
  ],
  "follow-weights-sum": ({ sum }: { sum: number }) => [
    `has weights that add up to ${sum}, and must to 100`,
    "write percentages, such as 100 for one name",
  ],
  "follow-with-backend": [
    "names what the NLB leads to, and so does holdfast:backend",
    "keep one of the two",
  ],
  "alb-outside-vpc": ({ layout }: { layout: string }) => [
    `reaches instances in the front door's VPC only, and backend.layout is ${layout}`,
    "write backend.layout: sharedVpc, or entry.target: ips",
  ],
  "nlb-behind-nlb": [
    "is not what entry nlbAlb has behind its NLB, which is an ALB",
    "take it out, or write alb",
  ],
  "alb-public": [
    "is not how an NLB reaches an ALB: its targets have private addresses",
    "take it out, or write private",
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
    `has more ${what} than a listener can have target groups, which are ${most}`,
    `leave at most ${most}`,
  ],
  "port-twice": ["is there twice", "remove one of the two"],
  "port-of-test-listener": (data: { keys: readonly string[]; first: number; last: number }) => [
    `is the port by which ${listed(data.keys, "and")} is checked before clients get it`,
    `take a port outside of ${data.first} to ${data.last}`,
  ],
  "wrong-follow-key": ({ longest }: { longest: number }) => [
    `names target groups: at most ${longest} lower-case letters, digits and hyphens, of which the first is a letter`,
    "write a shorter or plainer key",
  ],
  "follow-keys-collide": ({ other, port }: { other: string; port: number }) => [
    `and ${other} would be checked by one port, ${port}, which follows from the key`,
    "take another key for one of them",
  ],
});
