import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network/network";
import type { Client } from "../network/security-groups";
import type { Color } from "./plan-blue-green";
import type { Tags } from "../tags";

/**
 * - `alb`: ends TLS with the certificate and opens it anew to the instances, whose own certificate it
 *   does not check. Without a certificate everything is plain HTTP, which is for development.
 *   $16.43 a month, and $5.84 per capacity unit (us-east-1).
 * - `nlb`: passes TCP through, TLS ends at the instances; new targets take 3 to 5 minutes to get traffic.
 *   $16.43 a month, and $4.38 per capacity unit.
 * - `none`: instances and a target group, for a load balancer of others. Whoever forwards to the target
 *   group opens the instances' security group; scaling cannot follow requests.
 */
export type LoadBalancing =
  | {
      readonly kind: "alb";
      readonly certificateArn?: pulumi.Input<string> | undefined;
      /** How long it keeps a connection that is silent. @default 60 */
      readonly idleTimeoutSeconds?: number | undefined;
    }
  | { readonly kind: "nlb" }
  | { readonly kind: "none" };

/**
 * Who the clients of a colour's load balancer are.
 *
 * - `proxies`: pass through what they get. It listens on the instances' port, and an ALB speaks to
 *   instances as clients speak to it.
 * - `web`: browsers and the like, through a front door that changes no port. An ALB listens on 443 if it
 *   has a certificate and sends port 80 there, else on 80. Instances speak TLS if their port is 443.
 */
export type Clientele = "proxies" | "web";

/** What the number of instances follows: their mean CPU in percent, or requests a minute for each. */
export type Scaling =
  | { readonly kind: "cpu"; readonly percent: number }
  | { readonly kind: "albRequests"; readonly perTarget: number };

/** What a colour is made of, wherever it is. */
export interface BackendSettings {
  readonly instanceType: pulumi.Input<string>;
  /**
   * AMI id, or `resolve:ssm:` and the name of a parameter that has one.
   *
   * @default - the newest Amazon Linux 2023 at each launch
   */
  readonly image?: pulumi.Input<string> | undefined;
  /**
   * At most 16 KiB. It must serve on `port` and answer 200 on `healthPath`.
   *
   * @default - the demonstration server
   */
  readonly userData?: pulumi.Input<string> | undefined;
  /** What the demonstration server says that it is. @default "1" */
  readonly version?: string | undefined;
  /** Instances, over all zones. */
  readonly min: number;
  readonly max: number;
  /** @default - 60 % of CPU */
  readonly scaling?: Scaling | undefined;
  readonly loadBalancer: LoadBalancing;
  /** That instances listen on. */
  readonly port: number;
  readonly healthPath: string;
  /**
   * Where the load balancer asks for `healthPath`, by HTTP. An application that requires the header of PROXY protocol
   * needs it, because the checks of a target group have none.
   *
   * @default - `port`
   */
  readonly healthPort?: number | undefined;
}

export interface BackendArgs extends BackendSettings {
  readonly color: Color;
  readonly vpc: Network;
  /** Whether the load balancer is in private or in public subnets. Instances are in private ones. */
  readonly facing: "internal" | "internet";
  /** @default "proxies" */
  readonly clientele?: Clientele | undefined;
  /** Who may connect to the load balancer, by names that security group rules get. */
  readonly clients: Readonly<Record<string, Client>>;
  /** How long an instance that leaves may go on with connections that it has, 0 to 3600. */
  readonly drainSeconds: number;
  /** Of the load balancer. @default - none, now or later */
  readonly deletionProtection?: ColorProtection | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/**
 * Whether AWS refuses to delete a colour's load balancer: `live` while it does, `idle` while it does not because the
 * colour gets no clients.
 */
export type ColorProtection = "live" | "idle";

/** What a load balancer and its target group are made from, whoever's the targets are. */
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
