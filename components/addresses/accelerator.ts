import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { Accelerator } from "@pulumi/aws/globalaccelerator/accelerator";
import { type PrivateBucket, createPrivateBucket, deleteAfterDays } from "../private-bucket";
import { type Tags, named } from "../tags";
import { ACCELERATOR_KEY } from "./address";

/** The accelerator of an inventory: a new one, or one that the inventory created earlier. */
export interface AcceleratorArgs {
  /**
   * ARN of an accelerator that this inventory created earlier, to import it again.
   *
   * @default - a new accelerator
   */
  readonly arn?: string | undefined;
  /** Whether its protection is removed, so that a later update can delete it. @default false */
  readonly releaseAllowed?: boolean | undefined;
  /** Flow logs, in a bucket. @default - no flow logs */
  readonly flowLogs?: { readonly retentionDays: number } | undefined;
}

/** The accelerator, as a front door uses it. */
export interface StaticAccelerator {
  readonly arn: pulumi.Input<string>;
  readonly dnsName: pulumi.Input<string>;
  /** Hosted zone id of `dnsName`. */
  readonly zoneId: pulumi.Input<string>;
  /** The two addresses, by the keys `entry-accelerator-1` and `entry-accelerator-2`. */
  readonly addresses: Readonly<Record<string, pulumi.Input<string>>>;
}

/** An accelerator that the inventory creates. */
export interface InventoryAccelerator extends StaticAccelerator {
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Global Accelerator assigns two addresses, each from a separate network zone. */
const ADDRESSES = [1, 2];

const LOGS_PREFIX = "flow-logs";

/**
 * Creates `<name>`, an accelerator. It keeps its addresses as long as it exists. With flow logs it also creates
 * `<name>-logs`, a private bucket with an expiry rule.
 *
 * No configuration change replaces it. With `protect`, no update and no destroy deletes it unless its release is
 * allowed.
 */
export function createAccelerator(
  name: string,
  {
    parent,
    protect,
    tags,
    arn,
    releaseAllowed = false,
    flowLogs,
  }: AcceleratorArgs & {
    readonly parent: pulumi.ComponentResource;
    readonly protect: boolean;
    readonly tags: Tags | undefined;
  },
): InventoryAccelerator {
  const logs = flowLogs && createFlowLogs(`${name}-logs`, { parent, tags, ...flowLogs });
  const kept = protect && !releaseAllowed;
  const accelerator = new Accelerator(
    name,
    {
      // The name need not be unique, and a random name would not match on import.
      name,
      // Set even when off: an omitted attribute would leave logs on.
      attributes: logs
        ? {
            flowLogsEnabled: true,
            flowLogsS3Bucket: logs.bucket.bucket,
            flowLogsS3Prefix: LOGS_PREFIX,
          }
        : { flowLogsEnabled: false },
      tags: named(name, {
        ...tags,
        "holdfast:key": ACCELERATOR_KEY,
        ...(releaseAllowed && { "holdfast:release": "allowed" }),
      }),
    },
    {
      parent,
      protect: kept,
      retainOnDelete: kept,
      ...(arn !== undefined && { import: arn }),
      // AWS tests write access when flow logs are enabled.
      dependsOn: logs ? [logs.policy] : [],
    },
  );
  const addresses = accelerator.ipSets.apply((sets) =>
    sets.flatMap(({ ipAddresses = [] }) => ipAddresses).sort(),
  );
  return {
    arn: accelerator.arn,
    dnsName: accelerator.dnsName,
    zoneId: accelerator.hostedZoneId,
    addresses: Object.fromEntries(
      ADDRESSES.map((number, index) => [
        `${ACCELERATOR_KEY}-${number}`,
        addresses.apply((all) => all[index]!),
      ]),
    ),
  };
}

/** Creates the bucket that the log delivery of this account may write to, below the prefix only. */
function createFlowLogs(
  name: string,
  {
    parent,
    tags,
    retentionDays,
  }: {
    readonly parent: pulumi.ComponentResource;
    readonly tags: Tags | undefined;
    readonly retentionDays: number;
  },
): PrivateBucket {
  const { accountId } = getCallerIdentityOutput({}, { parent });
  const delivery = {
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
  };
  const fromHere = {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:logs:*:${accountId}:*` },
  };
  const logs = createPrivateBucket(name, {
    parent,
    tags,
    statements: (bucketArn) => [
      {
        Sid: "LogDelivery",
        ...delivery,
        Action: "s3:PutObject",
        Resource: pulumi.interpolate`${bucketArn}/${LOGS_PREFIX}/AWSLogs/${accountId}/*`,
        Condition: {
          ...fromHere,
          StringEquals: {
            ...fromHere.StringEquals,
            "s3:x-amz-acl": "bucket-owner-full-control",
          },
        },
      },
      {
        Sid: "LogDeliveryCheck",
        ...delivery,
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: bucketArn,
        Condition: fromHere,
      },
    ],
  });
  deleteAfterDays(name, logs, retentionDays, parent);
  return logs;
}
