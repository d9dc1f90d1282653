import { LOOKUPS, type WrongConfig, addresses, egress, wrong } from "./wrong-config";

export const WRONG_SECTIONS: readonly WrongConfig[] = [
  // Region
  wrong(
    "the region is missing",
    { region: null },
    `
  aws:region
    is missing
    fix: choose the region of the addresses: pulumi config set aws:region us-east-1`,
  ),
  wrong(
    "an availability zone is given as the region",
    { region: "us-east-1a" },
    `
  aws:region = "us-east-1a"
    is an availability zone, but must be a region
    fix: write us-east-1`,
  ),
  wrong(
    "the region is no region's name",
    { region: "Frankfurt" },
    `
  aws:region = "Frankfurt"
    must be the name of an AWS region
    fix: write a name such as us-east-1`,
  ),

  // Sections
  wrong(
    "a section's name has a slip",
    { config: { adresses: { protect: false } } },
    `
  holdfast:adresses
    is not a section of the configuration. The sections are network, addresses, entry, image, backend, dns, jumpbox, internalHosts, tags, budget and usage
    fix: did you mean holdfast:addresses?`,
  ),
  wrong(
    "a section is unknown",
    { config: { vpn: "on" } },
    `
  holdfast:vpn
    is not a section of the configuration. The sections are network, addresses, entry, image, backend, dns, jumpbox, internalHosts, tags, budget and usage
    fix: remove it`,
  ),
  wrong(
    "a section is a text",
    { config: { network: "10.20.0.0/16" } },
    `
  holdfast:network = "10.20.0.0/16"
    must be a map of settings
    fix: write each setting on its own indented line, as \`name: value\``,
  ),
  wrong(
    "a section is a list",
    { config: { addresses: [] } },
    `
  holdfast:addresses = []
    must be a map of settings
    fix: write each setting on its own indented line, as \`name: value\``,
  ),
  wrong(
    "a section is broken JSON",
    { config: { network: "{cidr: 10.20.0.0/16}" } },
    `
  holdfast:network = "{cidr: 10.20.0.0/16}"
    looks like JSON, but cannot be parsed
    fix: write it as a map in the file, or fix the JSON`,
  ),
  wrong(
    "a section holds a secret, which it does not print",
    { config: { tags: { password: "hunter2", owner: 1 } }, secrets: ["holdfast:tags"] },
    `
  holdfast:tags
    contains a secret, but its values end up in plain text in AWS
    fix: set it without --secret, and keep secrets out of it`,
  ),

  // AWS does not answer
  wrong(
    "AWS refuses to list the zones",
    {
      aws: {
        [LOOKUPS.zones]: new Error(
          "operation error EC2: DescribeAvailabilityZones, https response error StatusCode: 403, RequestID: 1f2e, api error UnauthorizedOperation: You are not authorized to perform this operation.",
        ),
      },
    },
    `
  holdfast:network.availabilityZones = 2
    could not be checked: UnauthorizedOperation: You are not authorized to perform this operation.
    fix: fix this (credentials, permissions or network), then try again`,
  ),
  wrong(
    "AWS cannot be asked at all, and says so once",
    {
      config: {
        ...egress({ kind: "privatelink" }).config,
        ...addresses({ adopt: { "egress-a": "eipalloc-0123456789abcdef0" } }).config,
      },
      aws: Object.fromEntries(
        Object.values(LOOKUPS).map((token) => [token, new Error("no valid credentials")]),
      ),
    },
    `
  holdfast:network.availabilityZones = 2
    could not be checked: no valid credentials
    fix: fix this (credentials, permissions or network), then try again`,
  ),
];
