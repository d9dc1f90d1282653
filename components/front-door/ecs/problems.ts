import { problemTexts } from "../../settings/problem";

export const ecsProblem = problemTexts({
  "not-an-endpoint": [
    "must be a lower-case host name and a port",
    "write an endpoint such as live.holdfast.internal:80",
  ],
  "image-tag-latest": [
    "is a mutable tag: later tasks could run a different image",
    "write an immutable tag, or a digest",
  ],
  "fargate-with-instance-addresses": [
    "is not possible with launchType fargate: a task on Fargate cannot have an Elastic IP (aws/containers-roadmap#311)",
    "remove it to use an NLB with the Elastic IPs, or write launchType: ec2",
  ],
  "ec2-with-nlb-addresses": [
    "is not possible with launchType ec2: its instances have the addresses themselves",
    "remove it, or write launchType: fargate to use an NLB",
  ],
  "fargate-with-instance-type": [
    "has no effect with launchType fargate, which has no instances",
    "remove it, or write launchType: ec2",
  ],
  "task-backend-https": ({ color }: { color: string }) => [
    "is for HTTPS, but the container connects to its backend by plain HTTP",
    `write port: 80 for ${color}`,
  ],
  "task-backend-public": [
    "requires a fixed public address for egress, which tasks do not have",
    "remove it, or write private",
  ],
  "image-unreachable": ({ egress }: { egress: string }) => [
    `cannot be pulled: with egress ${egress}, ECR is the only reachable registry`,
    egress === "existing"
      ? "push it to ECR, or give the private subnets a route to a NAT gateway"
      : "push it to ECR, or write egress: { kind: nat }",
  ],
});
