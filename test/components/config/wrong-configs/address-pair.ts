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
    is not an IPv4 address
    fix: write an address such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is in the VPC",
    pair({ virtualAddress: "10.20.3.4" }),
    `
  holdfast:entry.virtualAddress = "10.20.3.4"
    lies in network.cidr (10.20.0.0/16), where routes to single addresses cannot lead
    fix: choose an address outside, such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is in a colour's VPC",
    pair({ ...live, virtualAddress: "10.30.3.4" }, backend()),
    `
  holdfast:entry.virtualAddress = "10.30.3.4"
    lies in backend.blue.cidr (10.30.0.0/16), where routes to single addresses cannot lead
    fix: choose an address outside, such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is among the clients",
    pair({ virtualAddress: "10.99.3.4", clients: ["10.99.0.0/16"] }),
    `
  holdfast:entry.virtualAddress = "10.99.3.4"
    lies in entry.clients[0] (10.99.0.0/16), where routes to single addresses cannot lead
    fix: choose an address outside, such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is a public one",
    pair({ virtualAddress: "8.8.8.8" }),
    `
  holdfast:entry.virtualAddress = "8.8.8.8"
    is outside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10: what has that address on the internet could not be reached any more
    fix: write an address such as 172.31.255.10`,
  ),
  wrong(
    "a virtual address is where AWS has its metadata service",
    pair({ virtualAddress: "169.254.3.3" }),
    `
  holdfast:entry.virtualAddress = "169.254.3.3"
    is outside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10: what has that address on the internet could not be reached any more
    fix: write an address such as 172.31.255.10`,
  ),
  wrong(
    "an Elastic IP has a virtual address as well",
    pair({ failover: "eip" }),
    `
  holdfast:entry.virtualAddress = "172.31.255.10"
    belongs to failover route; the address of failover eip is an Elastic IP of the inventory
    fix: take it out, or set failover: route`,
  ),
  wrong(
    "two pairs have the same virtual address",
    several({ a: one("172.31.255.10"), b: one("172.31.255.10") }),
    `
  holdfast:entry.pairs.b.virtualAddress = "172.31.255.10"
    is entry.pairs.a.virtualAddress already
    fix: choose another address`,
  ),
  wrong(
    "one pair is described beside several",
    several({ a: one("172.31.255.11") }, { virtualAddress: "172.31.255.10" }),
    `
  holdfast:entry.virtualAddress = "172.31.255.10"
    is of one pair, but pairs lists several
    fix: move virtualAddress into a pair, or take pairs out`,
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
    has no name of at most 24 lower-case letters, digits and hyphens that begins with a letter
    fix: write a name such as orders`,
  ),
  wrong(
    "no pair uses the backend",
    pair({}, backend()),
    `
  holdfast:backend
    is used by no pair
    fix: name live in a rule or as default, or take the backend out`,
  ),
  wrong(
    "nodes without a public address reach the backend in public",
    pair(live, backend({ reach: "public", zone: "example.com" })),
    `
  holdfast:backend.reach = "public"
    needs a public address at every node, which nodes of a pair do not have
    fix: write reach: private`,
  ),
  wrong(
    "a private address has a public name",
    pair({}, { dns: { zone: "example.com" } }),
    `
  holdfast:dns
    is about public names, but the address is inside the VPC
    fix: take dns out, and give the addresses names of your own`,
  ),
  wrong(
    "one public name is for several pairs",
    pair(
      { ...NONE, failover: "eip", pairs: { a: {}, b: {} } },
      { ...backend(), dns: { zone: "example.com" } },
    ),
    `
  holdfast:dns
    names one front door, but there are several pairs
    fix: take dns out, and give the addresses names of your own`,
  ),
  wrong(
    "nodes cannot get their software",
    pair(
      {},
      { network: { cidr: "10.20.0.0/16", egress: { kind: "privatelink", gatewayEndpoints: [] } } },
    ),
    `
  holdfast:network.egress.gatewayEndpoints = []
    lacks s3, from which the nodes get their software
    fix: add s3, which costs nothing`,
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
    is neither the id of an AMI nor resolve:ssm: and the name of a parameter
    fix: write an id such as ami-0123456789abcdef0, or leave it out`,
  ),
  wrong(
    "a node's instance type is none",
    pair({ instanceType: "large" }),
    `
  holdfast:entry.instanceType = "large"
    is not an EC2 instance type: a family, a dot and a size
    fix: write a value such as c7g.large`,
  ),
  wrong(
    "a route table is none",
    pair({ routeTables: ["rtb-1"] }),
    `
  holdfast:entry.routeTables[0] = "rtb-1"
    is not the id of a route table: rtb- and 8 or 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-route-tables`,
  ),
  wrong(
    "there are too many route tables",
    pair({ routeTables: [...Array(9).keys()].map((n) => `rtb-0123456789abcdef${n}`) }),
    `
  holdfast:entry.routeTables = ["rtb-0123456789abcdef0","rtb-0123456789abcdef1","rtb-0123456789abcdef2","rtb-0…
    has 9 route tables; with the 3 of the stack, 8 are possible
    fix: name fewer, or use fewer subnets' own tables`,
  ),
  wrong(
    "a client's block is none",
    pair({ clients: ["10.99.0.1/16"] }),
    `
  holdfast:entry.clients[0] = "10.99.0.1/16"
    is not an IPv4 block in CIDR notation, from its first address
    fix: write a block such as 10.50.0.0/16`,
  ),
  wrong(
    "clients of an Elastic IP are named",
    pair({ failover: "eip", virtualAddress: undefined, clients: ["10.99.0.0/16"] }),
    `
  holdfast:entry.clients = ["10.99.0.0/16"]
    belongs to failover route, but failover is eip here
    fix: take clients out, or set failover: route`,
  ),
];
