import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network/network";
import type { Client } from "../network/security-groups";
import type { Color } from "./plan-blue-green";
import type { Tags } from "../tags";

/**
 * - `alb`: terminates TLS with the certificate, and re-encrypts to the instances without verifying their certificate.
 *   Without a certificate everything is plain HTTP, which is for development. $16.43 a month, and $5.84 per capacity
 *   unit (us-east-1).
 * - `nlb`: passes TCP through, TLS terminates at the instances. A new target gets traffic after 3 to 5 minutes.
 *   $16.43 a month, and $4.38 per capacity unit.
 * - `none`: instances and a target group, for an existing load balancer. The owner of the load balancer adds an
 *   ingress rule to the instances' security group. Scaling by requests is not possible.
 */
export type LoadBalancing =
  | {
      readonly kind: "alb";
      readonly certificateArn?: pulumi.Input<string> | undefined;
      /** How long it keeps an idle connection open, in seconds. @default 60 */
      readonly idleTimeoutSeconds?: number | undefined;
    }
  | { readonly kind: "nlb" }
  | { readonly kind: "none" };

/**
 * Clients of a colour's load balancer.
 *
 * - `proxies`: forward what they receive. The load balancer listens on the instances' port, and an ALB uses the
 *   protocol of the clients for the instances too.
 * - `web`: browsers and other web clients, through a front door that keeps the ports. An ALB listens on 443 if it has
 *   a certificate, and redirects port 80 to 443. Otherwise it listens on 80. Instances use TLS if their port is 443.
 */
export type Clientele = "proxies" | "web";

/** Scaling target: mean CPU in percent, or requests per minute for each instance. */
export type Scaling =
  | { readonly kind: "cpu"; readonly percent: number }
  | { readonly kind: "albRequests"; readonly perTarget: number };

/** Settings of a colour, with any layout. */
export interface BackendSettings {
  readonly instanceType: pulumi.Input<string>;
  /**
   * AMI id, or `resolve:ssm:` and the name of a parameter that contains one.
   *
   * @default - the newest Amazon Linux 2023 at each launch
   */
  readonly image?: pulumi.Input<string> | undefined;
  /**
   * User data, at most 16 KiB. The instance must serve on `port` and answer 200 on `healthPath`.
   *
   * @default - the demonstration server
   */
  readonly userData?: pulumi.Input<string> | undefined;
  /** Version that the demonstration server reports. @default "1" */
  readonly version?: string | undefined;
  /** Minimum number of instances, over all zones. */
  readonly min: number;
  readonly max: number;
  /** @default - 60 % of CPU */
  readonly scaling?: Scaling | undefined;
  readonly loadBalancer: LoadBalancing;
  /** Port of the instances. */
  readonly port: number;
  readonly healthPath: string;
  /**
   * Port of the load balancer's HTTP health checks of `healthPath`. An application that requires PROXY protocol
   * headers needs a separate port, because health checks of a target group have no such header.
   *
   * @default - `port`
   */
  readonly healthPort?: number | undefined;
}

export interface BackendArgs extends BackendSettings {
  readonly color: Color;
  readonly vpc: Network;
  /** Whether the load balancer is in private or public subnets. Instances are always in private subnets. */
  readonly facing: "internal" | "internet";
  /** @default "proxies" */
  readonly clientele?: Clientele | undefined;
  /** Sources that may connect to the load balancer, by names for security group rules. */
  readonly clients: Readonly<Record<string, Client>>;
  /** Deregistration delay: how long a deregistered instance keeps its existing connections, 0 to 3600 seconds. */
  readonly drainSeconds: number;
  /** Deletion protection of the load balancer. @default - none, now or later */
  readonly deletionProtection?: ColorProtection | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/**
 * Deletion protection of a colour's load balancer: `live` is on, `idle` is off because the colour serves no
 * clients.
 */
export type ColorProtection = "live" | "idle";

/** Arguments of a load balancer and its target group, for created and existing targets. */
export type BalancerArgs = Pick<
  BackendArgs,
  | "vpc"
  | "loadBalancer"
  | "facing"
  | "clientele"
  | "clients"
  | "port"
  | "healthPath"
  | "healthPort"
  | "drainSeconds"
  | "deletionProtection"
  | "tags"
>;
