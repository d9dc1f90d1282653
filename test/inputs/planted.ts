import { gzipSync } from "node:zlib";
import { randomBytes } from "node:crypto";
import type { Values } from "./translate";

/** A mistake in one input of an otherwise valid resource. */
export interface Planted {
  readonly title: string;
  readonly type: string;
  readonly inputs: Values;
  readonly mistake: Values;
}

const planted =
  (type: string, inputs: Values) =>
  (title: string, mistake: Values): Planted => ({ title, type, inputs, mistake });

const SUBNETS = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const VPC = "vpc-0123456789abcdef0";
const GROUP = "sg-0123456789abcdef0";
const ROLE = "arn:aws:iam::123456789012:role/web";
const statement = (principal: Values): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", ...principal, Action: "sts:AssumeRole" }],
  });
const containers = (container: Values): string =>
  JSON.stringify([{ name: "web", image: "haproxy", essential: true, memory: 512, ...container }]);

const group = planted("aws:autoscaling/group:Group", {
  name: "web",
  minSize: 1,
  maxSize: 2,
  launchTemplate: { id: "lt-0123456789abcdef0", version: "1" },
  vpcZoneIdentifiers: SUBNETS,
});
const template = planted("aws:ec2/launchTemplate:LaunchTemplate", {
  name: "web",
  imageId: "ami-0123456789abcdef0",
  instanceType: "t4g.small",
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
});
const schedule = planted("aws:scheduler/schedule:Schedule", {
  name: "start",
  scheduleExpression: "cron(0 8 ? * MON-FRI *)",
  scheduleExpressionTimezone: "Europe/Berlin",
  flexibleTimeWindow: { mode: "OFF" },
  target: { arn: "arn:aws:scheduler:::aws-sdk:ec2:startInstances", roleArn: ROLE },
});
const task = planted("aws:ecs/taskDefinition:TaskDefinition", {
  family: "web",
  cpu: "256",
  memory: "512",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  executionRoleArn: ROLE,
  containerDefinitions: containers({}),
});
const balancer = planted("aws:lb/loadBalancer:LoadBalancer", {
  name: "web",
  loadBalancerType: "application",
  internal: true,
  subnets: SUBNETS,
  securityGroups: [GROUP],
});
const targets = planted("aws:lb/targetGroup:TargetGroup", {
  name: "web",
  port: 443,
  protocol: "TCP",
  vpcId: VPC,
  targetType: "ip",
  healthCheck: { protocol: "HTTP", path: "/", interval: 10, timeout: 5 },
});
const record = planted("aws:route53/record:Record", {
  zoneId: "Z0123456789ABCDEFGHI",
  name: "web.holdfast.dev",
  type: "A",
  ttl: 60,
  records: ["192.0.2.1"],
  setIdentifier: "blue",
  weightedRoutingPolicies: [{ weight: 100 }],
});
const check = planted("aws:route53/healthCheck:HealthCheck", {
  tags: { Name: "web" },
  ipAddress: "192.0.2.1",
  type: "HTTP",
  port: 9001,
  resourcePath: "/health",
  requestInterval: 10,
  failureThreshold: 3,
});
const bucket = planted("aws:s3/bucket:Bucket", { bucket: "holdfast-config" });
const parameter = planted("aws:ssm/parameter:Parameter", {
  name: "/holdfast/image",
  type: "String",
  insecureValue: "ami-0123456789abcdef0",
  dataType: "text",
});
const role = planted("aws:iam/role:Role", {
  name: "web",
  assumeRolePolicy: statement({ Principal: { Service: "ec2.amazonaws.com" } }),
});
const lambda = planted("aws:lambda/function:Function", {
  name: "follow",
  role: ROLE,
  handler: "index.handler",
  runtime: "nodejs24.x",
  timeout: 60,
  memorySize: 128,
  environment: { variables: { BUCKET: "holdfast" } },
});
const alarm = planted("aws:cloudwatch/metricAlarm:MetricAlarm", {
  name: "web",
  namespace: "AWS/Route53",
  metricName: "HealthCheckStatus",
  statistic: "Minimum",
  period: 60,
  evaluationPeriods: 1,
  threshold: 1,
  comparisonOperator: "LessThanThreshold",
  treatMissingData: "breaching",
});
const rule = planted("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
  securityGroupId: GROUP,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  cidrIpv4: "0.0.0.0/0",
  description: "Clients",
});
const endpoint = planted("aws:ec2/vpcEndpoint:VpcEndpoint", {
  vpcId: VPC,
  serviceName: "com.amazonaws.us-east-1.s3",
  vpcEndpointType: "Gateway",
});
const service = planted("aws:ecs/service:Service", {
  name: "web",
  cluster: "web",
  taskDefinition: "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1",
  desiredCount: 2,
  deploymentMaximumPercent: 200,
  deploymentMinimumHealthyPercent: 100,
});

