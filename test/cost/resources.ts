import type { LineItem } from "../../cost/billing";
import { type Estimate, estimate } from "../../cost/estimate";
import type { Resource } from "../../stack/resource";
import type { UsageSettings } from "../../cost/usage";

const STACK = "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev";

/** A resource of a program without components. */
export const resource = (
  type: string,
  name: string,
  inputs: Record<string, unknown> = {},
  more: Partial<Resource> = {},
): Resource => ({
  type,
  name,
  urn: `urn:pulumi:dev::p::${type}::${name}`,
  parent: STACK,
  inputs,
  ...more,
});

/** As many resources as there are names, all alike. */
export const several = (
  type: string,
  names: readonly string[],
  inputs: Record<string, unknown> = {},
): Resource[] => names.map((name) => resource(type, name, inputs));

/** An estimate for us-east-1, of a stack with only the given usage. */
export function priced(
  resources: readonly Resource[],
  usage: UsageSettings = {},
  region = "us-east-1",
): Estimate {
  return estimate(resources, {
    region,
    usage: { ...NOTHING, ...usage },
    today: new Date("2026-11-21T12:00:00Z"),
  });
}

const NOTHING: UsageSettings = {
  ingressGb: 0,
  egressGb: 0,
  newConnectionsPerSecond: 0,
  activeConnections: 0,
  crossAzGb: 0,
  natGb: 0,
  endpointGb: 0,
  dnsQueriesMillions: 0,
  flowLogsGb: 0,
  logsGb: 0,
  s3Gb: 0,
  messagesMillions: 0,
  lambdaRequests: 0,
  lambdaSeconds: 0,
};

/** Lines as `what: quantity x price = amount`. */
export const bill = ({ lines }: { readonly lines: readonly LineItem[] }): string[] =>
  lines.map(
    ({ what, quantity, unitPrice, monthly }) => `${what}: ${quantity} x ${unitPrice} = ${monthly}`,
  );

export const EIP = "aws:ec2/eip:Eip";
export const NAT = "aws:ec2/natGateway:NatGateway";
export const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const GROUP = "aws:autoscaling/group:Group";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const INSTANCE = "aws:ec2/instance:Instance";
export const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";

/** Machines of types and in a region that the book has no prices of: 18 c7g.4xlarge and 20 r7g.8xlarge. */
export const UNPRICED_FLEET: readonly Resource[] = [
  resource(TEMPLATE, "web", { instanceType: "c7g.4xlarge" }, { id: "lt-web" }),
  resource(GROUP, "web", {
    launchTemplate: { id: "lt-web" },
    desiredCapacity: 18,
    region: "us-east-2",
  }),
  ...Array.from({ length: 20 }, (_, index) =>
    resource(INSTANCE, `cache-${index}`, { instanceType: "r7g.8xlarge", region: "us-east-2" }),
  ),
];
