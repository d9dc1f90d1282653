import * as t from "../../../stack/types";
import { type Plan, ref } from "../plan";
import type { Fault } from "./fault";

const EXPRESSION = "aws-scheduler-schedule-require-expression";
const schedule = (name: string, got: string) =>
  `schedule of ${name} should be such as rate(5 minutes) or cron(0 18 ? * SUN-THU *), got ${got}; correct it`;

const USER_DATA = "aws-ec2-instance-require-small-user-data";
const userData = (name: string, bytes: number) =>
  `user data of ${name} should have at most 16384 bytes, got ${bytes}; compress it, or fetch a part of it`;

const FARGATE = "aws-ecs-task-definition-require-fargate-size";
const task = (plan: Plan, cpu: string, memory: string) =>
  plan.add("task", t.TASK_DEFINITION, {
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    cpu,
    memory,
  });

const PRINCIPAL = "aws-iam-role-require-principal";
const trust = (statement: object) => (plan: Plan) =>
  plan.set("role", {
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "sts:AssumeRole", ...statement },
    }),
  });
const distrust = (got: string) =>
  `trust policy of role role should state who may assume it, got ${got}; correct it`;

const VARIABLES = "aws-lambda-function-require-variable-names";
const SIZES = "aws-autoscaling-group-require-size-in-bounds";