const listener = planted("aws:lb/listener:Listener", {
  loadBalancerArn:
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/web/0123456789abcdef",
  port: 443,
  protocol: "TCP",
  defaultActions: [
    {
      type: "forward",
      targetGroupArn:
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef",
    },
  ],
});

const tags = (count: number): Values =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, "value"]));

/** 17 KiB of incompressible data. */
const LONG = gzipSync(randomBytes(17 * 1024)).toString("base64");

export const PLANTED: readonly Planted[] = [
  schedule("a rate of one in the plural", { scheduleExpression: "rate(1 minutes)" }),
  schedule("a cron expression of five fields", { scheduleExpression: "cron(0 8 * * *)" }),
  schedule("a schedule's name with a space", { name: "start now" }),
  task("a pair of CPU and memory that Fargate lacks", { memory: "4096" }),
  task("a typo in container definitions", {
    containerDefinitions: containers({ portMapings: [] }),
  }),
  template("an instance type that does not exist", { instanceType: "t9.small" }),
  template("a hop limit of 100", {
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 100 },
  }),
  template("a template's name with a space", { name: "web server" }),
  group("a minimum above the maximum", { minSize: 3 }),
  group("a health check type that does not exist", { healthCheckType: "HTTP" }),
  balancer("an ALB in one subnet", { subnets: SUBNETS.slice(0, 1) }),
  balancer("a name of 33 characters", { name: "w".repeat(33) }),
  targets("a port above 65535", { port: 70_000 }),
  targets("a health check each second", {
    healthCheck: { protocol: "HTTP", path: "/", interval: 1, timeout: 1 },
  }),
  targets("a protocol that does not exist", { protocol: "TPC" }),
  record("a weight above 255", { weightedRoutingPolicies: [{ weight: 256 }] }),
  record("an A record whose value is no address", { records: ["web.example.com"] }),
  record("a type of record that does not exist", { type: "ALIAS" }),
  check("a request interval of 15 seconds", { requestInterval: 15 }),
  check("11 tags on a health check", { tags: tags(11) }),
  bucket("a bucket's name in capitals", { bucket: "Holdfast-Config" }),
  parameter("a parameter's name with a space", { name: "/holdfast/the image" }),
  role("a typo of Principal in a trust policy", {
    assumeRolePolicy: statement({ Principle: { Service: "ec2.amazonaws.com" } }),
  }),
  role("a role's name of 65 characters", { name: "w".repeat(65) }),
  lambda("a variable's name with a space", { environment: { variables: { "MY BUCKET": "x" } } }),
  lambda("a time limit of 20 minutes", { timeout: 1200 }),
  lambda("a runtime that does not exist", { runtime: "nodejs99.x" }),
  alarm("a comparison that does not exist", { comparisonOperator: "LessThan" }),
  rule("ports the other way round", { fromPort: 443, toPort: 80 }),
  rule("a block with host bits", { cidrIpv4: "10.0.0.1/16" }),
  endpoint("an endpoint service that does not exist", {
    serviceName: "com.amazonaws.us-east-1.s33",
  }),
  endpoint("a type of endpoint that does not exist", { vpcEndpointType: "Private" }),
  service("a healthy minimum above the maximum", { deploymentMinimumHealthyPercent: 250 }),
  listener("a second listener on the port", { tags: { Name: "second" } }),
  template("user data of more than 16 KiB", { userData: LONG }),
];
