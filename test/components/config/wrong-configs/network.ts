import { type WrongConfig, network, zones, wrong } from "./wrong-config";

export const WRONG_NETWORK: readonly WrongConfig[] = [
  // CIDR
  wrong(
    "the CIDR is missing",
    { config: { network: {} } },
    `
  holdfast:network.cidr
    is missing
    fix: add cidr: 10.20.0.0/16`,
  ),
  wrong(
    "the network section is missing",
    { config: { network: "" } },
    `
  holdfast:network.cidr
    is missing
    fix: add cidr: 10.20.0.0/16`,
  ),
  wrong(
    "the CIDR is not a text",
    { config: { network: { cidr: 10.2 } } },
    `
  holdfast:network.cidr = 10.2
    must be text
    fix: put it in quotes: "10.2"`,
  ),
  wrong(
    "the CIDR has no prefix length",
    { config: { network: { cidr: "10.20.0.0" } } },
    `
  holdfast:network.cidr = "10.20.0.0"
    must be an IPv4 block in CIDR notation
    fix: write an address and a prefix length, such as 10.20.0.0/16`,
  ),
  wrong(
    "the CIDR is of IPv6",
    { config: { network: { cidr: "fd00:20::/56" } } },
    `
  holdfast:network.cidr = "fd00:20::/56"
    must be an IPv4 block in CIDR notation
    fix: write an address and a prefix length, such as 10.20.0.0/16`,
  ),
  wrong(
    "the CIDR has a number above 255",
    { config: { network: { cidr: "10.256.0.0/16" } } },
    `
  holdfast:network.cidr = "10.256.0.0/16"
    must be an IPv4 block in CIDR notation
    fix: write an address and a prefix length, such as 10.20.0.0/16`,
  ),
  wrong(
    "the CIDR does not begin where its block does",
    { config: { network: { cidr: "10.20.1.0/16" } } },
    `
  holdfast:network.cidr = "10.20.1.0/16"
    is not the first address of a /16 block
    fix: write 10.20.0.0/16`,
  ),
  wrong(
    "the CIDR is too small",
    { config: { network: { cidr: "10.20.0.64/26" } } },
    `
  holdfast:network.cidr = "10.20.0.64/26"
    is smaller than a /24: a VPC is divided into 16 subnets, and AWS allows none smaller than a /28
    fix: write 10.20.0.0/24, or a larger block`,
  ),
  wrong(
    "the CIDR is too large",
    { config: { network: { cidr: "10.0.0.0/8" } } },
    `
  holdfast:network.cidr = "10.0.0.0/8"
    is larger than a /16, the largest VPC that AWS allows
    fix: write 10.0.0.0/16`,
  ),
  wrong(
    "the CIDR is link-local",
    { config: { network: { cidr: "169.254.0.0/16" } } },
    `
  holdfast:network.cidr = "169.254.0.0/16"
    is in 169.254.0.0/16 (link-local, where AWS has its metadata service), which machines cannot use
    fix: choose a block in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
  ),
  wrong(
    "the CIDR is everything",
    { config: { network: { cidr: "0.0.0.0/0" } } },
    `
  holdfast:network.cidr = "0.0.0.0/0"
    is in 0.0.0.0/8 (this network), which machines cannot use
    fix: choose a block in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16`,
  ),

  // Availability zones
  wrong(
    "one availability zone is asked for",
    network({ availabilityZones: 1 }),
    `
  holdfast:network.availabilityZones = 1
    must have at least two availability zones: with one, its loss would make all addresses unavailable
    fix: use at least two`,
  ),
  wrong(
    "one availability zone is listed",
    zones("us-east-1a"),
    `
  holdfast:network.availabilityZones = ["us-east-1a"]
    must have at least two availability zones: with one, its loss would make all addresses unavailable
    fix: use at least two`,
  ),
  wrong(
    "the number of availability zones is a fraction",
    network({ availabilityZones: 2.5 }),
    `
  holdfast:network.availabilityZones = 2.5
    must be a whole number from 2 to 8, or a list of names
    fix: write 2, or how many zones the stack should span`,
  ),
  wrong(
    "nine availability zones are asked for",
    network({ availabilityZones: 9 }),
    `
  holdfast:network.availabilityZones = 9
    must be a whole number from 2 to 8, or a list of names
    fix: write 2, or how many zones the stack should span`,
  ),
  wrong(
    "more availability zones are asked for than the region has",
    { ...network({ availabilityZones: 3 }), region: "us-west-1" },
    `
  holdfast:network.availabilityZones = 3
    is too large: for this account, us-west-1 has us-west-1a and us-west-1c
    fix: write at most 2`,
  ),
  wrong(
    "availability zones are a text",
    network({ availabilityZones: "us-east-1a, us-east-1b" }),
    `
  holdfast:network.availabilityZones = "us-east-1a, us-east-1b"
    must be a number of availability zones (2 to 8), or a list of their names
    fix: write a value such as 2 or ["us-east-1a","us-east-1b"]`,
  ),
  wrong(
    "an availability zone is a number",
    zones("us-east-1a", 2),
    `
  holdfast:network.availabilityZones[1] = 2
    must be text
    fix: put it in quotes: "2"`,
  ),
  wrong(
    "an availability zone is named twice",
    zones("us-east-1a", "us-east-1b", "us-east-1a"),
    `
  holdfast:network.availabilityZones[2] = "us-east-1a"
    is a duplicate
    fix: remove one of the two`,
  ),
  wrong(
    "the region lacks an availability zone",
    { ...zones("ap-northeast-1a", "ap-northeast-1b"), region: "ap-northeast-1" },
    `
  holdfast:network.availabilityZones[1] = "ap-northeast-1b"
    does not exist: for this account, ap-northeast-1 has ap-northeast-1a, ap-northeast-1c and ap-northeast-1d
    fix: write one of these`,
  ),
  wrong(
    "an availability zone is another region's",
    zones("us-east-1a", "us-west-2b"),
    `
  holdfast:network.availabilityZones[1] = "us-west-2b"
    is not in us-east-1, the region of this stack
    fix: did you mean us-east-1b? Otherwise change aws:region`,
  ),
  wrong(
    "an availability zone is given by its id",
    zones("us-east-1a", "use1-az2"),
    `
  holdfast:network.availabilityZones[1] = "use1-az2"
    is the id of a zone, but must be its name
    fix: write its name in your account, such as us-east-1a`,
  ),
  wrong(
    "a local zone is named",
    zones("us-east-1a", "us-east-1-bos-1a"),
    `
  holdfast:network.availabilityZones[1] = "us-east-1-bos-1a"
    is a Local Zone or Wavelength Zone, which does not support NAT gateways and load balancers
    fix: choose availability zones of the region, such as us-east-1a`,
  ),
  wrong(
    "an availability zone is given by its letter alone",
    zones("us-east-1a", "b"),
    `
  holdfast:network.availabilityZones[1] = "b"
    must be the name of an availability zone
    fix: write names such as us-east-1a and us-east-1b`,
  ),

  // Flow logs
  wrong(
    "flow logs have no retention",
    network({ flowLogs: {} }),
    `
  holdfast:network.flowLogs.retentionDays
    is missing
    fix: add retentionDays: 30`,
  ),
  wrong(
    "flow logs are switched on by a word",
    network({ flowLogs: true }),
    `
  holdfast:network.flowLogs = true
    must be a map of settings
    fix: write each setting on its own indented line, as \`name: value\``,
  ),
  wrong(
    "the retention is one that CloudWatch does not have",
    network({ flowLogs: { retentionDays: 45 } }),
    `
  holdfast:network.flowLogs.retentionDays = 45
    must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653
    fix: write 30 or 60, the nearest`,
  ),
  wrong(
    "the retention is a text",
    network({ flowLogs: { retentionDays: "30" } }),
    `
  holdfast:network.flowLogs.retentionDays = "30"
    must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653
    fix: remove the quotes: 30`,
  ),
];
