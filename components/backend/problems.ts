import { listed, problemTexts } from "../settings/problem";

export const backendProblem = problemTexts({
  "certificate-of-other-region": ({ region, ofRegion }: { region: string; ofRegion: string }) => [
    `is a certificate in ${ofRegion}, but a load balancer needs one in its own region, ${region}`,
    `request or import one there, and look it up: aws acm list-certificates --region ${region}`,
  ],
  "certificate-of-other-account": (data: {
    region: string;
    accountId: string;
    ofAccount: string;
  }) => [
    `is a certificate of account ${data.ofAccount}, but a load balancer needs one of its own account, ${data.accountId}`,
    `request or import one there, and look it up: aws acm list-certificates --region ${data.region}`,
  ],
  "max-below-min": ({ color, min }: { color: string; min: number }) => [
    `must be a whole number from ${min} (backend.${color}.min) to 1,000`,
    `write ${min} or more`,
  ],
  "ports-differ": ({ port, other }: { port: number; other: string }) => [
    `differs from ${other} (${port}), but the front door connects to one port`,
    `write ${port} for both`,
  ],
  "tls-port-of-plain-alb": [
    "needs TLS, but the ALB has no certificate and speaks plain HTTP on it",
    "write port: 80, or loadBalancer: nlb, which passes TLS through to the instances, or with entry.kind haproxy: entry.certificateArn",
  ],
  "health-port-of-demonstration": [
    "is not a port of the demonstration server",
    "remove it, or write userData that starts an application",
  ],
  "live-and-weights": ["cannot be combined with backend.weights", "keep one of the two"],
  "live-missing": ({ colors }: { colors: readonly string[] }) => [
    "is missing: the front door would have no backend",
    `write ${listed(colors)}, or backend.weights`,
  ],
  "weights-sum": ({ sum }: { sum: number }) => [
    `must add up to 100, but add up to ${sum}`,
    "write percentages such as backend.weights: {blue: 90, green: 10}",
  ],
  /** The configuration does not describe a live colour: it was removed too early, or never written. */
  "color-not-described": (data: {
    color: string;
    /** Setting that contains the colours. */
    section: string;
    others: readonly string[];
  }) => [
    `sends clients to ${data.color}, but ${data.section}.${data.color} is missing. A live colour cannot be removed`,
    data.others.length > 0
      ? `describe ${data.section}.${data.color}, or make ${listed(data.others)} live; the same update may remove ${data.color}`
      : `describe ${data.section}.${data.color}`,
  ],
  "shares-of-colors": ({ sum }: { sum: number }) => [
    `have weights that add up to ${sum}, not 100`,
    'pass the colors of a BlueGreen, with live: "blue" or live: { blue: 90, green: 10 }',
  ],
  "scaling-without-alb": ({ loadBalancer }: { loadBalancer: string }) => [
    `needs request metrics of an ALB, but loadBalancer.kind is ${loadBalancer}`,
    'write scaling: { kind: "cpu", percent: 60 }',
  ],
  "backend-name-too-long": ({ most }: { most: number }) => [
    `is longer than ${most} characters: AWS allows 32 in names of load balancers and target groups, suffixes included`,
    "write a name such as backend",
  ],
  "drain-too-short": ({ shortest }: { shortest: number }) => [
    `is too short: the front door takes up to ${shortest} seconds to follow the record`,
    `write at least ${shortest}, plus the duration of the longest connection`,
  ],
  "color-cidr-in-shared-vpc": [
    "has no effect with layout sharedVpc: it is for a colour with its own VPC",
    "remove it, or write backend.layout: vpcPerColor",
  ],
  "color-cidr-missing": [
    "is missing: the colour's own VPC needs a block",
    "write an IPv4 block that no other VPC uses, such as 10.30.0.0/16",
  ],
});
