import * as pulumi from "@pulumi/pulumi";

/**
 * A colour of the backend, as a front door uses it: `Backend` creates one, `backendFrom` describes an existing one.
 */
export interface ColorBackend {
  /** DNS name of the colour. Empty if only a load balancer of the front door forwards to it. */
  readonly dnsName: pulumi.Input<string>;
  /** ARN of its load balancer. This and the next four are undefined without one. */
  readonly loadBalancerArn?: pulumi.Input<string> | undefined;
  /** ARN suffix of the load balancer, for metrics. */
  readonly loadBalancerArnSuffix?: pulumi.Input<string> | undefined;
  /** @default - the type that the front door is given for both colours */
  readonly loadBalancerType?: "alb" | "nlb" | undefined;
  /**
   * Whether an accelerator can preserve client addresses. It cannot with an NLB without security groups. @default
   * true
   */
  readonly preservesClientIp?: boolean | undefined;
  /** Target group that the gate checks, and that an ALB of the front door forwards to. */
  readonly targetGroupArn?: pulumi.Input<string> | undefined;
  /** ARN suffix of the target group, for metrics. */
  readonly targetGroupArnSuffix?: pulumi.Input<string> | undefined;
  /** Security group that gets a rule for an ALB of the front door. @default - the owner of the instances adds the rule */
  readonly instancesSecurityGroupId?: pulumi.Input<string> | undefined;
  /** Port of the load balancer or of the instances. */
  readonly port: number;
  /** Path that returns 200 while the colour is healthy. */
  readonly healthPath: string;
}

/** Arguments of `backendFrom`: an existing endpoint as a colour. */
export interface BackendFromArgs {
  /** DNS name of a load balancer, or another name that resolves to the colour. */
  readonly dnsName: pulumi.Input<string>;
  /** ARN of the ALB or NLB. @default - none: the name has no load balancer, or one in another account */
  readonly loadBalancerArn?: pulumi.Input<string> | undefined;
  readonly loadBalancerType?: "alb" | "nlb" | undefined;
  /** Whether the load balancer has security groups. @default true */
  readonly hasSecurityGroups?: boolean | undefined;
  /** Target group that the load balancer forwards to. @default - none: a switch to the colour has no gate */
  readonly targetGroupArn?: pulumi.Input<string> | undefined;
  /** @default 443 */
  readonly port?: number | undefined;
  /** Path that returns 200 while the colour is healthy. @default "/health" */
  readonly healthPath?: string | undefined;
}

/**
 * Describes an existing backend, for a colour of `BlueGreen`. It creates no resources and looks nothing up.
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

/** ARN suffix for metrics: `app/<name>/<id>`, or `targetgroup/<name>/<id>`. */
const suffixOf = (arn: pulumi.Input<string>, prefix: string): pulumi.Output<string> =>
  pulumi.output(arn).apply((known) => known.split(":").at(-1)!.slice(prefix.length));
