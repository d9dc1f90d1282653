import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network/network";
import type { Tags } from "../tags";
import type { Client } from "../network/security-groups";
import type { Color, Weights } from "./plan-blue-green";
import type { Egress } from "../network/egress";
import type { FlowLogRetentionDays } from "../network/flow-logs";
import type { ColorBackend } from "./color-backend";
import type { BackendSettings, BalancerArgs } from "./backend-settings";

/**
 * How the front door reaches the colours.
 *
 * - `private`: through internal load balancers, over peerings where the VPCs differ, by a name in a
 *   private zone that only the front door's VPC sees ($0.50 a month).
 * - `public`: through load balancers that face the internet, by a name in an existing zone. Traffic
 *   goes out and in again ($0.09 per GB out, and $3.65 a month for each address of a load balancer).
 */
export type Reach =
  | { readonly kind: "private"; readonly zone: pulumi.Input<string> }
  | {
      readonly kind: "public";
      readonly zone: pulumi.Input<string>;
      readonly zoneId: pulumi.Input<string>;
    };

/** A name that the front door resolves leads to the live colour. */
export interface RecordSwitch {
  readonly kind: "record";
  readonly reach: Reach;
  /** Time to live of the live record. @default 10 */
  readonly ttlSeconds?: number | undefined;
  /** How long a colour that goes live may take until it can serve. @default 600 */
  readonly gateTimeoutSeconds?: number | undefined;
}

/**
 * Who shares clients out between the colours.
 *
 * - `record`: a name with weighted records, behind a gate.
 * - `frontDoor`: the front door itself, by weights of its own and behind a gate of its own; it takes `colors`.
 *   Colours are reached in private, and serve clients that come as they are.
 */
export type Switch = RecordSwitch | FrontDoorSwitch;

interface FrontDoorSwitch {
  readonly kind: "frontDoor";
  /**
   * Whether what leads clients to the colours is in the front door's VPC, which then needs a way to VPCs of
   * their own. @default true
   */
  readonly peered?: boolean | undefined;
}

interface CommonArgs {
  /** The colour that all clients get, or percentages that add up to 100. */
  readonly live: Color | Weights;
  readonly switch: Switch;
  /** VPC of the front door. */
  readonly frontDoor: Network;
  /**
   * The sources that the colours admit, by names for security group rules: the CIDRs of the front door, or its
   * clients if the front door preserves their addresses.
   */
  readonly clients: Readonly<Record<string, Client>>;
  /**
   * How long a colour that is removed goes on after nothing leads to it any more: for a record its time
   * to live, the resolver's refresh and the longest connection. With `frontDoor` only how long an instance that
   * leaves may go on with connections that it has.
   *
   * @default 120
   */
  readonly drainSeconds?: number | undefined;
  /**
   * Whether AWS refuses to delete the load balancer of a colour that gets clients. An update or a destroy that removes
   * the colour turns this off first. Existing load balancers are never changed. @default false
   */
  readonly deletionProtection?: boolean | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** Arguments of `BlueGreen`: the same for all layouts, and where the colours are. */
export type BlueGreenArgs = CommonArgs & Placement;

/** A colour with a VPC of its own. */
export interface OwnVpcColor extends BackendSettings {
  /** IPv4 block from /16 to /24 that overlaps neither the front door's nor the other colour's. */
  readonly cidr: string;
  /** @default - none */
  readonly egress?: Egress | undefined;
  /** Logs of all traffic of its VPC. @default - none */
  readonly flowLogs?: { readonly retentionDays: FlowLogRetentionDays } | undefined;
}

/** Where the colours are. */
export type Placement =
  | {
      readonly layout: "vpcPerColor";
      readonly colors: Readonly<Partial<Record<Color, OwnVpcColor>>>;
    }
  | {
      /** In the front door's VPC. */
      readonly layout: "sharedVpc";
      readonly colors: Readonly<Partial<Record<Color, BackendSettings>>>;
    }
  | {
      /** Existing colours, anywhere: no VPC, auto scaling group or peering is created. */
      readonly layout: "existing";
      readonly colors: Readonly<Partial<Record<Color, ExistingColor>>>;
    };

/** An existing backend with a DNS name, by `backendFrom`; or instances that need a load balancer. */
export type ExistingColor = ColorBackend | ExistingTargetsSettings;

/** A colour that is there, whether clients get it or not. */
export interface LiveColor {
  /** Share of new connections, in percent. */
  readonly weight: number;
  readonly backend: ColorBackend;
  /**
   * What it is made of and reached by. A drain depends on these, and on it what leads clients to the
   * colour, so that they go in the opposite order.
   */
  readonly parts: readonly pulumi.Resource[];
}

/** Existing instances: an auto scaling group, or a target group that no load balancer uses. */
export interface ExistingTargetsSettings {
  readonly targets:
    | { readonly kind: "autoScalingGroup"; readonly name: pulumi.Input<string> }
    | { readonly kind: "targetGroup"; readonly arn: pulumi.Input<string> };
  readonly vpcId: pulumi.Input<string>;
  /** IPv4 blocks of the VPC, which the load balancer may connect to. */
  readonly cidrs: readonly string[];
  /** Subnets of the VPC for the load balancer, one for each zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Ports of the targets and of their health checks. @default - `port` */
  readonly targetPorts?: readonly number[] | undefined;
  /** Port that the load balancer listens on, and the instances of an auto scaling group. */
  readonly port: number;
  readonly healthPath: string;
  /** `none` if an ALB of the front door forwards to the targets. */
  readonly loadBalancer: { readonly kind: "nlb" } | { readonly kind: "none" };
}

/** Arguments of `ExistingTargets`: the targets, and who connects to their load balancer. */
export type ExistingTargetsArgs = ExistingTargetsSettings &
  Pick<BalancerArgs, "clientele" | "clients" | "drainSeconds" | "deletionProtection" | "tags">;
