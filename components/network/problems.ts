import { closest, listed, problemTexts } from "../settings/problem";

interface ZonesOfTiers {
  readonly publicZones: readonly string[];
  readonly privateZones: readonly string[];
}

const numbered = (steps: readonly string[]) =>
  steps.map((step, index) => `(${index + 1}) ${step}`).join("; ");

export const networkProblem = problemTexts({
  "vpc-replaced": ({ from, steps }: { from: string; steps: readonly string[] }) => [
    `is another VPC than ${from}, which would be replaced with everything in it: no address would serve meanwhile`,
    `write ${from}; or, with an outage, ${numbered(steps)}`,
  ],
  "wrong-zone-count": ({ least, most }: { least: number; most: number }) => [
    `must be a whole number from ${least} to ${most}, or a list of names`,
    `write ${least}, or how many zones the stack should span`,
  ],
  "too-few-zones": [
    "is fewer than two availability zones, and the loss of one would take all addresses",
    "use at least two",
  ],
  "zone-id": ({ example }: { example: string }) => [
    "is the id of a zone, not its name",
    `write the name that it has in your account, such as ${example}`,
  ],
  "local-zone": ({ example }: { example: string }) => [
    "is a local or wavelength zone, which has no NAT gateway or load balancer of its own",
    `choose availability zones of the region, such as ${example}`,
  ],
  "not-a-zone": ({ examples }: { examples: readonly string[] }) => [
    "is not the name of an availability zone",
    `write names such as ${listed(examples, "and")}`,
  ],
  "zones-of-two-regions": ({ region }: { region: string }) => [
    `is not in ${region}, the region of the first zone`,
    "name availability zones of one region",
  ],
  "zones-of-output": ({ tier }: { tier: string }) => [
    `is missing: ${tier} is an output, and its zones must be known before the update`,
    'write the zones of its subnets, such as ["us-east-1a", "us-east-1b"]',
  ],
  "zones-differ": ({ publicZones, privateZones }: ZonesOfTiers) => [
    `must have the zones of publicSubnets (${listed(publicZones, "and") || "none"}), but has ${listed(privateZones, "and") || "none"}`,
    "write one public and one private subnet for each zone",
  ],
  "network-of-one-zone": ({ zones }: { zones: readonly string[] }) => [
    `has ${zones.length === 0 ? "no subnets" : `subnets in ${listed(zones, "and")} only: if that zone fails, all addresses are unavailable`}`,
    "write subnets in at least two availability zones",
  ],
  "zone-of-other-region": ({ region, meant }: { region: string; meant: string }) => [
    `is not in ${region}, the region of this stack`,
    `did you mean ${meant}? Else change aws:region`,
  ],
  "nat-zone-without-single": ({ gateways }: { gateways: string }) => [
    `belongs to gateways single, but gateways is ${gateways} here`,
    "take zone out, or set gateways: single",
  ],
  "nat-zone-not-in-stack": ({ zones }: { zones: readonly string[] }) => [
    `is not one of the stack's availability zones, ${listed(zones, "and")}`,
    "choose one of these, or add it to availabilityZones",
  ],
  "no-interface-endpoints": [
    "is empty, so that private subnets would reach no service through PrivateLink",
    "name services, leave it out for the default ones, or set kind: none",
  ],
  "gateway-service": ({ service }: { service: string }) => [
    "has a gateway endpoint, which costs nothing, where an interface endpoint is billed",
    `move ${service} to gatewayEndpoints`,
  ],
  "full-service-name": ({ short }: { short: string }) => [
    "is a full service name; short ones are used here",
    `write ${short}`,
  ],
  "not-a-service-name": [
    "is not the short name of an AWS service",
    "write names such as ssm or ecr.api",
  ],
  "too-many-zones": (data: { region: string; available: readonly string[]; most: number }) => [
    `is too many: ${data.region} has ${listed(data.available, "and")} for this account`,
    `write at most ${data.most}`,
  ],
  "zone-missing": ({ region, available }: { region: string; available: readonly string[] }) => [
    `does not exist: ${region} has ${listed(available, "and")} for this account`,
    "choose among these",
  ],
  "service-not-in-region": (data: { service: string; region: string; type: string }) => {
    const meant = closest(data.service, WELL_KNOWN_SERVICES) ?? data.service;
    const guess = meant === data.service ? "" : `did you mean ${meant}? Else `;
    const article = data.type === "Interface" ? "an interface" : "a gateway";
    return [
      `is no service that ${data.region} offers ${article} endpoint for`,
      `${guess}take it out of the list`,
    ];
  },
  "service-not-in-zones": (data: { lacking: readonly string[]; offered: readonly string[] }) => [
    `is not offered in ${listed(data.lacking, "and")}, only in ${listed(data.offered, "and")}`,
    "choose other availability zones, or take it out of the list",
  ],
});

/** Services that people often name, to guess from. What a region offers, only AWS knows. */
const WELL_KNOWN_SERVICES = [
  ...["autoscaling", "cloudformation", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "ecs"],
  ...["ecs-agent", "ecs-telemetry", "elasticfilesystem", "elasticloadbalancing", "events"],
  ...["execute-api", "kinesis-streams", "kms", "lambda", "logs", "monitoring", "rds"],
  ...["secretsmanager", "sns", "sqs", "ssm", "ssmmessages", "states", "sts", "xray"],
];
