import type { Tags } from "../tags";
import type { Egress, GatewayEndpointService } from "./egress";
import type { FlowLogRetentionDays } from "./flow-logs";

/** Arguments of `Vpc`. */
export interface VpcArgs {
  /** IPv4 block, /16 to /24. */
  readonly cidr: string;
  /** Names of at least two availability zones, in any order. */
  readonly availabilityZones: readonly string[];
  /** Egress of private subnets. */
  readonly egress: Egress;
  /**
   * Flow logs of all traffic, to CloudWatch Logs ($0.50 per GB ingested, us-east-1).
   *
   * @default - none
   */
  readonly flowLogs?: { readonly retentionDays: FlowLogRetentionDays } | undefined;
  /** @default - public subnets, and no endpoint */
  readonly frontDoor?: FrontDoorNeeds | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** Subnets and endpoints that the VPC provides for its front door. */
export interface FrontDoorNeeds {
  /** Tier of its subnets, which get the routes to and from it. */
  readonly tier: "public" | "private";
  /**
   * Services that it reaches without internet access, with any `egress`. Services that `egress` also names get one
   * endpoint. An interface endpoint costs $0.01 an hour for each zone (us-east-1).
   */
  readonly interfaceEndpoints: readonly string[];
  readonly gatewayEndpoints: readonly GatewayEndpointService[];
}
