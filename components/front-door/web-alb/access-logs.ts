import * as pulumi from "@pulumi/pulumi";
import { type PrivateBucket, createPrivateBucket, deleteAfterDays } from "../../private-bucket";
import { arnPrefix } from "../../settings/partition";
import type { Tags } from "../../tags";

interface AccessLogsArgs {
  readonly parent: pulumi.ComponentResource;
  readonly region: string;
  readonly accountId: pulumi.Output<string>;
  readonly retentionDays: number;
  readonly tags: Tags | undefined;
}

/**
 * Creates `<name>`: a private bucket that load balancers of this account and region may write their
 * access logs to, below `AWSLogs/<account>/`, and the rule that deletes these after `retentionDays`. A load
 * balancer waits for `policy`. Storage costs $0.023 per GB and month; delivery costs nothing.
 */
export function createAccessLogs(
  name: string,
  { parent, region, accountId, retentionDays, tags }: AccessLogsArgs,
): PrivateBucket {
  const logs = createPrivateBucket(name, {
    parent,
    tags,
    statements: (bucketArn) => [
      {
        Sid: "LogDelivery",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: {
            "aws:SourceArn": pulumi.interpolate`${arnPrefix(region)}:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`,
          },
        },
      },
    ],
  });
  deleteAfterDays(name, logs, retentionDays, parent);
  return logs;
}
