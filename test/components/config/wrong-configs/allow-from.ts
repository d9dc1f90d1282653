import { type Given, LOOKUPS, type WrongConfig, wrong } from "./wrong-config";

const PREFIX_LIST = "pl-0123456789abcdef0";

/** HAProxy nodes that admit these clients only. */
const door = (allowFrom: unknown, ports: readonly number[] = [443]): Given => ({
  config: {
    entry: { kind: "haproxy", allowFrom, ports },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
  },
});

const listed = (answer: object): Given => ({
  ...door([PREFIX_LIST], [443, 8443]),
  aws: {
    [LOOKUPS.prefixList]: { name: "partners", addressFamily: "IPv4", maxEntries: 10, ...answer },
  },
});

const blocks = (count: number) =>
  Array.from({ length: count }, (_, index) => `198.51.100.${index * 2}/31`);

export const WRONG_CLIENTS: readonly WrongConfig[] = [
  wrong(
    "no client may connect",
    door([]),
    `
  holdfast:entry.allowFrom = []
    is empty: no client could connect
    fix: write the CIDR blocks of the clients, such as [198.51.100.0/24], or remove it to allow the internet`,
  ),
  wrong(
    "clients are a text",
    door("198.51.100.0/24"),
    `
  holdfast:entry.allowFrom = "198.51.100.0/24"
    must be a list
    fix: write it as a list: [198.51.100.0/24]`,
  ),
  wrong(
    "clients are an IPv6 block",
    door(["2001:db8::/32"]),
    `
  holdfast:entry.allowFrom[0] = "2001:db8::/32"
    is IPv6, but a front door has IPv4 addresses only
    fix: write the IPv4 block of these clients, or remove it`,
  ),
  wrong(
    "a client is an address",
    door(["198.51.100.7"]),
    `
  holdfast:entry.allowFrom[0] = "198.51.100.7"
    is an address, but must be a block
    fix: write 198.51.100.7/32`,
  ),
  wrong(
    "a client is a security group",
    door(["sg-0123456789abcdef0"]),
    `
  holdfast:entry.allowFrom[0] = "sg-0123456789abcdef0"
    is a security group, which cannot match clients outside the VPC
    fix: write an IPv4 block such as 198.51.100.0/24, or a managed prefix list`,
  ),
  wrong(
    "a client is a name",
    door(["partner.example.com"]),
    `
  holdfast:entry.allowFrom[0] = "partner.example.com"
    must be an IPv4 block in CIDR notation
    fix: write an address and a prefix length, such as 10.20.0.0/16`,
  ),
  wrong(
    "a client's block has host bits",
    door(["198.51.100.7/24"]),
    `
  holdfast:entry.allowFrom[0] = "198.51.100.7/24"
    is not the first address of a /24 block
    fix: write 198.51.100.0/24`,
  ),
  wrong(
    "a client is named twice",
    door(["198.51.100.0/24", "198.51.100.0/24"]),
    `
  holdfast:entry.allowFrom[1] = "198.51.100.0/24"
    is a duplicate
    fix: remove one of the two`,
  ),
  wrong(
    "a client's block lies in another one",
    door(["198.51.100.128/25", "198.51.100.0/24"]),
    `
  holdfast:entry.allowFrom[0] = "198.51.100.128/25"
    is part of entry.allowFrom[1] (198.51.100.0/24), which already allows it
    fix: remove it, or narrow the larger block`,
  ),
  wrong(
    "the internet stands beside clients",
    door(["198.51.100.0/24", "0.0.0.0/0", "203.0.113.0/24"]),
    `
  holdfast:entry.allowFrom[1] = "0.0.0.0/0"
    allows the whole internet: the other 2 entries have no effect
    fix: remove it to allow only the others, or remove allowFrom to allow the internet`,
  ),
  wrong(
    "a client is a prefix list by its name",
    door(["pl-partners"]),
    `
  holdfast:entry.allowFrom[0] = "pl-partners"
    must be the id of a managed prefix list: pl- and 8 or 17 hexadecimal digits
    fix: look the id up: aws ec2 describe-managed-prefix-lists`,
  ),
  wrong(
    "a prefix list does not exist",
    door([PREFIX_LIST]),
    `
  holdfast:entry.allowFrom[0] = "${PREFIX_LIST}"
    does not exist in us-east-1 for this account
    fix: check the id, the region and the account: aws ec2 describe-managed-prefix-lists`,
  ),
  wrong(
    "a prefix list cannot be looked up",
    { ...door([PREFIX_LIST]), aws: { [LOOKUPS.prefixList]: new Error("no permission") } },
    `
  holdfast:entry.allowFrom[0] = "${PREFIX_LIST}"
    could not be checked: no permission
    fix: fix this (credentials, permissions or network), then try again`,
  ),
  wrong(
    "a prefix list is one of IPv6 blocks",
    listed({ addressFamily: "IPv6" }),
    `
  holdfast:entry.allowFrom[0] = "${PREFIX_LIST}"
    (partners) is a list of IPv6 blocks, but a front door has IPv4 addresses only
    fix: write a list whose address family is IPv4, or remove it`,
  ),
  wrong(
    "blocks need more rules than a security group may have",
    door(blocks(12), [443, 8443, 9443]),
    `
  holdfast:entry.allowFrom = ["198.51.100.0/31","198.51.100.2/31","198.51.100.4/31","198.51.100.6/31","198.5…
    needs 62 inbound rules in a security group, but this account's limit is 60: 3 ports × 12 entries + 26 for health checks, other nodes and path MTU discovery (a prefix list counts as its maxEntries)
    fix: write fewer and larger blocks, lower the maxEntries of the prefix lists, or raise the quota: aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-0EA8095F --desired-value 62`,
  ),
  wrong(
    "a prefix list has room for more entries than a security group may have rules",
    listed({ maxEntries: 20 }),
    `
  holdfast:entry.allowFrom = ["${PREFIX_LIST}"]
    needs 66 inbound rules in a security group, but this account's limit is 60: 2 ports × 20 entries + 26 for health checks, other nodes and path MTU discovery (a prefix list counts as its maxEntries)
    fix: write fewer and larger blocks, lower the maxEntries of the prefix lists, or raise the quota: aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-0EA8095F --desired-value 66`,
  ),
  wrong(
    "clients of a pair by route are named for the internet",
    {
      config: {
        entry: {
          kind: "addressPair",
          failover: "route",
          virtualAddress: "172.31.255.10",
          backends: { orders: { host: "orders.example.com", port: 8080 } },
          default: "orders",
          allowFrom: ["198.51.100.0/24"],
        },
      },
    },
    `
  holdfast:entry.allowFrom = ["198.51.100.0/24"]
    needs failover eip: with failover route, the VPC and the blocks in entry.clients may connect
    fix: remove it, and write blocks outside the VPC in entry.clients`,
  ),
];
