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
 * - `private`: through internal load balancers, over VPC peering if the VPCs differ, by a name in a private zone that
 *   is associated with the front door's VPC only ($0.50 a month).
 * - `public`: through internet-facing load balancers, by a name in an existing public zone. Traffic leaves AWS's
 *   private network ($0.09 per GB out, and $3.65 a month for each address of a load balancer).
 */
export type Reach =
  | { readonly kind: "private"; readonly zone: pulumi.Input<string> }
  | {
      readonly kind: "public";
      readonly zone: pulumi.Input<string>;
      readonly zoneId: pulumi.Input<string>;
    };

/** The front door resolves a DNS name to the live colour. */
export interface RecordSwitch {
  readonly kind: "record";
  readonly reach: Reach;
  /** Time to live of the live record. @default 10 */
  readonly ttlSeconds?: number | undefined;
  /** Time limit for a colour to become healthy before it goes live. @default 600 */
  readonly gateTimeoutSeconds?: number | undefined;
}

/**
 * What distributes clients between the colours.
 *
 * - `record`: a name with weighted records, behind a gate.
 * - `frontDoor`: the front door itself, by its own weights and with its own gate. It takes `colors`. Colours are
 *   private, and clients connect to them directly.
 */
export type Switch = RecordSwitch | FrontDoorSwitch;

interface FrontDoorSwitch {
  readonly kind: "frontDoor";
  /**
   * Whether traffic reaches the colours from the front door's VPC, which then needs a peering with the colours' own
   * VPCs. @default true
   */
  readonly peered?: boolean | undefined;
}

interface CommonArgs {
  /** The colour that gets all clients, or percentages that add up to 100. */
  readonly live: Color | Weights;
  readonly switch: Switch;
  /** VPC of the front door. */
  readonly frontDoor: Network;
  /**
   * Sources that may connect to the colours, by names for security group rules: the CIDRs of the front door, or its
   * clients if the front door preserves their addresses.
   */
  readonly clients: Readonly<Record<string, Client>>;
  /**
   * How long a removed colour keeps serving after traffic has moved away. For a record: its time to live, the
   * resolver's refresh and the longest connection. With `frontDoor`: only the deregistration delay, during which a
   * deregistered instance keeps its existing connections.
   *
   * @default 120
   */
  readonly drainSeconds?: number | undefined;
  /**
   * Whether AWS refuses to delete the load balancer of a colour that serves clients. An update or a destroy that
   * removes the colour turns this off first. Existing load balancers are never changed. @default false
   */
  readonly deletionProtection?: boolean | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** Arguments of `BlueGreen`: the same for all layouts, and where the colours are. */
export type BlueGreenArgs = CommonArgs & Placement;

/** A colour with its own VPC. */
export interface OwnVpcColor extends BackendSettings {
  /** IPv4 block, /16 to /24, that does not overlap the VPCs of the front door and of the other colour. */
  readonly cidr: string;
  /** @default - none */
  readonly egress?: Egress | undefined;
  /** VPC flow logs of all traffic. @default - none */
  readonly flowLogs?: { readonly retentionDays: FlowLogRetentionDays } | undefined;
}

/** VPC layout of the colours. */
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
      /** Existing colours, anywhere: the stack creates no VPC, auto scaling group or peering. */
      readonly layout: "existing";
      readonly colors: Readonly<Partial<Record<Color, ExistingColor>>>;
    };

/** An existing backend with a DNS name, by `backendFrom`; or instances that need a load balancer. */
export type ExistingColor = ColorBackend | ExistingTargetsSettings;

/** An existing colour, live or not. */
export interface LiveColor {
  /** Share of new connections, in percent. */
  readonly weight: number;
  readonly backend: ColorBackend;
  /**
   * Resources that the colour consists of and is reached by. A drain depends on these, and the resources that route
   * clients to the colour depend on the drain. They are therefore deleted in reverse order.
   */
  readonly parts: readonly pulumi.Resource[];
}

/** Existing instances: an auto scaling group, or a target group that no load balancer uses. */
export interface ExistingTargetsSettings {
  readonly targets:
    | { readonly kind: "autoScalingGroup"; readonly name: pulumi.Input<string> }
    | { readonly kind: "targetGroup"; readonly arn: pulumi.Input<string> };
  readonly vpcId: pulumi.Input<string>;
  /** IPv4 blocks of the VPC, for the egress rules of the load balancer. */
  readonly cidrs: readonly string[];
  /** Subnets of the VPC for the load balancer, one in each zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Ports of the targets and of their health checks. @default - `port` */
  readonly targetPorts?: readonly number[] | undefined;
  /** Port of the load balancer's listener, and of the instances of an auto scaling group. */
  readonly port: number;
  readonly healthPath: string;
  /** `none` if an ALB of the front door forwards to the targets. */
  readonly loadBalancer: { readonly kind: "nlb" } | { readonly kind: "none" };
}

/** Arguments of `ExistingTargets`: the targets, and who connects to their load balancer. */
export type ExistingTargetsArgs = ExistingTargetsSettings &
  Pick<BalancerArgs, "clientele" | "clients" | "drainSeconds" | "deletionProtection" | "tags">;
