import * as v from "valibot";

/*
 * Single values that several features have. What is allowed stands in the pipes, once: messages, the reference and
 * the JSON Schema for editors are made from it.
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
      `is not the id of ${what}: ${prefix}- and 8 or 17 hexadecimal digits`,
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
 * Ports that fit into a security group: it has room for 60 rules, of which the prefix list of Route 53's health
 * checkers takes 25 (docs.aws.amazon.com/vpc/latest/userguide: amazon-vpc-limits, working-with-aws-managed-prefix-lists).
 */
const MOST_PORTS = 30;

/** A list of TCP ports, each a rule of a security group. */
export const ports = (description: string, ...examples: number[][]) =>
  v.pipe(
    v.array(port("A TCP port.", 443)),
    v.maxLength(
      MOST_PORTS,
      `has more ports than a security group has room for, which is ${MOST_PORTS}`,
    ),
    v.metadata({ remedy: `name at most ${MOST_PORTS}` }),
    v.description(description),
    v.examples(examples),
  );

/** Days that objects stay in a bucket, by a lifecycle rule. */
export const retentionDays = () => wholeNumber(1, 3650, "Days that the bucket keeps them for.", 30);

export const instanceType = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(
      /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
      "is not an EC2 instance type: a family, a dot and a size",
    ),
    v.description(description),
    v.examples(["c7g.large"]),
  );

/** An AMI, by id or by the parameter that has it. */
export const machineImage = () =>
  v.pipe(
    v.string(),
    v.regex(
      /^(ami-([0-9a-f]{8}|[0-9a-f]{17})|resolve:ssm:\S+)$/,
      "is neither the id of an AMI nor resolve:ssm: and the name of a parameter",
    ),
    v.metadata({ remedy: "write an id such as ami-0123456789abcdef0, or leave it out" }),
    v.description("AMI id, or `resolve:ssm:` and a parameter. Default: Amazon Linux 2023."),
    v.examples(["ami-0123456789abcdef0"]),
  );

const LABEL = "[a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?";

/** Names of at least two labels, in lower case. */
export const DOMAIN_NAME = new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);

export const domainName = (description: string, ...examples: string[]) =>
  v.pipe(
    v.string(),
    v.regex(DOMAIN_NAME, "is not a domain name in lower case, without a dot at its end"),
    v.description(description),
    v.examples(examples),
  );

/** A path that a health check asks for. */
export const urlPath = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(
      /^\/[\w.~/?=&-]*$/,
      "is not a path of letters, digits and . _ ~ - / ? = & that starts with /",
    ),
    v.description(description),
    v.examples(["/health"]),
  );

export const hostedZoneId = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(/^Z[A-Z0-9]{1,31}$/, "is not the id of a hosted zone: Z, then capitals and digits"),
    v.description(description),
    v.examples(["Z35SXDOTRQ7X7K"]),
  );

export const certificateArn = (description: string) =>
  v.pipe(
    v.string(),
    v.regex(
      /^arn:[^:]+:acm:[^:]+:\d{12}:certificate\/\S+$/,
      "is not the ARN of an ACM certificate",
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
      "is not the ARN of a WAFv2 web ACL with scope REGIONAL",
    ),
    v.metadata({ remedy: "look it up: aws wafv2 list-web-acls --scope REGIONAL" }),
    v.description(
      `${where}WAFv2 web ACL of the ALB, of the stack's region and account. Default: the stack associates none.`,
    ),
    v.examples([
      "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/0123abcd-4567-89ef-0123-456789abcdef",
    ]),
  );
