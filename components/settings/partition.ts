/** A partition of AWS: regions with accounts of their own, and without a connection to those of another one. */
export interface Partition {
  /** As ARNs name it. */
  readonly id: string;
  /** What names of its services end in. */
  readonly dnsSuffix: string;
  /** Where Route 53 is called, and has its metrics. */
  readonly route53Region: string;
  /** What holdfast can use of AWS and the partition lacks. */
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
 * The other partitions, by how the names of their regions begin. Ids, suffixes and regions are those of botocore's
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

/** The partition of a region, by its name. */
export const partitionOf = (region: string): Partition =>
  Object.entries(OTHERS).find(([prefix]) => region.startsWith(prefix))?.[1] ?? AWS;

/** How the ARNs of a region's partition begin: `arn:aws`. */
export const arnPrefix = (region: string): string => `arn:${partitionOf(region).id}`;

/**
 * Services whose interface endpoints have a name that begins with `cn.` in China:
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

/** The name of an endpoint service of AWS, by its short name such as `ssm`. */
export function endpointServiceName(
  region: string,
  service: string,
  type: "Interface" | "Gateway",
): string {
  const isCn = type === "Interface" && region.startsWith("cn-") && NAMED_CN.includes(service);
  return `${isCn ? "cn." : ""}com.amazonaws.${region}.${service}`;
}
