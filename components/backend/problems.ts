import { listed, problemTexts } from "../settings/problem";

export const backendProblem = problemTexts({
  "certificate-of-other-region": ({ region, ofRegion }: { region: string; ofRegion: string }) => [
    `is a certificate of ${ofRegion}, but a load balancer takes those of its own region, ${region}`,
    `request or import one there, and look it up: aws acm list-certificates --region ${region}`,
  ],
  "certificate-of-other-account": (data: {
    region: string;
    accountId: string;
    ofAccount: string;
  }) => [
    `is a certificate of account ${data.ofAccount}, but a load balancer takes those of its own account, ${data.accountId}`,
    `request or import one there, and look it up: aws acm list-certificates --region ${data.region}`,
  ],
  "max-below-min": ({ color, min }: { color: string; min: number }) => [
    `must be a whole number from ${min}, which is backend.${color}.min, to 1,000`,
    `write ${min} or more`,
  ],
  "ports-differ": ({ port, other }: { port: number; other: string }) => [
    `differs from ${other} (${port}), but the front door connects to one port`,
    `write ${port} for both`,
  ],
  "health-port-of-demonstration": [
    "is a port on which the demonstration server does not listen",
    "take it out, or write userData that starts an application",
  ],
  "live-and-weights": [
    "says which colour is live, and so does backend.weights",
    "keep one of the two",
  ],
  "live-missing": ({ colors }: { colors: readonly string[] }) => [
    "is missing: the front door would have nowhere to go",
    `write ${listed(colors)}, or backend.weights`,
  ],
  "weights-sum": ({ sum }: { sum: number }) => [
    `add up to ${sum}, and must to 100`,
    "write percentages such as backend.weights: {blue: 90, green: 10}",
  ],
  /** A colour that clients are sent to was removed too early, or never written. */
  "color-not-described": (data: {
    color: string;
    /** Of the colours. */
    section: string;
    others: readonly string[];
  }) => [
    `sends clients to ${data.color}, which ${data.section}.${data.color} does not describe; a colour that is live cannot be removed`,
    data.others.length > 0
      ? `describe ${data.section}.${data.color}, or make ${listed(data.others)} live, which may be in the same update that removes ${data.color}`
      : `describe ${data.section}.${data.color}`,
  ],
  "shares-of-colors": ({ sum }: { sum: number }) => [
    `have weights that add up to ${sum}, not 100`,
    'pass the colors of a BlueGreen, with live: "blue" or live: { blue: 90, green: 10 }',
  ],
  "scaling-without-alb": ({ loadBalancer }: { loadBalancer: string }) => [
    `counts the requests of an ALB, but loadBalancer.kind is ${loadBalancer}`,
    'write scaling: { kind: "cpu", percent: 60 }',
  ],
  "backend-name-too-long": ({ most }: { most: number }) => [
    `is longer than ${most} characters: AWS allows 32 in names of load balancers and target groups, suffixes included`,
    "write a name such as backend",
  ],
  "drain-too-short": ({ shortest }: { shortest: number }) => [
    `is over before the front door has followed the record, which takes up to ${shortest} seconds`,
    `write at least ${shortest}, and add the time that the longest connection takes`,
  ],
  "color-cidr-in-shared-vpc": [
    "is the block of a VPC of its own, which sharedVpc does not give a colour",
    "remove it, or write backend.layout: vpcPerColor",
  ],
  "color-cidr-missing": [
    "is missing, and the colour's VPC needs one",
    "write an IPv4 block that no other VPC has, such as 10.30.0.0/16",
  ],
});
