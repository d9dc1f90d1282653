import * as pulumi from "@pulumi/pulumi";
import { Record as DnsRecord } from "@pulumi/aws/route53/record";
import { nameInZone } from "../dns/zone-names";
import type { Owner } from "../network/security-groups";
import { renderUserData } from "../front-door/proxy/node-user-data";
import type { PolicyStatement } from "../front-door/proxy/node-role";
import { regionOf } from "../network/plan-subnets";
import { arnPrefix } from "../settings/partition";
import type { Access } from "./access";

/** Placeholder address (RFC 5737), which the name resolves to while the jumpbox is off. */
export const PLACEHOLDER_ADDRESS = "192.0.2.1";

const TTL_SECONDS = 60;

/** The DNS name of a jumpbox, which the jumpbox itself updates. */
interface BootRecord {
  readonly hostname: pulumi.Output<string>;
  /** Permissions to change the record. */
  readonly statements: readonly PolicyStatement[];
  readonly userData: pulumi.Output<string>;
  /** Resources that must exist before it boots. */
  readonly needed: readonly pulumi.Resource[];
}

/**
 * Creates `<name>-name`: a record whose value the jumpbox sets. At each boot, a script on it writes the public
 * address that AWS has assigned, and at each stop a placeholder, so that the name never resolves to the next user of
 * the address. The jumpbox may change this A record, and nothing else in the zone.
 */
export function createBootRecord(
  { name, parent, vpc }: Owner,
  { record, zone }: Access & { kind: "public" },
): BootRecord {
  const hostname = nameInZone(record, zone.name);
  const region = regionOf(Object.keys(vpc.publicSubnets)[0]!);
  const dns = new DnsRecord(
    `${name}-name`,
    {
      zoneId: zone.id,
      name: hostname,
      type: "A",
      ttl: TTL_SECONDS,
      records: [PLACEHOLDER_ADDRESS],
    },
    { parent, ignoreChanges: ["records"] },
  );
  const statement: PolicyStatement = {
    Sid: "OwnName",
    Effect: "Allow",
    Action: "route53:ChangeResourceRecordSets",
    Resource: pulumi.interpolate`${arnPrefix(region)}:route53:::hostedzone/${zone.id}`,
    Condition: {
      "ForAllValues:StringEquals": {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": [hostname],
        "route53:ChangeResourceRecordSetsRecordTypes": ["A"],
        "route53:ChangeResourceRecordSetsActions": ["UPSERT"],
      },
    },
  };
  const userData = pulumi.all([zone.id, hostname]).apply(([zoneId, ownName]) =>
    renderUserData({
      programs: [
        "lib/common.sh",
        "bin/holdfast-name",
        "systemd/holdfast-name.service",
        "systemd/holdfast-.service.d/sandbox.conf",
      ],
      environment: {
        AWS_REGION: region,
        HOLDFAST_NODE: name,
        HOLDFAST_ZONE_ID: zoneId,
        HOLDFAST_RECORD: ownName,
        HOLDFAST_TTL: TTL_SECONDS,
      },
      unit: "holdfast-name.service",
    }),
  );
  return { hostname, statements: [statement], userData, needed: [dns] };
}
