import { problemTexts } from "../../settings/problem";

export const ecsProblem = problemTexts({
  "not-an-endpoint": [
    "must be a lower-case host name and a port",
    "write an endpoint such as live.holdfast.internal:80",
  ],
  "image-tag-latest": [
    "is another image tomorrow: tasks that start later would run what nobody rolled out",
    "write a tag that stays, or a digest",
  ],
  "fargate-with-instance-addresses": [
    "is impossible with launchType fargate: there are no instances, and AWS lets no task on Fargate hold an Elastic IP (aws/containers-roadmap#311)",
    "take it out, and an NLB has them; or write launchType: ec2",
  ],
  "ec2-with-nlb-addresses": [
    "is not what launchType ec2 is for: its instances have the addresses themselves",
    "take it out; or write launchType: fargate, which has an NLB in front",
  ],
  "fargate-with-instance-type": [
    "is impossible with launchType fargate, which has no instances",
    "take it out, or write launchType: ec2",
  ],
  "task-backend-https": ({ color }: { color: string }) => [
    "is for HTTPS, and the container speaks plain HTTP to its backend",
    `write port: 80 for ${color}`,
  ],
  "task-backend-public": [
    "needs a public address that the backend knows wherever HAProxy runs, which tasks do not have",
    "take it out, or write private",
  ],
  "image-unreachable": ({ egress }: { egress: string }) => [
    `cannot be pulled: with egress ${egress} tasks reach no registry but ECR`,
    egress === "existing"
      ? "push it to ECR, or give the private subnets a route to a NAT gateway"
      : "push it to ECR, or write egress: { kind: nat }",
  ],
});
