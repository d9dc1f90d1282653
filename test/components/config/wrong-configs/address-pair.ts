import { type Given, type WrongConfig, wrong } from "./wrong-config";

export const orders = { host: "orders.example.com", port: 8080 };
const blue = { cidr: "10.30.0.0/16", port: 80 };
export const live = { default: "live" };

/** A good pair by route with these settings, and with these sections. */
export const pair = (entry: object, sections: object = {}): Given => ({
  config: {
    entry: {
      kind: "addressPair",
      failover: "route",
      virtualAddress: "172.31.255.10",
      backends: { orders },
      default: "orders",
      ...entry,
    },
    ...sections,
  },
});
export const NONE = { virtualAddress: undefined, backends: undefined, default: undefined };
const several = (pairs: object, entry: object = {}): Given => pair({ ...NONE, ...entry, pairs });
const one = (virtualAddress: string) => ({
  virtualAddress,
  backends: { orders },
  default: "orders",
});
export const backend = (settings: object = {}) => ({
  backend: { live: "blue", blue, ...settings },
});

export const WRONG_PAIRS: readonly WrongConfig[] = [
  wrong(
    "what moves is unknown",
    pair({ failover: "eni" }),
    `
  holdfast:entry.failover = "eni"
    must be route or eip
    fix: write one of these`,
  ),
  wrong(
    "a virtual address is missing",
    pair({ virtualAddress: undefined }),
    `
  holdfast:entry.virtualAddress
    is missing
    fix: add virtualAddress: 172.31.255.10`,
  ),
  wrong(
    "a virtual address is a block",
    pair({ virtualAddress: "172.31.255.10/32" }),
    `
  holdfast:entry.virtualAddress = "172.31.255.10/32"
    must be an IPv4 address
    fix: write an address such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is in the VPC",
    pair({ virtualAddress: "10.20.3.4" }),
    `
  holdfast:entry.virtualAddress = "10.20.3.4"
    is inside network.cidr (10.20.0.0/16), where a route to a single address is not possible
    fix: choose an address outside of it, such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is in a colour's VPC",
    pair({ ...live, virtualAddress: "10.30.3.4" }, backend()),
    `
  holdfast:entry.virtualAddress = "10.30.3.4"
    is inside backend.blue.cidr (10.30.0.0/16), where a route to a single address is not possible
    fix: choose an address outside of it, such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is among the clients",
    pair({ virtualAddress: "10.99.3.4", clients: ["10.99.0.0/16"] }),
    `
  holdfast:entry.virtualAddress = "10.99.3.4"
    is inside entry.clients[0] (10.99.0.0/16), where a route to a single address is not possible
    fix: choose an address outside of it, such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is a public one",
    pair({ virtualAddress: "8.8.8.8" }),
    `
  holdfast:entry.virtualAddress = "8.8.8.8"
    is outside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10: the VPC could no longer reach the internet host with this address
    fix: write an address such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is where AWS has its metadata service",
    pair({ virtualAddress: "169.254.3.3" }),
    `
  holdfast:entry.virtualAddress = "169.254.3.3"
    is outside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10: the VPC could no longer reach the internet host with this address
    fix: write an address such as 172.31.255.10`,
  ),
  wrong(
    "an Elastic IP has a virtual address as well",
    pair({ failover: "eip" }),
    `
  holdfast:entry.virtualAddress = "172.31.255.10"
    requires failover: route. With failover eip, the address is an Elastic IP of the inventory
    fix: remove it, or write failover: route`,
  ),
  wrong(
    "two pairs have the same virtual address",
    several({ a: one("172.31.255.10"), b: one("172.31.255.10") }),
    `
  holdfast:entry.pairs.b.virtualAddress = "172.31.255.10"
    is already used by entry.pairs.a.virtualAddress
    fix: choose another address`,
  ),
  wrong(
    "one pair is described beside several",
    several({ a: one("172.31.255.11") }, { virtualAddress: "172.31.255.10" }),
    `
  holdfast:entry.virtualAddress = "172.31.255.10"
    cannot be combined with entry.pairs
    fix: move virtualAddress into a pair, or remove pairs`,
  ),
  wrong(
    "there are no pairs",
    several({}),
    `
  holdfast:entry.pairs = {}
    is empty
    fix: name a pair, or write the settings of one without pairs`,
  ),
  wrong(
    "a pair has no good name",
    several({ A_b: one("172.31.255.10") }),
    `
  holdfast:entry.pairs.A_b
    must have a name of 1 to 24 characters, a-z, 0-9 or -, starting with a letter
    fix: write a name such as orders`,
  ),
  wrong(
    "no pair uses the backend",
    pair({}, backend()),
    `
  holdfast:backend
    is not used by any pair
    fix: write live in a rule or as default, or remove section backend`,
  ),
  wrong(
    "nodes without a public address reach the backend in public",
    pair(live, backend({ reach: "public", zone: "example.com" })),
    `
  holdfast:backend.reach = "public"
    requires public addresses of all nodes, but the nodes of a pair have none
    fix: write reach: private`,
  ),
  wrong(
    "a pair that passes bytes through reaches the backend in public",
    pair(
      { ...NONE, virtualAddress: "172.31.255.10" },
      backend({ reach: "public", zone: "example.com" }),
    ),
    `
  holdfast:backend.reach = "public"
    requires public addresses of all nodes, but the nodes of a pair have none
    fix: write reach: private`,
  ),
  wrong(
    "a pair passes TLS through to an ALB without a certificate",
    pair(
      { ...NONE, virtualAddress: "172.31.255.10" },
      backend({ loadBalancer: "alb", blue: { cidr: "10.30.0.0/16" } }),
    ),
    `
  holdfast:backend.blue.port = 443
    needs TLS, but the ALB has no certificate and speaks plain HTTP on it
    fix: write port: 80, or loadBalancer: nlb, which passes TLS through to the instances, or with entry.kind haproxy: entry.certificateArn`,
  ),
  wrong(
    "a private address has a public name",
    pair({}, { dns: { zone: "example.com" } }),
    `
  holdfast:dns
    is for public addresses, but the address is private
    fix: remove dns, and create DNS names for the addresses yourself`,
  ),
  wrong(
    "one public name is for several pairs",
    pair(
      { ...NONE, failover: "eip", pairs: { a: {}, b: {} } },
      { ...backend(), dns: { zone: "example.com" } },
    ),
    `
  holdfast:dns
    is one name, but there are several pairs
    fix: remove dns, and create DNS names for the addresses yourself`,
  ),
  wrong(
    "nodes cannot get their software",
    pair(
      {},
      { network: { cidr: "10.20.0.0/16", egress: { kind: "privatelink", gatewayEndpoints: [] } } },
    ),
    `
  holdfast:network.egress.gatewayEndpoints = []
    must contain s3: the nodes get their software from there
    fix: add s3, which is free`,
  ),
  wrong(
    "advertisements are too frequent",
    pair({ advertSeconds: 0.01 }),
    `
  holdfast:entry.advertSeconds = 0.01
    must be a number from 0.1 to 10
    fix: write 0.1, the nearest`,
  ),
  wrong(
    "a node's image is none",
    pair({ image: "ubuntu" }),
    `
  holdfast:entry.image = "ubuntu"
    must be the id of an AMI, or resolve:ssm: and the name of a parameter
    fix: write an id such as ami-0123456789abcdef0, or remove it`,
  ),
  wrong(
    "a node's instance type is none",
    pair({ instanceType: "large" }),
    `
  holdfast:entry.instanceType = "large"
    must be an EC2 instance type: a family, a dot and a size
    fix: write a value such as c7g.large`,
  ),
  wrong(
    "a route table is none",
    pair({ routeTables: ["rtb-1"] }),
    `
  holdfast:entry.routeTables[0] = "rtb-1"
    must be the id of a route table: rtb- and 8 or 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-route-tables`,
  ),
  wrong(
    "there are too many route tables",
    pair({ routeTables: [...Array(9).keys()].map((n) => `rtb-0123456789abcdef${n}`) }),
    `
  holdfast:entry.routeTables = ["rtb-0123456789abcdef0","rtb-0123456789abcdef1","rtb-0123456789abcdef2","rtb-0…
    has 9 route tables, but at most 8 are possible, including the 3 of the stack
    fix: write fewer route tables, or share route tables between subnets`,
  ),
  wrong(
    "a client's block is none",
    pair({ clients: ["10.99.0.1/16"] }),
    `
  holdfast:entry.clients[0] = "10.99.0.1/16"
    must be an IPv4 block in CIDR notation that starts at its first address
    fix: write a block such as 10.50.0.0/16`,
  ),
  wrong(
    "clients of an Elastic IP are named",
    pair({ failover: "eip", virtualAddress: undefined, clients: ["10.99.0.0/16"] }),
    `
  holdfast:entry.clients = ["10.99.0.0/16"]
    requires failover: route, but failover is eip
    fix: remove clients, or write failover: route`,
  ),
];
