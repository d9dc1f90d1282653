import { measureAndLog } from "../../function/scheduled-function";

/** What the function works with, by ARN. Each may also be a pattern that IAM understands. */
interface FollowerResources {
  readonly targetGroupArns: readonly string[];
  readonly bucketArn: string;
  readonly logGroupArn: string;
  readonly deadLetterQueueArn: string;
}

/** The object that the function keeps what it knows in. */
export const STATE_KEY = "addresses.json";

/**
 * What the function that follows addresses may do: register and deregister targets of the groups named,
 * read and write one object, write to one log group, send to one queue, and put metrics in one namespace.
 */
export function followerPolicy(resources: FollowerResources) {
  const { targetGroupArns, bucketArn, logGroupArn, deadLetterQueueArn } = resources;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OwnTargets",
        Effect: "Allow",
        Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
        Resource: [...targetGroupArns],
      },
      {
        // It has no resource-level permissions: a policy can only allow it for all resources.
        Sid: "TargetHealth",
        Effect: "Allow",
        Action: "elasticloadbalancing:DescribeTargetHealth",
        Resource: "*",
      },
      {
        Sid: "State",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: `${bucketArn}/${STATE_KEY}`,
      },
      {
        // Without it S3 says of an object that is not there that it may not be read. Such a request names
        // no prefix, and this is all that the bucket holds.
        Sid: "StateMissing",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: bucketArn,
      },
      ...measureAndLog(logGroupArn),
      {
        Sid: "DeadLetters",
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: deadLetterQueueArn,
      },
    ],
  };
}
