import { derivedId } from "./shared";
import { type Value, isKnown, text } from "./values";

interface Region {
  readonly description: string;
  /** As zone ids begin, e.g. "use1" in "use1-az1". */
  readonly code: string;
  /** The letters of the availability zones of a usual account. */
  readonly zones: string;
  /** The numbers of their ids, which differ from account to account. @default - 1, 2, … */
  readonly numbers?: string;
}

const regions: Readonly<Record<string, Region>> = {
  "us-east-1": {
    description: "US East (N. Virginia)",
    code: "use1",
    zones: "abcdef",
    numbers: "124536",
  },
  "us-east-2": { description: "US East (Ohio)", code: "use2", zones: "abc" },
  "us-west-1": { description: "US West (N. California)", code: "usw1", zones: "ac" },
  "us-west-2": { description: "US West (Oregon)", code: "usw2", zones: "abcd" },
  "ca-central-1": { description: "Canada (Central)", code: "cac1", zones: "abd" },
  "sa-east-1": { description: "South America (Sao Paulo)", code: "sae1", zones: "abc" },
  "eu-west-1": { description: "Europe (Ireland)", code: "euw1", zones: "abc" },
  "eu-west-2": { description: "Europe (London)", code: "euw2", zones: "abc" },
  "eu-west-3": { description: "Europe (Paris)", code: "euw3", zones: "abc" },
  "eu-central-1": { description: "Europe (Frankfurt)", code: "euc1", zones: "abc" },
  "eu-north-1": { description: "Europe (Stockholm)", code: "eun1", zones: "abc" },
  "ap-northeast-1": { description: "Asia Pacific (Tokyo)", code: "apne1", zones: "acd" },
  "ap-northeast-2": { description: "Asia Pacific (Seoul)", code: "apne2", zones: "abcd" },
  "ap-south-1": { description: "Asia Pacific (Mumbai)", code: "aps1", zones: "abc" },
  "ap-southeast-1": { description: "Asia Pacific (Singapore)", code: "apse1", zones: "abc" },
  "ap-southeast-2": { description: "Asia Pacific (Sydney)", code: "apse2", zones: "abc" },
  "il-central-1": { description: "Israel (Tel Aviv)", code: "ilc1", zones: "abc" },
};

export const regionNames = Object.keys(regions).sort();

/** What is known of a region; an unknown one is an error that names those known. */
export function regionOf(name: string): Region {
  const region = regions[name];
  if (!region) {
    throw new Error(
      `region ${JSON.stringify(name)} is not modelled by the simulator: use one of ` +
        `${regionNames.join(", ")}, or add it to simulator/model/regions.ts`,
    );
  }
  return region;
}

export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** The availability zones of a region, by name. */
export function zonesOf(region: string): Zone[] {
  const { zones, code, numbers = "" } = regionOf(region);
  return [...zones].map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${code}-az${numbers[index] ?? index + 1}`,
  }));
}

/** What is wrong with the name of a zone, if it is known and wrong. */
export function zoneProblem(zone: Value, region: string): string | undefined {
  const names = zonesOf(region).map(({ name }) => name);
  return isKnown(zone) && !names.includes(text(zone))
    ? `${text(zone)} is none of the zones of ${region}: ${names.join(", ")}`
    : undefined;
}

/** The hosted zones that the names of load balancers are in: of ALBs, then of NLBs. */
const loadBalancerZones: Readonly<Record<string, readonly [alb: string, nlb: string]>> = {
  "us-east-1": ["Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI"],
  "us-east-2": ["Z3AADJGX6KTTL2", "ZLMOA37VPKANP"],
  "us-west-1": ["Z368ELLRRE2KJ0", "Z24FKFUX50B4VW"],
  "us-west-2": ["Z1H1FL5HABSF5", "Z18D5FSROUN65G"],
  "ca-central-1": ["ZQSVJUPU6J1EY", "Z2EPGBW3API2WT"],
  "sa-east-1": ["Z2P70J7HTTTPLU", "ZTK26PT1VY4CU"],
  "eu-west-1": ["Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F"],
  "eu-west-2": ["ZHURV8PSTC4K8", "ZD4D7Y8KGAS4G"],
  "eu-west-3": ["Z3Q77PNBQS71R4", "Z1CMS0P5QUZ6D5"],
  "eu-central-1": ["Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90"],
  "eu-north-1": ["Z23TAZ6LKFMNIO", "Z1UDT6IFJ4EJM"],
  "ap-northeast-1": ["Z14GRHDCWA56QT", "Z31USIVHYNEOWT"],
  "ap-northeast-2": ["ZWKZPGTI48KDX", "ZIBE1TIR4HY56"],
  "ap-south-1": ["ZP97RAFLXTNZK", "ZVDDRBQ08TROA"],
  "ap-southeast-1": ["Z1LMS91P8CMLE5", "ZKVM4W9LS7TM"],
  "ap-southeast-2": ["Z1GM3OXH4ZPM65", "ZCT6FZBF4DROD"],
  "il-central-1": ["Z09170902867EHPV2DABU", "Z0313266YDI6ZRHTGQY4"],
};

/** The hosted zone that a load balancer's DNS name is in. */
export const loadBalancerZone = (region: string, type: string): string =>
  loadBalancerZones[region]?.[type === "network" ? 1 : 0] ?? "";

/** The hosted zone that the names of all accelerators are in. */
export const ACCELERATOR_ZONE = "Z2BJ6XQ5FK7U4H";

/** Whether a hosted zone is one that names of load balancers are in. */
export const isLoadBalancerZone = (zone: string): boolean =>
  Object.values(loadBalancerZones).some((pair) => pair.includes(zone));

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

/** A name whose own DNS name is not simply `<service>.<region>.amazonaws.com`. */
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

/** The endpoint services that a region offers. */
export const endpointServicesOf = (region: string): EndpointService[] =>
  interfaceServices.map((short) => ({
    name: `com.amazonaws.${region}.${short}`,
    short,
    types: gatewayServices.includes(short) ? ["Gateway", "Interface"] : ["Interface"],
    privateDnsName: `${dnsNames[short] ?? short}.${region}.amazonaws.com`,
  }));

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
