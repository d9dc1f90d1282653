import type * as pulumi from "@pulumi/pulumi";

/**
 * Returns the trust policy of a role that one AWS service may assume. Services that act for many accounts also get a
 * condition, to prevent the confused deputy problem.
 *
 * @param service such as `ec2.amazonaws.com`, in every partition: see `@aws-cdk/aws-iam:standardizedServicePrincipals`,
 * https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/cx-api/FEATURE_FLAGS.md
 * @param condition such as `{ StringEquals: { "aws:SourceAccount": … } }`; none by default
 */
export function assumedBy(
  service: string,
  condition?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>,
) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: condition,
      },
    ],
  };
}
