import { closest, listed, problemTexts } from "../settings/problem";

interface ZonesOfTiers {
  readonly publicZones: readonly string[];
  readonly privateZones: readonly string[];
}

const numbered = (steps: readonly string[]) =>
  steps.map((step, index) => `(${index + 1}) ${step}`).join("; ");

export const networkProblem = problemTexts({
  "vpc-replaced": ({ from, steps }: { from: string; steps: readonly string[] }) => [
    `would replace the VPC ${from} and all resources in it: all addresses would be unavailable meanwhile`,
    `write ${from}; or, with an outage, ${numbered(steps)}`,
  ],
  "wrong-zone-count": ({ least, most }: { least: number; most: number }) => [
    `must be a whole number from ${least} to ${most}, or a list of names`,
    `write ${least}, or how many zones the stack should span`,
  ],
  "too-few-zones": [
    "must have at least two availability zones: with one, its loss would make all addresses unavailable",
    "use at least two",
  ],
  "zone-id": ({ example }: { example: string }) => [
    "is the id of a zone, but must be its name",
    `write its name in your account, such as ${example}`,
  ],
  "local-zone": ({ example }: { example: string }) => [
    "is a Local Zone or Wavelength Zone, which does not support NAT gateways and load balancers",
    `choose availability zones of the region, such as ${example}`,
  ],
  "not-a-zone": ({ examples }: { examples: readonly string[] }) => [
    "must be the name of an availability zone",
    `write names such as ${listed(examples, "and")}`,
  ],
  "zones-of-two-regions": ({ region }: { region: string }) => [
    `is not in ${region}, the region of the first zone`,
    "write availability zones of one region",
  ],
  "zones-of-output": ({ tier }: { tier: string }) => [
    `is missing: ${tier} is an output, and its zones must be known before the update`,
    'write the zones of its subnets, such as ["us-east-1a", "us-east-1b"]',
  ],
  "zones-differ": ({ publicZones, privateZones }: ZonesOfTiers) => [
    `must have the same zones as publicSubnets (${listed(publicZones, "and") || "none"}), but has ${listed(privateZones, "and") || "none"}`,
    "write one public and one private subnet for each zone",
  ],
  "network-of-one-zone": ({ zones }: { zones: readonly string[] }) => [
    `has ${zones.length === 0 ? "no subnets" : `subnets in ${listed(zones, "and")} only: if that zone fails, all addresses are unavailable`}`,
    "write subnets in at least two availability zones",
  ],
  "zone-of-other-region": ({ region, meant }: { region: string; meant: string }) => [
    `is not in ${region}, the region of this stack`,
    `did you mean ${meant}? Otherwise change aws:region`,
  ],
  "nat-zone-without-single": ({ gateways }: { gateways: string }) => [
    `requires gateways: single, but gateways is ${gateways}`,
    "remove zone, or write gateways: single",
  ],
  "nat-zone-not-in-stack": ({ zones }: { zones: readonly string[] }) => [
    `must be one of the stack's availability zones, ${listed(zones, "and")}`,
    "write one of these, or add it to availabilityZones",
  ],
  "no-interface-endpoints": [
    "is empty: private subnets could not reach any service through PrivateLink",
    "write services, remove it to use the defaults, or write kind: none",
  ],
  "gateway-service": ({ service }: { service: string }) => [
    "has a gateway endpoint, which is free, unlike an interface endpoint",
    `move ${service} to gatewayEndpoints`,
  ],
  "full-service-name": ({ short }: { short: string }) => [
    "is a full service name, but must be a short one",
    `write ${short}`,
  ],
  "not-a-service-name": [
    "must be the short name of an AWS service",
    "write names such as ssm or ecr.api",
  ],
  "too-many-zones": (data: { region: string; available: readonly string[]; most: number }) => [
    `is too large: for this account, ${data.region} has ${listed(data.available, "and")}`,
    `write at most ${data.most}`,
  ],
  "zone-missing": ({ region, available }: { region: string; available: readonly string[] }) => [
    `does not exist: for this account, ${region} has ${listed(available, "and")}`,
    "write one of these",
  ],
  "service-not-in-region": (data: { service: string; region: string; type: string }) => {
    const meant = closest(data.service, WELL_KNOWN_SERVICES) ?? data.service;
    const guess = meant === data.service ? "" : `did you mean ${meant}? Otherwise `;
    const article = data.type === "Interface" ? "an interface" : "a gateway";
    return [
      `is not a service with ${article} endpoint in ${data.region}`,
      `${guess}remove it from the list`,
    ];
  },
  "service-not-in-zones": (data: { lacking: readonly string[]; offered: readonly string[] }) => [
    `is not offered in ${listed(data.lacking, "and")}, only in ${listed(data.offered, "and")}`,
    "choose other availability zones, or remove it from the list",
  ],
});

/** Common services, for suggestions. Only AWS knows all services of a region. */
const WELL_KNOWN_SERVICES = [
  ...["autoscaling", "cloudformation", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "ecs"],
  ...["ecs-agent", "ecs-telemetry", "elasticfilesystem", "elasticloadbalancing", "events"],
  ...["execute-api", "kinesis-streams", "kms", "lambda", "logs", "monitoring", "rds"],
  ...["secretsmanager", "sns", "sqs", "ssm", "ssmmessages", "states", "sts", "xray"],
];
