/** A partition of AWS: regions with separate accounts, not connected to other partitions. */
export interface Partition {
  /** Its name in ARNs. */
  readonly id: string;
  /** Suffix of service endpoints. */
  readonly dnsSuffix: string;
  /** Region of Route 53's API and metrics. */
  readonly route53Region: string;
  /** Features that holdfast uses elsewhere, and that the partition lacks. */
  readonly lacks: readonly Lacking[];
}

export type Lacking = "globalAccelerator" | "publicZones" | "trafficPolicies";

const AWS: Partition = {
  id: "aws",
  dnsSuffix: "amazonaws.com",
  route53Region: "us-east-1",
  lacks: [],
};

/**
 * The other partitions, by prefix of their regions' names. Ids, suffixes and regions are those of botocore's
 * partitions.json and endpoints.json. What they lack:
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-r53.html and
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/route53.html; Global Accelerator has endpoints in `aws` only.
 */
const OTHERS: Readonly<Record<string, Partition>> = {
  "us-gov-": {
    id: "aws-us-gov",
    dnsSuffix: "amazonaws.com",
    route53Region: "us-gov-west-1",
    lacks: ["globalAccelerator", "publicZones", "trafficPolicies"],
  },
  "cn-": {
    id: "aws-cn",
    dnsSuffix: "amazonaws.com.cn",
    route53Region: "cn-northwest-1",
    lacks: ["globalAccelerator", "trafficPolicies"],
  },
};

/** Returns the partition of a region, by its name. */
export const partitionOf = (region: string): Partition =>
  Object.entries(OTHERS).find(([prefix]) => region.startsWith(prefix))?.[1] ?? AWS;

/** Prefix of ARNs in a region's partition: `arn:aws`. */
export const arnPrefix = (region: string): string => `arn:${partitionOf(region).id}`;

/**
 * Services whose interface endpoints in China have a name with the prefix `cn.`:
 * https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
 */
const NAMED_CN = [
  ...[
    "application-autoscaling",
    "athena",
    "autoscaling",
    "backup",
    "batch",
    "cloudformation",
    "ebs",
  ],
  ...["ec2", "ecr.api", "ecr.dkr", "eks", "elasticache", "elasticfilesystem", "execute-api"],
  ...["imagebuilder", "kinesis-streams", "lambda", "monitoring", "rds", "redshift", "s3"],
  ...["securityhub", "servicecatalog", "sqs", "states", "sts", "sync-states", "synthetics", "xray"],
];

/** Returns the full name of an AWS endpoint service by its short name, such as `ssm`. */
export function endpointServiceName(
  region: string,
  service: string,
  type: "Interface" | "Gateway",
): string {
  const isCn = type === "Interface" && region.startsWith("cn-") && NAMED_CN.includes(service);
  return `${isCn ? "cn." : ""}com.amazonaws.${region}.${service}`;
}
