import { LOOKUPS, type WrongConfig, egress, network, wrong } from "./wrong-config";

export const WRONG_EGRESS: readonly WrongConfig[] = [
  wrong(
    "the network has an unknown setting",
    network({ subnets: 4 }),
    `
  holdfast:network.subnets = 4
    is not a setting: network has cidr, availabilityZones, egress, flowLogs and existing
    fix: remove it`,
  ),
  wrong(
    "the egress is a word",
    network({ egress: "nat" }),
    `
  holdfast:network.egress = "nat"
    must be a map of settings
    fix: write each setting on its own indented line, as \`name: value\``,
  ),
  wrong(
    "the egress has no kind",
    egress({ gateways: "single" }),
    `
  holdfast:network.egress.kind
    is missing
    fix: add kind: nat, privatelink, none or existing`,
  ),
  wrong(
    "the egress has an unknown kind",
    egress({ kind: "private-link" }),
    `
  holdfast:network.egress.kind = "private-link"
    must be nat, privatelink, none or existing
    fix: did you mean privatelink?`,
  ),
  wrong(
    "gateways are of an unknown kind",
    egress({ kind: "nat", gateways: "per-zone" }),
    `
  holdfast:network.egress.gateways = "per-zone"
    must be perAz, single or regional
    fix: write one of these`,
  ),
  wrong(
    "a setting of NAT has a slip",
    egress({ kind: "nat", gateway: "single" }),
    `
  holdfast:network.egress.gateway = "single"
    is not a setting: network.egress has kind, gateways, zone and gatewayEndpoints
    fix: did you mean gateways?`,
  ),
  wrong(
    "PrivateLink is given NAT gateways",
    egress({ kind: "privatelink", gateways: "single" }),
    `
  holdfast:network.egress.gateways = "single"
    requires kind: nat, but kind is privatelink
    fix: remove gateways, or write kind: nat`,
  ),
  wrong(
    "NAT is given interface endpoints",
    egress({ kind: "nat", interfaceEndpoints: ["ssm"] }),
    `
  holdfast:network.egress.interfaceEndpoints = ["ssm"]
    requires kind: privatelink, but kind is nat
    fix: remove interfaceEndpoints, or write kind: privatelink`,
  ),
  wrong(
    "no egress is given gateway endpoints",
    egress({ kind: "none", gatewayEndpoints: ["s3"] }),
    `
  holdfast:network.egress.gatewayEndpoints = ["s3"]
    requires kind: nat or privatelink, but kind is none
    fix: remove gatewayEndpoints, or write kind: nat or privatelink`,
  ),
  wrong(
    "a zone is chosen for NAT gateways in each zone",
    egress({ kind: "nat", zone: "us-east-1b" }),
    `
  holdfast:network.egress.zone = "us-east-1b"
    requires gateways: single, but gateways is perAz
    fix: remove zone, or write gateways: single`,
  ),
  wrong(
    "the zone of the single NAT gateway is not among those listed",
    network({
      availabilityZones: ["us-east-1a", "us-east-1b"],
      egress: { kind: "nat", gateways: "single", zone: "us-east-1c" },
    }),
    `
  holdfast:network.egress.zone = "us-east-1c"
    must be one of the stack's availability zones, us-east-1a and us-east-1b
    fix: write one of these, or add it to availabilityZones`,
  ),
  wrong(
    "the zone of the single NAT gateway is not among the first ones of the region",
    egress({ kind: "nat", gateways: "single", zone: "us-east-1c" }),
    `
  holdfast:network.egress.zone = "us-east-1c"
    must be one of the stack's availability zones, us-east-1a and us-east-1b
    fix: write one of these, or add it to availabilityZones`,
  ),
  wrong(
    "PrivateLink has no endpoint",
    egress({ kind: "privatelink", interfaceEndpoints: [] }),
    `
  holdfast:network.egress.interfaceEndpoints = []
    is empty: private subnets could not reach any service through PrivateLink
    fix: write services, remove it to use the defaults, or write kind: none`,
  ),
  wrong(
    "interface endpoints are a text",
    egress({ kind: "privatelink", interfaceEndpoints: "ssm" }),
    `
  holdfast:network.egress.interfaceEndpoints = "ssm"
    must be a list
    fix: write it as a list: [ssm]`,
  ),
  wrong(
    "an interface endpoint is named twice",
    egress({ kind: "privatelink", interfaceEndpoints: ["ssm", "kms", "ssm"] }),
    `
  holdfast:network.egress.interfaceEndpoints[2] = "ssm"
    is a duplicate
    fix: remove one of the two`,
  ),
  wrong(
    "S3 is to have an interface endpoint",
    egress({ kind: "privatelink", interfaceEndpoints: ["ssm", "s3"] }),
    `
  holdfast:network.egress.interfaceEndpoints[1] = "s3"
    has a gateway endpoint, which is free, unlike an interface endpoint
    fix: move s3 to gatewayEndpoints`,
  ),
  wrong(
    "another service is to have a gateway endpoint",
    egress({ kind: "nat", gatewayEndpoints: ["s3", "ssm"] }),
    `
  holdfast:network.egress.gatewayEndpoints[1] = "ssm"
    must be s3 or dynamodb, the only services with gateway endpoints. Write others in interfaceEndpoints, with egress kind privatelink
    fix: write one of these`,
  ),
  wrong(
    "an interface endpoint is given by its full name",
    egress({
      kind: "privatelink",
      interfaceEndpoints: ["com.amazonaws.us-east-1.ecr.api"],
    }),
    `
  holdfast:network.egress.interfaceEndpoints[0] = "com.amazonaws.us-east-1.ecr.api"
    is a full service name, but must be a short one
    fix: write ecr.api`,
  ),
  wrong(
    "an interface endpoint is no service's name",
    egress({ kind: "privatelink", interfaceEndpoints: ["Systems Manager"] }),
    `
  holdfast:network.egress.interfaceEndpoints[0] = "Systems Manager"
    must be the short name of an AWS service
    fix: write names such as ssm or ecr.api`,
  ),
  wrong(
    "the region does not offer a service",
    egress({ kind: "privatelink", interfaceEndpoints: ["ssm", "ssmmesages"] }),
    `
  holdfast:network.egress.interfaceEndpoints[1] = "ssmmesages"
    is not a service with an interface endpoint in us-east-1
    fix: did you mean ssmmessages? Otherwise remove it from the list`,
  ),
  wrong(
    "a zone does not offer a service",
    {
      ...egress({
        kind: "privatelink",
        interfaceEndpoints: ["ssm"],
        gatewayEndpoints: [],
      }),
      aws: { [LOOKUPS.endpointService]: { availabilityZones: ["us-east-1f", "us-east-1a"] } },
    },
    `
  holdfast:network.egress.interfaceEndpoints[0] = "ssm"
    is not offered in us-east-1b, only in us-east-1a and us-east-1f
    fix: choose other availability zones, or remove it from the list`,
  ),
];
