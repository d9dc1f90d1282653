import type * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { named } from "../tags";
import type { BackendArgs, BalancerArgs } from "./backend-settings";
import { planPorts, targetsUseTls } from "./balancer-ports";
import { allowTraffic, keepsClientAddresses } from "./balancer-rules";
import { createUnprotect } from "./deletion-protection";

/** HTTPS with TLS 1.2 and 1.3, with forward secrecy only. */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** Health check interval. Two results in a row decide, so a change takes 10 to 20 seconds. */
const CHECK_SECONDS = 10;

/** Requests that two servers can parse differently allow request smuggling. */
export const STRICT_HTTP = {
  dropInvalidHeaderFields: true,
  desyncMitigationMode: "defensive",
} as const;

/** Redirects a client to the same URL over HTTPS. */
export const TO_HTTPS = {
  type: "redirect",
  redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
} as const;

/** Load balancer, target group and security groups of a colour. */
export interface LoadBalancedTargets {
  /** Undefined if an existing load balancer forwards to the targets. */
  readonly loadBalancer?: LoadBalancer | undefined;
  readonly listeners: readonly Listener[];
  readonly targetGroup: TargetGroup;
  /** Security group of the instances: allows the load balancer only, on one port. */
  readonly instances: SecurityGroup;
}

/** Creates a colour's target group, load balancer and security group rules. */
export function createLoadBalancedTargets(
  name: string,
  args: BackendArgs,
  parent: pulumi.Resource,
): LoadBalancedTargets {
  const options = { parent };
  const kind = args.loadBalancer.kind;
  const front =
    kind === "none" ? undefined : createGroup(`${name}-${kind}`, FRONT_DESCRIPTION, args, options);
  const instances = createGroup(`${name}-instances`, INSTANCES_DESCRIPTION, args, options);
  const rules = front ? allowTraffic(name, args, { front, instances }, options) : [];
  const loadBalancer = front && createBalancer(name, args, front, options);
  const targetGroup = createTargetGroup(name, args, {
    ...options,
    // A target group can have only one load balancer, and a replacement is created before the old one is deleted.
    replaceWith: loadBalancer ? [loadBalancer] : [],
  });
  const listeners = loadBalancer
    ? // A listener starts health checks. Where some instances pass before others, the group replaces the others.
      createListeners(name, args, loadBalancer, targetGroup, { ...options, dependsOn: rules })
    : [];
  return { loadBalancer, listeners, targetGroup, instances };
}

export const FRONT_DESCRIPTION = "Load balancer: the front door in, its instances out";
const INSTANCES_DESCRIPTION = "Instances: their load balancer in";

export function createGroup(
  name: string,
  description: string,
  { vpc, tags }: BalancerArgs,
  options: pulumi.CustomResourceOptions,
): SecurityGroup {
  return new SecurityGroup(
    name,
    { vpcId: vpc.vpcId, description, tags: named(name, tags) },
    options,
  );
}

/** Creates `<name>-<kind>`, and with protection from deletion `<name>-<kind>-unprotect` (command). */
export function createBalancer(
  name: string,
  { vpc, loadBalancer: mode, facing, deletionProtection, tags }: BalancerArgs,
  group: SecurityGroup,
  options: pulumi.CustomResourceOptions,
): LoadBalancer {
  const internal = facing === "internal";
  const balancerName = `${name}-${mode.kind}`;
  const loadBalancer = new LoadBalancer(
    balancerName,
    {
      loadBalancerType: mode.kind === "alb" ? "application" : "network",
      internal,
      subnets: Object.values(internal ? vpc.privateSubnets : vpc.publicSubnets).map(({ id }) => id),
      // An NLB that was created without a security group can never get one.
      securityGroups: [group.id],
      ...(mode.kind === "alb" ? STRICT_HTTP : {}),
      idleTimeout: mode.kind === "alb" ? mode.idleTimeoutSeconds : undefined,
      enableDeletionProtection: deletionProtection && deletionProtection === "live",
      tags: named(balancerName, tags),
    },
    // An internet-facing load balancer needs the internet gateway of its VPC.
    { ...options, dependsOn: internal ? [] : [...vpc.dependencies] },
  );
  // Also for an idle colour, which may be live when it is removed.
  if (deletionProtection) createUnprotect(balancerName, loadBalancer, options);
  return loadBalancer;
}

/**
 * Name of a colour's target group: that of its load balancer, which is the only one that AWS lets forward to it. Another
 * kind of load balancer gets another target group, beside the former one until that is deleted.
 */
export const targetGroupName = (
  name: string,
  { loadBalancer }: Pick<BalancerArgs, "loadBalancer">,
) => `${name}-${loadBalancer.kind === "none" ? "targets" : loadBalancer.kind}`;

/** Creates `<name>-<kind>`, or `<name>-targets` without a load balancer. */
export function createTargetGroup(
  name: string,
  args: BalancerArgs,
  options: pulumi.CustomResourceOptions,
): TargetGroup {
  const groupName = targetGroupName(name, args);
  const { vpc, port, healthPath, healthPort, loadBalancer, drainSeconds, tags } = args;
  const tls = targetsUseTls(args);
  return new TargetGroup(
    groupName,
    {
      vpcId: vpc.vpcId,
      targetType: "instance",
      port,
      protocol: loadBalancer.kind === "nlb" ? "TCP" : tls ? "HTTPS" : "HTTP",
      deregistrationDelay: drainSeconds,
      // Without preservation, responses always pass through the NLB, also to a client in the same VPC.
      preserveClientIp: loadBalancer.kind === "nlb" ? `${keepsClientAddresses(args)}` : undefined,
      healthCheck: {
        protocol: tls && healthPort === undefined ? "HTTPS" : "HTTP",
        port: healthPort === undefined ? undefined : `${healthPort}`,
        path: healthPath,
        matcher: "200",
        interval: CHECK_SECONDS,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
      tags: named(groupName, tags),
    },
    options,
  );
}

export function createListeners(
  name: string,
  args: BalancerArgs,
  loadBalancer: LoadBalancer,
  targetGroup: Pick<TargetGroup, "arn">,
  options: pulumi.CustomResourceOptions,
): Listener[] {
  const { loadBalancer: mode, tags } = args;
  return planPorts(args).map(({ port, protocol, redirects }) => {
    const listenerName = `${name}-listener-${port}`;
    const secure = protocol === "HTTPS" && mode.kind === "alb";
    return new Listener(
      listenerName,
      {
        loadBalancerArn: loadBalancer.arn,
        port,
        protocol,
        certificateArn: secure ? mode.certificateArn : undefined,
        sslPolicy: secure ? TLS_POLICY : undefined,
        defaultActions: [
          redirects ? TO_HTTPS : { type: "forward", targetGroupArn: targetGroup.arn },
        ],
        tags: named(listenerName, tags),
      },
      options,
    );
  });
}
