import * as v from "valibot";
import type { EgressMode } from "./egress";
import { type FlowLogRetentionDays, RETENTION_DAYS } from "./flow-logs";

const gatewayEndpoints = v.pipe(
  v.array(
    v.picklist(
      ["s3", "dynamodb"],
      "must be s3 or dynamodb, the only services with gateway endpoints; others go under interfaceEndpoints of egress kind privatelink",
    ),
  ),
  v.description("Services reached through gateway endpoints, which cost nothing."),
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
      v.description("The zone of the one NAT gateway of `gateways: single`. Default: the first."),
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
      v.description("AWS services, by short name, that private subnets reach through PrivateLink."),
    ),
    ["ssm", "ssmmessages", "ec2messages", "kms", "monitoring", "logs", "cloudformation"],
  ),
  gatewayEndpoints: v.optional(gatewayEndpoints, ["s3", "dynamodb"]),
});

const none = v.strictObject({ kind: v.literal("none") });

export const networkSchema = v.pipe(
  v.strictObject({
    cidr: v.pipe(
      v.string(),
      v.description("The VPC's IPv4 block, from /16 to /24. It cannot be changed later."),
      v.examples(["10.20.0.0/16"]),
    ),
    availabilityZones: v.optional(
      v.pipe(
        v.union(
          [v.number(), v.array(v.string())],
          "must be how many availability zones (2 to 8), or a list of their names",
        ),
        v.description("How many availability zones (2 to 8), or a list of their names."),
        v.examples([2, ["us-east-1a", "us-east-1b"]]),
      ),
      2,
    ),
    egress: v.optional(
      v.pipe(
        v.variant("kind", [nat, privatelink, none]),
        v.description(
          "How private subnets reach what is outside the VPC: through NAT gateways, to AWS services only (privatelink), or not at all (none).",
        ),
      ),
      { kind: "nat" },
    ),
    flowLogs: v.optional(
      v.pipe(
        v.strictObject({
          retentionDays: v.pipe(
            v.picklist(RETENTION_DAYS),
            v.description("Days that CloudWatch Logs keeps the flow logs for."),
            v.examples([30]),
          ),
        }),
        v.description("Logs of the VPC's traffic. Default: off."),
      ),
    ),
  }),
  v.description("The VPC: where it lies, and how outgoing traffic leaves it. See docs/network.md."),
);

/** `network` as written, with the defaults filled in. */
export type NetworkSettings = v.InferOutput<typeof networkSchema>;

/** `network` with the names of its zones, which AWS knows. */
export interface NetworkConfig {
  /** IPv4 block of the VPC, from /16 to /24. */
  readonly cidr: string;
  /** Names of two to eight availability zones, sorted. */
  readonly availabilityZones: readonly string[];
  readonly egress: EgressMode;
  /** Off when absent. */
  readonly flowLogs?: { readonly retentionDays: FlowLogRetentionDays } | undefined;
}
