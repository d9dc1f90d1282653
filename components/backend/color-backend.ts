import * as pulumi from "@pulumi/pulumi";

/**
 * What a front door needs of a colour of the backend: `Backend` creates one, `backendFrom` describes one that
 * exists.
 */
export interface ColorBackend {
  /** Name that resolves to it; empty where only a load balancer of the front door forwards to it. */
  readonly dnsName: pulumi.Input<string>;
  /** This and the next four are left out where there is no load balancer. */
  readonly loadBalancerArn?: pulumi.Input<string> | undefined;
  /** As metrics name it. */
  readonly loadBalancerArnSuffix?: pulumi.Input<string> | undefined;
  /** @default - what the front door is told of both colours */
  readonly loadBalancerType?: "alb" | "nlb" | undefined;
  /** Whether an accelerator can pass clients' addresses on to it: not to an NLB without security groups. @default true */
  readonly preservesClientIp?: boolean | undefined;
  /** What the gate asks about, and what an ALB of the front door forwards to. */
  readonly targetGroupArn?: pulumi.Input<string> | undefined;
  /** As metrics name it. */
  readonly targetGroupArnSuffix?: pulumi.Input<string> | undefined;
  /** Gets a rule for an ALB of the front door. @default - the rule is for the owner of the instances to add */
  readonly instancesSecurityGroupId?: pulumi.Input<string> | undefined;
  /** That the load balancer listens on, or instances do. */
  readonly port: number;
  /** Path that answers 200 while it is healthy. */
  readonly healthPath: string;
}

export interface BackendFromArgs {
  /** Name of a load balancer, or any other name that resolves to the colour. */
  readonly dnsName: pulumi.Input<string>;
  /** Of an ALB or an NLB. @default - the name is not a load balancer's, or of another account */
  readonly loadBalancerArn?: pulumi.Input<string> | undefined;
  readonly loadBalancerType?: "alb" | "nlb" | undefined;
  /** Whether the load balancer has security groups. @default true */
  readonly hasSecurityGroups?: boolean | undefined;
  /** That the load balancer forwards to. @default - nothing gates a switch to the colour */
  readonly targetGroupArn?: pulumi.Input<string> | undefined;
  /** @default 443 */
  readonly port?: number | undefined;
  /** @default "/health" */
  readonly healthPath?: string | undefined;
}

/**
 * Describes a backend that exists, for a colour of `BlueGreen`. It creates nothing and looks nothing up.
 *
 * @example
 * ```ts
 * const blue = backendFrom({
 *   dnsName: "shop-1234567890.eu-west-1.elb.amazonaws.com",
 *   loadBalancerArn:
 *     "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188",
 *   targetGroupArn:
 *     "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/73e2d6bc24d8a067",
 * });
 * ```
 */
export function backendFrom(args: BackendFromArgs): ColorBackend {
  const { loadBalancerArn, targetGroupArn, hasSecurityGroups, ...rest } = args;
  return {
    ...rest,
    loadBalancerArn,
    loadBalancerArnSuffix: loadBalancerArn && suffixOf(loadBalancerArn, "loadbalancer/"),
    preservesClientIp: hasSecurityGroups ?? true,
    targetGroupArn,
    targetGroupArnSuffix: targetGroupArn && suffixOf(targetGroupArn, ""),
    port: args.port ?? DEFAULT_PORT,
    healthPath: args.healthPath ?? DEFAULT_HEALTH_PATH,
  };
}

export const DEFAULT_PORT = 443;
export const DEFAULT_HEALTH_PATH = "/health";

/** The part of an ARN that metrics name it by: `app/<name>/<id>`, or `targetgroup/<name>/<id>`. */
const suffixOf = (arn: pulumi.Input<string>, prefix: string): pulumi.Output<string> =>
  pulumi.output(arn).apply((known) => known.split(":").at(-1)!.slice(prefix.length));
