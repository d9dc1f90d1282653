import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { Accelerator } from "@pulumi/aws/globalaccelerator/accelerator";
import { type PrivateBucket, createPrivateBucket, deleteAfterDays } from "../private-bucket";
import { type Tags, named } from "../tags";
import { ACCELERATOR_KEY } from "./address";

/** The accelerator of an inventory: a new one, or one that the inventory created earlier. */
export interface AcceleratorArgs {
  /**
   * ARN of the one that this inventory made earlier and that is to be taken back into it.
   *
   * @default - a new one
   */
  readonly arn?: string | undefined;
  /** Whether its protection is lifted, so that a later update may delete it. @default false */
  readonly releaseAllowed?: boolean | undefined;
  /** Logs of its connections, in a bucket. @default - none are written */
  readonly flowLogs?: { readonly retentionDays: number } | undefined;
}

/** An accelerator, as a front door needs it. */
export interface StaticAccelerator {
  readonly arn: pulumi.Input<string>;
  readonly dnsName: pulumi.Input<string>;
  /** Of the hosted zone of `dnsName`. */
  readonly zoneId: pulumi.Input<string>;
  /** Its two addresses, by the keys `entry-accelerator-1` and `entry-accelerator-2`. */
  readonly addresses: Readonly<Record<string, pulumi.Input<string>>>;
}

/** An accelerator that the inventory creates. */
export interface InventoryAccelerator extends StaticAccelerator {
  readonly arn: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
}

/** AWS gives an accelerator two addresses, each served by a network zone of its own. */
const ADDRESSES = [1, 2];

const LOGS_PREFIX = "flow-logs";

/**
 * Creates `<name>`: an accelerator, whose addresses are its own for as long as it exists; with flow logs also
 * `<name>-logs`, a private bucket, and the rule that empties it.
 *
 * Nothing that can be configured replaces it. With `protect`, no update and no destroy deletes it, unless it
 * is allowed to go.
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
      // Its name need not be unique; a random one would not match when it is taken in again.
      name,
      // Said even when off: leaving it out would leave logs on.
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
      // AWS tries to write when logs are turned on, and refuses if it may not.
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

/** The bucket, below whose prefix the delivery of logs of this account may write. */
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