export const VALIDITY_FAULTS: readonly Fault[] = [
  ...["rate(1 minutes)", "rate(5 minute)", "cron(0 18 * * SUN-THU *)", "cron(60 18 ? * * *)"].map(
    (scheduleExpression) => ({
      title: `a schedule runs at ${scheduleExpression}`,
      policy: EXPRESSION,
      plant: (plan: Plan) => plan.add("evening-off", t.SCHEDULE, { scheduleExpression }),
      messages: [schedule("evening-off", scheduleExpression)],
    }),
  ),
  {
    title: "an event rule has a cron expression of Unix",
    policy: EXPRESSION,
    plant: (plan) => plan.add("nightly", t.EVENT_RULE, { scheduleExpression: "cron(0 3 * * *)" }),
    messages: [schedule("nightly", "cron(0 3 * * *)")],
  },
  {
    title: "a group's scheduled action has a cron expression of EventBridge",
    policy: EXPRESSION,
    plant: (plan) => plan.set("evening", { recurrence: "cron(0 18 ? * SUN-THU *)" }),
    messages: [
      "schedule of evening should be such as 0 18 * * 0-4, got cron(0 18 ? * SUN-THU *); correct it",
    ],
  },
  {
    title: "an instance has user data of 16 KiB and one byte, of characters of two",
    policy: USER_DATA,
    plant: (plan) => plan.set("proxy-a", { userData: `x${"é".repeat(8192)}` }),
    messages: [userData("proxy-a", 16_385)],
  },
  {
    title: "a launch template has user data of 17,000 bytes in base64",
    policy: USER_DATA,
    plant: (plan) =>
      plan.set("template", { userData: Buffer.alloc(17_000, "x").toString("base64") }),
    messages: [userData("template", 17_000)],
  },
  {
    title: "a group's minimum is above its maximum",
    policy: SIZES,
    plant: (plan) => plan.set("servers", { minSize: 7 }),
    messages: [
      "sizes of servers should have minSize at most maxSize, got 7 and 6; change one of them",
    ],
  },
  {
    title: "a group wants more than its maximum",
    policy: SIZES,
    plant: (plan) => plan.set("servers", { desiredCapacity: 9 }),
    messages: [
      "sizes of servers should have desiredCapacity at most maxSize, got 9 and 6; change one of them",
    ],
  },
  {
    title: "a scheduled action wants less than its minimum",
    policy: SIZES,
    plant: (plan) => plan.set("evening", { minSize: 1 }),
    messages: [
      "sizes of evening should have minSize at most desiredCapacity, got 1 and 0; change one of them",
    ],
  },
  {
    title: "an ALB is in a single subnet of another stack",
    policy: "aws-lb-load-balancer-require-two-zones",
    plant: (plan) => plan.set("alb", { subnets: ["subnet-0a1b2c3d"] }),
    messages: [
      "load balancer alb should be in at least 2 availability zones, got that of subnet-0a1b2c3d; add a subnet of another zone",
    ],
  },
  {
    title: "two listeners of a load balancer have one port",
    policy: "aws-lb-listener-disallow-same-port",
    plant: (plan) =>
      plan.add("again", t.LISTENER, {
        loadBalancerArn: ref("nlb", "arn"),
        protocol: "TLS",
        port: 443,
        defaultActions: [{ type: "forward", targetGroupArn: ref("blue-targets", "arn") }],
      }),
    messages: [
      "listener again should have its own port on nlb, got 443, which tcp has; use another",
    ],
  },
  ...[256, -1, 0.5].map((weight) => ({
    title: `a record's weight is ${weight}`,
    policy: "aws-route53-record-require-valid-weight",
    plant: (plan: Plan) => plan.set("live-blue", { weightedRoutingPolicies: [{ weight }] }),
    messages: [
      `weight of record live-blue should be a whole number from 0 to 255, got ${weight}; scale it`,
    ],
  })),
  {
    title: "an A record holds a name and a block",
    policy: "aws-route53-record-require-address",
    plant: (plan) =>
      plan.add("private", t.RECORD, {
        zoneId: ref("inside"),
        name: "private.internal",
        type: "A",
        ttl: 60,
        records: ["www.example.com", "10.0.0.1/32", "10.0.0.2"],
      }),
    messages: [
      "values of A record private should be IPv4 addresses, got www.example.com, 10.0.0.1/32; correct them",
    ],
  },
  {
    title: "an AAAA record holds an IPv4 address",
    policy: "aws-route53-record-require-address",
    plant: (plan) =>
      plan.add("six", t.RECORD, {
        zoneId: ref("inside"),
        name: "six.internal",
        type: "AAAA",
        ttl: 60,
        records: ["10.0.0.2", "2001:db8::1"],
      }),
    messages: ["values of AAAA record six should be IPv6 addresses, got 10.0.0.2; correct them"],
  },
  {
    title: "an ECS service has its minimum above its maximum",
    policy: "aws-ecs-service-require-healthy-bounds",
    plant: (plan) => plan.add("web", t.ECS_SERVICE, { deploymentMaximumPercent: 50 }),
    messages: [
      "minimum healthy percent of web should be at most the maximum percent, got 100 and 50; change one",
    ],
  },
  {
    title: "a Fargate task has too little memory for its CPU",
    policy: FARGATE,
    plant: (plan) => task(plan, "1024", "1024"),
    messages: [
      "memory of task task with 1024 CPU units should be 2048 to 8192 MiB in steps of 1024, got 1024; change it",
    ],
  },
  {
    title: "a small Fargate task has memory between two steps",
    policy: FARGATE,
    plant: (plan) => task(plan, "256", "1536"),
    messages: [
      "memory of task task with 256 CPU units should be 512, 1024 or 2048, got 1536; change it",
    ],
  },
  {
    title: "a Fargate task has CPU units that there are none of",
    policy: FARGATE,
    plant: (plan) => task(plan, "300", "512"),
    messages: [
      "CPU of task task should be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300; use one of these",
    ],
  },
  {
    title: "a function's variable has a space in its name, and another is Lambda's own",
    policy: VARIABLES,
    plant: (plan) =>
      plan.set("function", {
        environment: { variables: { "TABLE NAME": "t", AWS_REGION: "us-east-1", TABLE_NAME: "t" } },
      }),
    messages: [
      "variables of function function should have valid names, got TABLE NAME, which has invalid characters; rename it",
      "variables of function function should have valid names, got AWS_REGION, which is Lambda's own; rename it",
    ],
  },
  {
    title: "a trust policy has a Principle",
    policy: PRINCIPAL,
    plant: trust({ Principle: { Service: "ec2.amazonaws.com" } }),
    messages: [distrust("the unknown key Principle")],
  },
  {
    title: "a trust policy has no principal",
    policy: PRINCIPAL,
    plant: trust({}),
    messages: [distrust("no Principal")],
  },
  {
    title:
      "a trust policy has a kind of principal that there is none of, and a service with a slip",
    policy: PRINCIPAL,
    plant: trust({
      Principal: {
        Services: "ec2.amazonaws.com",
        Service: ["ec2.amazonaws.co", "ec2.amazonaws.com"],
      },
    }),
    messages: [
      distrust("the unknown kind of principal Services"),
      distrust("the service ec2.amazonaws.co"),
    ],
  },
];
