import { listed, problemTexts } from "../../settings/problem";

export const nlbAlbProblem = problemTexts({
  "nlb-name-too-long": ({ most }: { most: number }) => [
    `is longer than ${most} characters: AWS gives load balancers and target groups 32, of which their suffixes take the rest`,
    "write a name such as entry",
  ],
  "ports-without-follow": [
    "belongs to follow; in front of a backend the ports are 443 and 80, or 80 alone",
    "take ports out; a certificateArn makes it 443 and 80",
  ],
  "follow-with-target-alb": [
    "knows no names: follow registers the addresses that they have",
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
    `needs an ALB of the front door, and ${other} has a load balancer of its own`,
    "name a load balancer for both colours, or an auto scaling group or a target group for both",
  ],
  "ips-of-existing-group": ({ setting }: { setting: string }) => [
    `follows the addresses of a name, and ${setting} has none`,
    "take it out: an ALB is created in front of the instances",
  ],
  "existing-host-as-alb": [
    "is a name, and with entry.target alb the NLB forwards to ALBs by their ARNs",
    "take entry.target out, or write loadBalancerArn",
  ],
  "existing-nlb-as-alb": [
    "is an NLB, and a target group of type alb has an ALB as its target",
    "take entry.target out, which follows the NLB's addresses, or write the ARN of an ALB",
  ],
  "certificate-of-existing-alb": [
    "has no effect: TLS ends at the load balancer that exists",
    "take it out",
  ],
  "timeout-of-existing-alb": [
    "has no effect: the load balancer that exists has its own idle timeout",
    "take it out, and set the load balancer's to less than entry.nlbIdleTimeoutSeconds",
  ],
  "access-logs-without-alb": [
    "is of an ALB that the front door creates, and it creates none here",
    "take accessLogs out, or write target: alb with backend.layout: sharedVpc",
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
