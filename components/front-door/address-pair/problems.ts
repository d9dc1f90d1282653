import { listed, problemTexts, suggest } from "../../settings/problem";

export const pairProblem = problemTexts({
  "setting-of-failover-route": ({ setting }: { setting: string }) => [
    "requires failover: route, but failover is eip",
    `remove ${setting}, or write failover: route`,
  ],
  "allow-from-of-failover-eip": [
    "needs failover eip: with failover route, the VPC and the blocks in entry.clients may connect",
    "remove it, and write blocks outside the VPC in entry.clients",
  ],
  "not-a-client-block": [
    "must be an IPv4 block in CIDR notation that starts at its first address",
    "write a block such as 10.50.0.0/16",
  ],
  "setting-of-one-pair": ({ setting }: { setting: string }) => [
    "cannot be combined with entry.pairs",
    `move ${setting} into a pair, or remove pairs`,
  ],
  "no-pairs": ["is empty", "name a pair, or write the settings of one without pairs"],
  "no-pair-given": ["is empty", "describe a pair, such as main"],
  "not-a-pair-name": [
    "must have a name of 1 to 24 characters, a-z, 0-9 or -, starting with a letter",
    "write a name such as orders",
  ],
  "virtual-address-of-eip": [
    "requires failover: route. With failover eip, the address is an Elastic IP of the inventory",
    "remove it, or write failover: route",
  ],
  "not-a-virtual-address": ["must be an IPv4 address", "write an address such as 172.31.255.10"],
  "virtual-address-not-private": ({ blocks }: { blocks: readonly string[] }) => [
    `is outside ${listed(blocks, "and")}: the VPC could no longer reach the internet host with this address`,
    "write an address such as 172.31.255.10",
  ],
  "health-ports-differ": ({ owner, port }: { owner: string; port: number }) => [
    `differs from that of ${owner} (${port}), but one security group rule allows the health checks of all pairs`,
    `write ${port} for every pair`,
  ],
  "virtual-address-taken": ({ owner }: { owner: string }) => [
    `is already used by ${owner}`,
    "choose another address",
  ],
  "virtual-address-in-block": ({ owner, block }: { owner: string; block: string }) => [
    `is inside ${owner} (${block}), where a route to a single address is not possible`,
    "choose an address outside of it, such as 172.31.255.10",
  ],
  "live-without-backend": ({ live }: { live: string }) => [
    `is ${live}, the backend of section backend, which is missing`,
    "add backends to it, or describe holdfast:backend",
  ],
  "pair-without-backends": [
    "has no backends, and section backend is missing",
    "add backends to it, or describe holdfast:backend",
  ],
  "live-https": ({ live }: { live: string }) => [
    `is ${live}, whose port 443 is for HTTPS, but rules forward plain HTTP`,
    "write port: 80 for the colours, or remove rules to pass TLS through",
  ],
  "backend-unused": ({ live }: { live: string }) => [
    "is not used by any pair",
    `write ${live} in a rule or as default, or remove section backend`,
  ],
  "pair-backend-public": [
    "requires public addresses of all nodes, but the nodes of a pair have none",
    "write reach: private",
  ],
  "too-many-route-tables": (data: { count: number; own: number; most: number }) => [
    `has ${data.count} route tables, but at most ${data.most} are possible, including the ${data.own} of the stack`,
    "write fewer route tables, or share route tables between subnets",
  ],
  "s3-endpoint-missing": ({ needs }: { needs: string }) => [
    `must contain s3: the nodes get their ${needs} from there`,
    "add s3, which is free",
  ],
  "dns-of-several-pairs": [
    "is one name, but there are several pairs",
    "remove dns, and create DNS names for the addresses yourself",
  ],
  "dns-of-private-pair": [
    "is for public addresses, but the address is private",
    "remove dns, and create DNS names for the addresses yourself",
  ],
});

export const routingProblem = problemTexts({
  "no-destination": [
    "are missing, and there is no default: HAProxy would return 404 for every request",
    "add rules, or default: and the name of a backend",
  ],
  "https-port-with-rules": [
    "is for HTTPS, but rules need plain HTTP: HAProxy has no certificate",
    "use port 80, or remove rules to pass TLS through to the backend",
  ],
  "backend-name-taken": ["is reserved for the backend of section backend", "choose another name"],
  "not-a-backend-name": [
    "must have a name of 1 to 32 characters, a-z, 0-9 or -, starting with a letter",
    "write a name such as orders",
  ],
  "rule-without-condition": [
    "has no condition, and would match every request",
    "add a condition, or write its destination as default",
  ],
  "rule-never-decides": ({ earlier }: { earlier: number }) => [
    `never matches: rule ${earlier} has the same conditions`,
    "remove it",
  ],
  "rule-port-not-served": ({ ports }: { ports: readonly number[] }) => [
    `is not among the ports, ${listed(ports, "and")}`,
    "add it to the ports",
  ],
  "not-a-rule-host": [
    "must be a lower-case domain name, with or without the prefix *.",
    "write a name such as orders.example.com or *.example.com",
  ],
  "not-a-header-name": [
    "must be a header name of letters, digits and -: HAProxy drops other headers",
    "write one such as X-Version",
  ],
  "header-removed": [
    "is a header that HAProxy removes from requests or sets itself",
    "use another header, such as X-Version",
  ],
  "not-a-header-value": [
    "must be printable ASCII without ' and \\, and must not be }",
    "write such a value, or remove it",
  ],
  "unknown-destination": ({ name, known }: { name: string; known: readonly string[] }) => [
    `is ${name}, which is not a backend. The backends are ${listed(known, "and")}`,
    suggest(name, known, "describe it under backends"),
  ],
  "wrong-share": [
    "has a share that is not a whole number from 0 to 100",
    "write percentages that add up to 100",
  ],
  "shares-sum": ({ sum }: { sum: number }) => [
    `has shares that add up to ${sum}, not 100`,
    "write percentages that add up to 100",
  ],
});
