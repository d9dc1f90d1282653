import * as v from "valibot";
import { RETENTION_DAYS } from "../network/flow-logs";
import { budgetSection, usageSection } from "../../cost/settings";
import { dnsSchema } from "../dns/settings";
import { hostsSchema } from "../internal-host/settings";
import { jumpboxSchema } from "../jumpbox/settings";
import { backendSchema, entrySchema } from "../front-door/settings";
import { imageSchema } from "../image/settings";

/*
 * The shape of `Pulumi.<stack>.yaml`: which settings there are, of which type, with which defaults.
 * Errors, the types of the program and the completion of editors (holdfast.schema.json) come from it.
 * What a setting means, and which go together, is in validate-*.ts.
 */

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

export const addressesSchema = v.pipe(
  v.strictObject({
    protect: v.optional(
      v.pipe(
        v.boolean(),
        v.description(
          "Whether no update and no destroy releases an address. false in development, so that destroy works.",
        ),
      ),
      true,
    ),
    adopt: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description(
          "Address key -> allocation id of an Elastic IP that exists already; it is never released. Keys that are not named get a new address.",
        ),
        v.examples([{ "egress-a": "eipalloc-0123456789abcdef0" }]),
      ),
      {},
    ),
    allowRelease: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description("Keys of addresses that an update may give up for good."),
        v.examples([["egress-b"]]),
      ),
      [],
    ),
    reverseDns: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description(
          "Address key -> fully qualified name for reverse DNS. Its A record must already point to the address.",
        ),
        v.examples([{ "egress-a": "static.example.com" }]),
      ),
      {},
    ),
  }),
  v.description(
    "The inventory of Elastic IPs that partners allow-list. An address has a key for good: `egress-a` is what traffic from zone a comes from, `entry-a1` what clients connect to. See docs/network.md.",
  ),
);

export const tagsSchema = v.pipe(
  v.record(v.string(), v.string()),
  v.description(
    "Tags of every resource, beside `Name`, its name in the stack, and those that begin with `holdfast:`.",
  ),
  v.examples([{ owner: "platform" }]),
);

/** The sections of `Pulumi.<stack>.yaml`, each a key `holdfast:<section>`. */
export const sections = {
  network: networkSchema,
  addresses: addressesSchema,
  entry: entrySchema,
  image: imageSchema,
  backend: backendSchema,
  dns: dnsSchema,
  jumpbox: jumpboxSchema,
  internalHosts: hostsSchema,
  tags: tagsSchema,
  budget: budgetSection,
  usage: usageSection,
} as const;

/** `network` as it was written, with the defaults filled in. */
export type NetworkSettings = v.InferOutput<typeof networkSchema>;
/** `addresses` as it was written, with the defaults filled in. */
export type AddressesSettings = v.InferOutput<typeof addressesSchema>;
/** `tags` as it was written. */
export type TagsSettings = v.InferOutput<typeof tagsSchema>;
