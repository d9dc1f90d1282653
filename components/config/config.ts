import type { AddressPlan } from "../addresses/plan-addresses";
import type { GatewayEndpointService } from "../network/egress";
import type { FlowLogRetentionDays } from "../network/flow-logs";

/** The configuration of a stack: checked, with defaults filled in and names looked up. */
export interface Config {
  /** AWS region, such as `us-east-1`. */
  readonly region: string;
  readonly network: NetworkConfig;
  readonly addresses: AddressesConfig;
  /** Tags of every resource: the configured ones and `holdfast:stack`. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface NetworkConfig {
  /** IPv4 block of the VPC, from /16 to /24. */
  readonly cidr: string;
  /** Names of two to eight availability zones, sorted. */
  readonly availabilityZones: readonly string[];
  readonly egress: EgressConfig;
  /** Off when absent. */
  readonly flowLogs?: { readonly retentionDays: FlowLogRetentionDays };
}

/** How private subnets reach what is outside their VPC. */
export type EgressConfig =
  | {
      readonly kind: "nat";
      readonly gateways: "perAz" | "regional";
      readonly gatewayEndpoints: readonly GatewayEndpointService[];
    }
  | {
      readonly kind: "nat";
      readonly gateways: "single";
      /** The zone of the one NAT gateway. */
      readonly zone: string;
      readonly gatewayEndpoints: readonly GatewayEndpointService[];
    }
  | {
      readonly kind: "privatelink";
      /** Short names of services. */
      readonly interfaceEndpoints: readonly string[];
      readonly gatewayEndpoints: readonly GatewayEndpointService[];
    }
  | { readonly kind: "none" };

/** What the update does with the stack's addresses, decided from what AWS holds for it now. */
export interface AddressesConfig extends AddressPlan {
  readonly protect: boolean;
}
