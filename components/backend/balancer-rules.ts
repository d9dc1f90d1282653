import type * as pulumi from "@pulumi/pulumi";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { allowPathMtu, peerOf } from "../network/security-groups";
import { named } from "../tags";
import type { BackendArgs, BalancerArgs } from "./backend-settings";
import { planPorts } from "./balancer-ports";

const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });

/** Whether targets see client addresses. Addresses of proxies have no use there. */
export const keepsClientAddresses = ({ loadBalancer, clientele }: BalancerArgs): boolean =>
  loadBalancer.kind === "nlb" && clientele === "web";

/** Allows clients to connect to the load balancer, and routers to send it path MTU messages. */
export function admitClients(
  name: string,
  args: BalancerArgs,
  front: SecurityGroup,
  options: pulumi.CustomResourceOptions,
): void {
  const { clients, clientele, facing, loadBalancer, port: own, tags } = args;
  // Between VPCs of a region, no packet is too large for a proxy; for an internet gateway it can be.
  if (clientele === "web" || facing === "internet") {
    allowPathMtu(`${name}-${loadBalancer.kind}`, front, tags, options);
  }
  for (const { port } of planPorts(args)) {
    for (const [client, peer] of Object.entries(clients)) {
      const plain = `${name}-${loadBalancer.kind}-from-${client}`;
      const withPort = `${plain}-${port}`;
      const [ruleName, otherName] = clientele === "web" ? [withPort, plain] : [plain, withPort];
      new SecurityGroupIngressRule(
        ruleName,
        {
          securityGroupId: front.id,
          description: `From ${client}`,
          ...peerOf(peer),
          ...tcp(port),
          tags: named(ruleName, tags),
        },
        {
          ...options,
          // With another front door, the same rule had the other name, and AWS has no rule twice.
          aliases: port === own ? [{ name: otherName }] : [],
          // A front door in other subnets stands beside the former one, whose rule goes with it.
          replaceOnChanges: ["cidrIpv4"],
        },
      );
    }
  }
}

/**
 * Allows traffic from clients to the load balancer, and from there to the instances, and nothing else.
 *
 * @returns the rules that health checks need
 */
export function allowTraffic(
  name: string,
  args: BackendArgs,
  { front, instances }: { front: SecurityGroup; instances: SecurityGroup },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { port, healthPort = port } = args;
  admitClients(name, args, front, options);
  // Behind an NLB that preserves client addresses, path MTU messages of clients go to the instances.
  if (keepsClientAddresses(args)) allowPathMtu(`${name}-instances`, instances, args.tags, options);
  const clients = allowToInstances(name, args, { front, instances }, { port, suffix: "" }, options);
  if (healthPort === port) return clients;
  const checks = { port: healthPort, suffix: "-health" };
  return allowToInstances(name, args, { front, instances }, checks, options);
}

function allowToInstances(
  name: string,
  { loadBalancer: { kind }, tags }: BackendArgs,
  { front, instances }: { front: SecurityGroup; instances: SecurityGroup },
  { port, suffix }: { port: number; suffix: string },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const [egress, ingress] = [
    `${name}-${kind}-to-instances${suffix}`,
    `${name}-instances-from-${kind}${suffix}`,
  ];
  const out = new SecurityGroupEgressRule(
    egress,
    {
      securityGroupId: front.id,
      description: "To the instances",
      referencedSecurityGroupId: instances.id,
      ...tcp(port),
      tags: named(egress, tags),
    },
    options,
  );
  const into = new SecurityGroupIngressRule(
    ingress,
    {
      securityGroupId: instances.id,
      description: "From the load balancer",
      referencedSecurityGroupId: front.id,
      ...tcp(port),
      tags: named(ingress, tags),
    },
    options,
  );
  return [out, into];
}
