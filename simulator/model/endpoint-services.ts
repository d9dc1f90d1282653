import { dnsSuffixOf, partitionOf } from "./partitions";
import { derivedId } from "./shared";

/** Services that offer interface endpoints, by the last part of their names, in every region listed here. */
const interfaceServices = [
  "access-analyzer",
  "application-autoscaling",
  "athena",
  "autoscaling",
  "backup",
  "batch",
  "bedrock-runtime",
  "cloudformation",
  "cloudtrail",
  "codebuild",
  "codedeploy",
  "dynamodb",
  "ebs",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "events",
  "execute-api",
  "firehose",
  "glue",
  "guardduty-data",
  "imagebuilder",
  "kinesis-streams",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "rds",
  "rds-data",
  "s3",
  "scheduler",
  "secretsmanager",
  "securityhub",
  "servicediscovery",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
  "sync-states",
  "synthetics",
  "tagging",
  "xray",
];

const gatewayServices = ["s3", "dynamodb"];

/** Services whose DNS name is not `<service>.<region>.amazonaws.com`. */
const dnsNames: Readonly<Record<string, string>> = {
  "ecr.api": "api.ecr",
  "ecr.dkr": "*.dkr.ecr",
  "kinesis-streams": "kinesis",
  "ecs-agent": "ecs-a",
  "ecs-telemetry": "ecs-t",
  s3: "s3",
};

export interface EndpointService {
  readonly name: string;
  readonly short: string;
  readonly types: ("Gateway" | "Interface")[];
  readonly privateDnsName: string;
}

/**
 * Services whose interface endpoints have the same name in China; those of the others begin with `cn.` there:
 * https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
 */
const PLAIN_IN_CHINA = [
  ...["access-analyzer", "bedrock-runtime", "cloudtrail", "codebuild", "codedeploy", "dynamodb"],
  ...["ec2messages", "ecs", "ecs-agent", "ecs-telemetry", "elasticloadbalancing", "events"],
  ...["firehose", "glue", "guardduty-data", "kms", "logs", "rds-data", "scheduler"],
  ...["secretsmanager", "servicediscovery", "sns", "ssm", "ssmmessages", "tagging"],
];

/** The endpoint services that a region offers. */
export const endpointServicesOf = (region: string): EndpointService[] =>
  interfaceServices.flatMap((short) => {
    const isCn = partitionOf(region) === "aws-cn" && !PLAIN_IN_CHINA.includes(short);
    const service = (name: string, types: EndpointService["types"]): EndpointService => ({
      name,
      short,
      types,
      privateDnsName: `${dnsNames[short] ?? short}.${region}.${dnsSuffixOf(region)}`,
    });
    const name = `com.amazonaws.${region}.${short}`;
    const isGateway = gatewayServices.includes(short);
    if (isCn) {
      const interfaces = service(`cn.${name}`, ["Interface"]);
      return isGateway ? [service(name, ["Gateway"]), interfaces] : [interfaces];
    }
    return [service(name, isGateway ? ["Gateway", "Interface"] : ["Interface"])];
  });

interface AwsPrefixList {
  readonly id: string;
  readonly name: string;
  readonly cidrs: string[];
  /** Rules that it counts as in a security group. */
  readonly weight: number;
}

const prefixLists: readonly (readonly [name: string, weight: number, cidrs: string[]])[] = [
  ["com.amazonaws.%.s3", 1, ["52.216.0.0/15", "54.231.0.0/16", "3.5.0.0/19"]],
  ["com.amazonaws.%.dynamodb", 1, ["52.94.0.0/22", "52.119.224.0/20"]],
  ["com.amazonaws.%.ec2-instance-connect", 2, ["18.206.107.24/29"]],
  [
    "com.amazonaws.%.route53-healthchecks",
    25,
    ["15.177.0.0/18", "54.183.255.128/26", "54.228.16.0/26"],
  ],
  ["com.amazonaws.global.cloudfront.origin-facing", 55, ["120.52.22.96/27", "130.176.0.0/17"]],
];

/** The prefix lists that AWS owns. */
export const prefixListsOf = (region: string): AwsPrefixList[] =>
  prefixLists.map(([pattern, weight, cidrs]) => {
    const name = pattern.replace("%", region);
    const id = derivedId("pl", region, name).replace("pl-0", "pl-").slice(0, 11);
    return { name, weight, cidrs, id };
  });
