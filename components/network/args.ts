import type { Tags } from "../tags";
import type { Egress, GatewayEndpointService } from "./egress";
import type { FlowLogRetentionDays } from "./flow-logs";

/** Arguments of `Vpc`. */
export interface VpcArgs {
  /** IPv4 block from /16 to /24. */
  readonly cidr: string;
  /** Names of at least two availability zones, in any order. */
  readonly availabilityZones: readonly string[];
  /** How private subnets reach what is outside. */
  readonly egress: Egress;
  /**
   * Flow logs of all traffic, to CloudWatch Logs ($0.50 per GB taken in, us-east-1).
   *
   * @default - none
   */
  readonly flowLogs?: { readonly retentionDays: FlowLogRetentionDays } | undefined;
  /** @default - in the public subnets, and needs no endpoint */
  readonly frontDoor?: FrontDoorNeeds | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** Subnets and endpoints that the VPC provides for its front door. */
export interface FrontDoorNeeds {
  /** Its subnets: what leads to it from elsewhere, and from it, is made for these. */
  readonly tier: "public" | "private";
  /**
   * Services that it reaches without the internet, whatever `egress` is; what that names as well is
   * there once. An interface endpoint costs $0.01 an hour for each zone (us-east-1).
   */
  readonly interfaceEndpoints: readonly string[];
  readonly gatewayEndpoints: readonly GatewayEndpointService[];
}
