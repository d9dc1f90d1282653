import type * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { named } from "../tags";
import type { BackendArgs, LoadBalancing } from "./backend-settings";

/** HTTPS of TLS 1.2 and 1.3 with forward secrecy only. */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** Seconds between health checks; two in a row decide, so a change takes 10 to 20 seconds. */
const CHECK_SECONDS = 10;

/** What a colour's load balancer, targets and their groups are to each other. */
export interface Balanced {
  readonly loadBalancer: LoadBalancer;
  readonly targetGroup: TargetGroup;
  readonly listener: Listener;
  /** Of the instances: admits the load balancer only, on one port. */
  readonly instances: SecurityGroup;
}

/** Whether instances speak TLS: behind an ALB if clients do, behind an NLB if the port is HTTPS's. */
export function targetsSpeakTls(loadBalancer: LoadBalancing, port: number): boolean {
  return loadBalancer.kind === "alb" ? loadBalancer.certificateArn !== undefined : port === 443;
}

/** Creates what is in front of a colour's instances, and who may speak to whom. */
export function createLoadBalancer(
  name: string,
  args: BackendArgs,
  parent: pulumi.Resource,
): Balanced {
  const { vpc, port, healthPath, loadBalancer: mode, tags } = args;
  const options = { parent };
  const tls = targetsSpeakTls(mode, port);
  const balancerName = `${name}-${mode.kind}`;
  const internal = args.facing === "internal";

  const group = (role: string, description: string) =>
    new SecurityGroup(
      `${name}-${role}`,
      { vpcId: vpc.vpcId, description, tags: named(`${name}-${role}`, tags) },
      options,
    );
  const front = group(mode.kind, "Load balancer: the front door in, its instances out");
  const instances = group("instances", "Instances: their load balancer in");
  admit(name, args, { front, instances }, options);

  const loadBalancer = new LoadBalancer(
    balancerName,
    {
      loadBalancerType: mode.kind === "alb" ? "application" : "network",
      internal,
      subnets: Object.values(internal ? vpc.privateSubnets : vpc.publicSubnets).map(({ id }) => id),
      // An NLB that was born without a security group never gets one.
      securityGroups: [front.id],
      // Headers and requests that two servers could read in two ways are how smuggling works.
      ...(mode.kind === "alb"
        ? { dropInvalidHeaderFields: true, desyncMitigationMode: "defensive" }
        : {}),
      tags: named(balancerName, tags),
    },
    // One that faces the internet needs its VPC's internet gateway.
    { ...options, dependsOn: internal ? [] : vpc },
  );
  const targetGroup = new TargetGroup(
    `${name}-targets`,
    {
      vpcId: vpc.vpcId,
      targetType: "instance",
      port,
      protocol: mode.kind === "nlb" ? "TCP" : tls ? "HTTPS" : "HTTP",
      deregistrationDelay: args.drainSeconds,
      // Its clients are proxies, whose addresses say nothing; without them, answers always go back
      // through the NLB, also for a client in the same VPC.
      ...(mode.kind === "nlb" ? { preserveClientIp: "false" } : {}),
      healthCheck: {
        protocol: tls ? "HTTPS" : "HTTP",
        path: healthPath,
        matcher: "200",
        interval: CHECK_SECONDS,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
      tags: named(`${name}-targets`, tags),
    },
    options,
  );
  const listenerName = `${name}-listener-${port}`;
  const listener = new Listener(
    listenerName,
    {
      loadBalancerArn: loadBalancer.arn,
      port,
      ...listenerProtocol(mode),
      defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      tags: named(listenerName, tags),
    },
    options,
  );
  return { loadBalancer, targetGroup, listener, instances };
}

function listenerProtocol(mode: LoadBalancing) {
  if (mode.kind === "nlb") return { protocol: "TCP" };
  if (mode.certificateArn === undefined) return { protocol: "HTTP" };
  return { protocol: "HTTPS", certificateArn: mode.certificateArn, sslPolicy: TLS_POLICY };
}

/** Clients to the load balancer, the load balancer to instances; one port all the way, nothing else. */
function admit(
  name: string,
  { clients, port, loadBalancer: { kind }, tags }: BackendArgs,
  { front, instances }: { front: SecurityGroup; instances: SecurityGroup },
  options: pulumi.CustomResourceOptions,
): void {
  const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port };
  for (const [client, cidrIpv4] of Object.entries(clients)) {
    const ruleName = `${name}-${kind}-from-${client}`;
    new SecurityGroupIngressRule(
      ruleName,
      {
        securityGroupId: front.id,
        description: `From ${client}`,
        cidrIpv4,
        ...tcp,
        tags: named(ruleName, tags),
      },
      options,
    );
  }
  new SecurityGroupEgressRule(
    `${name}-${kind}-to-instances`,
    {
      securityGroupId: front.id,
      description: "To the instances",
      referencedSecurityGroupId: instances.id,
      ...tcp,
      tags: named(`${name}-${kind}-to-instances`, tags),
    },
    options,
  );
  new SecurityGroupIngressRule(
    `${name}-instances-from-${kind}`,
    {
      securityGroupId: instances.id,
      description: "From the load balancer",
      referencedSecurityGroupId: front.id,
      ...tcp,
      tags: named(`${name}-instances-from-${kind}`, tags),
    },
    options,
  );
}
