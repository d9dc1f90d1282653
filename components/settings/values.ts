import * as v from "valibot";

/*
 * Single values that several features use. Each pipe defines once what is allowed: messages, the reference and the
 * JSON Schema for editors are generated from it.
 */

/** A text of any form. */
export const text = (description: string, ...examples: string[]) =>
  v.pipe(v.string(), v.description(description), v.examples(examples));

/**
 * The id of an AWS resource, such as `vpc-0a1b2c3d4e5f60718`.
 *
 * @param what the resource, with its article
 * @param lookup the command of `aws ec2` that lists such resources
 */
export const resourceId = (what: string, prefix: string, lookup: string, example: string) =>
  v.pipe(
    v.string(),
    v.regex(
      new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`),
      `must be the id of ${what}: ${prefix}- and 8 or 17 hexadecimal digits`,
    ),
    v.metadata({ remedy: `look the id up: aws ec2 ${lookup}` }),
    v.examples([example]),
  );

const ROUTE_TABLE = "rtb-0123456789abcdef0";

/** A list of ids of route tables, empty by default. */
export const routeTableIds = (description: string) =>
  v.optional(
    v.pipe(
      v.array(resourceId("a route table", "rtb", "describe-route-tables", ROUTE_TABLE)),
      v.description(description),
      v.examples([[ROUTE_TABLE]]),
    ),
    [],
  );

/** A whole number within a range. */
export const wholeNumber = (
  least: number,
  most: number,
  description: string,
  ...examples: number[]
) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.minValue(least),
    v.maxValue(most),
    v.description(description),
    v.examples(examples),
  );

/** Percent, from 0 to 100. */
export const percent = (description: string, ...examples: number[]) =>
  wholeNumber(0, 100, description, ...examples);

/** A TCP port. */
export const port = (description: string, ...examples: number[]) =>
  wholeNumber(1, 65_535, description, ...examples);

/**
 * Maximum number of ports for a security group: it can have 60 rules, of which the prefix list of Route 53's health
 * checkers uses 25 (docs.aws.amazon.com/vpc/latest/userguide: amazon-vpc-limits,
 * working-with-aws-managed-prefix-lists).
 */
const MOST_PORTS = 30;

/** A list of TCP ports, each a security group rule. */
export const ports = (description: string, ...examples: number[][]) =>
  v.pipe(
    v.array(port("A TCP port.", 443)),
    v.maxLength(MOST_PORTS, `has more than ${MOST_PORTS} ports, the limit for a security group`),
    v.metadata({ remedy: `write at most ${MOST_PORTS}` }),
    v.description(description),
    v.examples(examples),
  );

/** Retention of objects in a bucket, by a lifecycle rule. */
export const retentionDays = () => wholeNumber(1, 3650, "Retention in the bucket, in days.", 30);

export const instanceType = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(
      /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
      "must be an EC2 instance type: a family, a dot and a size",
    ),
    v.description(description),
    v.examples(["c7g.large"]),
  );

/** An AMI, by id or by an SSM parameter. */
export const machineImage = () =>
  v.pipe(
    v.string(),
    v.regex(
      /^(ami-([0-9a-f]{8}|[0-9a-f]{17})|resolve:ssm:\S+)$/,
      "must be the id of an AMI, or resolve:ssm: and the name of a parameter",
    ),
    v.metadata({ remedy: "write an id such as ami-0123456789abcdef0, or remove it" }),
    v.description("AMI id, or `resolve:ssm:` and a parameter. Default: Amazon Linux 2023."),
    v.examples(["ami-0123456789abcdef0"]),
  );

const LABEL = "[a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?";

/** Lower-case DNS names of at least two labels. */
export const DOMAIN_NAME = new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);

export const domainName = (description: string, ...examples: string[]) =>
  v.pipe(
    v.string(),
    v.regex(DOMAIN_NAME, "must be a lower-case domain name without a trailing dot"),
    v.description(description),
    v.examples(examples),
  );

/** URL path of a health check. */
export const urlPath = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(
      /^\/[\w.~/?=&-]*$/,
      "must be a path of letters, digits and . _ ~ - / ? = & that starts with /",
    ),
    v.description(description),
    v.examples(["/health"]),
  );

export const hostedZoneId = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(/^Z[A-Z0-9]{1,31}$/, "must be the id of a hosted zone: Z, then capitals and digits"),
    v.description(description),
    v.examples(["Z35SXDOTRQ7X7K"]),
  );

export const certificateArn = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(
      /^arn:[^:]+:acm:[^:]+:\d{12}:certificate\/\S+$/,
      "must be the ARN of an ACM certificate",
    ),
    v.metadata({ remedy: "look it up: aws acm list-certificates" }),
    v.description(description),
    v.examples(["arn:aws:acm:us-east-1:123456789012:certificate/0123"]),
  );

/** @param where the ALB is, as a prefix of the description */
export const webAclArn = (where = "") =>
  v.pipe(
    v.string(),
    v.regex(
      /^arn:[^:]+:wafv2:[^:]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/,
      "must be the ARN of a WAFv2 web ACL with scope REGIONAL",
    ),
    v.metadata({ remedy: "look it up: aws wafv2 list-web-acls --scope REGIONAL" }),
    v.description(
      `${where}WAFv2 web ACL of the ALB, of the stack's region and account. Default: the stack associates none.`,
    ),
    v.examples([
      "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/0123abcd-4567-89ef-0123-456789abcdef",
    ]),
  );
