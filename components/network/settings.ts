import * as v from "valibot";
import type { EgressMode, ExistingEgress } from "./egress";
import { type ExistingSettings, existingSchema } from "./existing/settings";
import { type FlowLogRetentionDays, RETENTION_DAYS } from "./flow-logs";

const gatewayEndpoints = v.pipe(
  v.array(
    v.picklist(
      ["s3", "dynamodb"],
      "must be s3 or dynamodb, the only services with gateway endpoints. Write others in interfaceEndpoints, with egress kind privatelink",
    ),
  ),
  v.description("Services with gateway endpoints, which are free."),
);

const nat = v.strictObject({
  kind: v.literal("nat"),
  gateways: v.optional(
    v.pipe(
      v.picklist(["perAz", "single", "regional"]),
      v.description(
        "perAz: a NAT gateway in each zone. single: one for all zones. regional: one that spans the zones.",
      ),
    ),
    "perAz",
  ),
  zone: v.optional(
    v.pipe(
      v.string(),
      v.description("With `gateways: single`: zone of the NAT gateway. Default: the first."),
      v.examples(["us-east-1a"]),
    ),
  ),
  gatewayEndpoints: v.optional(gatewayEndpoints, []),
});

const privatelink = v.strictObject({
  kind: v.literal("privatelink"),
  interfaceEndpoints: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description(
        "AWS services, by short name, that private subnets reach through interface endpoints.",
      ),
    ),
    ["ssm", "ssmmessages", "ec2messages", "kms", "monitoring", "logs", "cloudformation"],
  ),
  gatewayEndpoints: v.optional(gatewayEndpoints, ["s3", "dynamodb"]),
});

const none = v.strictObject({ kind: v.literal("none") });

const existing = v.pipe(
  v.strictObject({ kind: v.literal("existing") }),
  v.description(
    "The egress of the existing VPC, unchanged. The only possible kind with `network.existing`. The allow-list gets the public addresses of its NAT gateways.",
  ),
);

export const networkSchema = v.pipe(
  v.strictObject({
    cidr: v.exactOptional(
      v.pipe(
        v.string(),
        v.description(
          "The VPC's IPv4 block, from /16 to /24. It cannot be changed later. Default: required without `existing`.",
        ),
        v.examples(["10.20.0.0/16"]),
      ),
    ),
    availabilityZones: v.exactOptional(
      v.pipe(
        v.union(
          [v.number(), v.array(v.string())],
          "must be a number of availability zones (2 to 8), or a list of their names",
        ),
        v.description(
          "Number of availability zones (2 to 8), or a list of their names. Default: `2`.",
        ),
        v.examples([2, ["us-east-1a", "us-east-1b"]]),
      ),
    ),
    egress: v.exactOptional(
      v.pipe(
        v.variant("kind", [nat, privatelink, none, existing]),
        v.description(
          "Egress of private subnets: through NAT gateways (nat), to AWS services only (privatelink), or none. Default: `kind: nat`; with `existing`, `kind: existing`.",
        ),
      ),
    ),
    flowLogs: v.exactOptional(
      v.pipe(
        v.strictObject({
          retentionDays: v.pipe(
            v.picklist(RETENTION_DAYS),
            v.description("Retention of the flow logs in CloudWatch Logs, in days."),
            v.examples([30]),
          ),
        }),
        v.description("Flow logs of the VPC, and of the colours' own VPCs. Default: off."),
      ),
    ),
    existing: v.exactOptional(existingSchema),
  }),
  v.description("The VPC: its address range, availability zones and egress. See docs/network.md."),
);

/** `network` as written. */
export type NetworkSection = v.InferOutput<typeof networkSchema>;

/** `network`, with defaults filled in. */
export type NetworkSettings =
  OwnNetworkSettings | { readonly existing: ExistingSettings; readonly cidr?: undefined };

/** Settings of a VPC that the stack creates. */
export interface OwnNetworkSettings {
  readonly existing?: undefined;
  readonly cidr: string;
  readonly availabilityZones: NonNullable<NetworkSection["availabilityZones"]>;
  readonly egress: Exclude<NonNullable<NetworkSection["egress"]>, { readonly kind: "existing" }>;
  readonly flowLogs?: NetworkSection["flowLogs"];
}

/** Fills in defaults. */
export function completeNetwork(section: NetworkSection): NetworkSettings {
  const { existing, cidr = "", availabilityZones = 2, egress, flowLogs } = section;
  if (existing) return { existing };
  return {
    cidr,
    availabilityZones,
    egress:
      egress === undefined || egress.kind === "existing"
        ? { kind: "nat", gateways: "perAz", gatewayEndpoints: [] }
        : egress,
    ...(flowLogs && { flowLogs }),
  };
}

/** `network`, with the names of its zones as looked up. */
export type NetworkConfig = OwnNetworkConfig | ExistingNetworkConfig;

/** A VPC that the stack creates. */
export interface OwnNetworkConfig {
  readonly existing?: undefined;
  /** IPv4 block of the VPC, from /16 to /24. */
  readonly cidr: string;
  /** Names of two to eight availability zones, sorted. */
  readonly availabilityZones: readonly string[];
  readonly egress: EgressMode;
  /** Off if absent. */
  readonly flowLogs?: { readonly retentionDays: FlowLogRetentionDays } | undefined;
}

/** An existing VPC, as looked up. */
export interface ExistingNetworkConfig {
  readonly existing: ExistingVpc;
  /** Primary IPv4 block of the VPC. */
  readonly cidr: string;
  /** Names of the zones of its subnets, sorted. */
  readonly availabilityZones: readonly string[];
  readonly egress: ExistingEgress;
}

/** Ids of an existing VPC, its subnets and route tables. */
export interface ExistingVpc {
  readonly vpcId: string;
  /** Subnets by availability zone. */
  readonly publicSubnets: Readonly<Record<string, ExistingSubnet>>;
  readonly privateSubnets: Readonly<Record<string, ExistingSubnet>>;
  /** Route tables of the tier, without duplicates: ids by themselves. */
  readonly publicRouteTables: Readonly<Record<string, string>>;
  readonly privateRouteTables: Readonly<Record<string, string>>;
}

export interface ExistingSubnet {
  readonly id: string;
  readonly cidr: string;
}

/** The network as other sections see it. An existing VPC is looked up. */
export type CheckedNetwork = OwnNetworkSettings | ExistingNetworkConfig;
