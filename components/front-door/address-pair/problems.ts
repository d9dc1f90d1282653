import { listed, problemTexts, suggest } from "../../settings/problem";

export const pairProblem = problemTexts({
  "setting-of-failover-route": ({ setting }: { setting: string }) => [
    "belongs to failover route, but failover is eip here",
    `take ${setting} out, or set failover: route`,
  ],
  "allow-from-of-failover-eip": [
    "needs failover eip: with failover route, the VPC and the blocks in entry.clients may connect",
    "remove it, and write blocks outside the VPC in entry.clients",
  ],
  "not-a-client-block": [
    "is not an IPv4 block in CIDR notation, from its first address",
    "write a block such as 10.50.0.0/16",
  ],
  "setting-of-one-pair": ({ setting }: { setting: string }) => [
    "is of one pair, but pairs lists several",
    `move ${setting} into a pair, or take pairs out`,
  ],
  "no-pairs": ["is empty", "name a pair, or write the settings of one without pairs"],
  "no-pair-given": ["is empty", "describe a pair, such as main"],
  "not-a-pair-name": [
    "has no name of at most 24 lower-case letters, digits and hyphens that begins with a letter",
    "write a name such as orders",
  ],
  "virtual-address-of-eip": [
    "belongs to failover route; the address of failover eip is an Elastic IP of the inventory",
    "take it out, or set failover: route",
  ],
  "not-a-virtual-address": ["is not an IPv4 address", "write an address such as 172.31.255.10"],
  "virtual-address-not-private": ({ blocks }: { blocks: readonly string[] }) => [
    `is outside ${listed(blocks, "and")}: what has that address on the internet could not be reached any more`,
    "write an address such as 172.31.255.10",
  ],
  "health-ports-differ": ({ owner, port }: { owner: string; port: number }) => [
    `differs from that of ${owner} (${port}), but one security group rule admits the health checks of all pairs`,
    `write ${port} for every pair`,
  ],
  "virtual-address-taken": ({ owner }: { owner: string }) => [
    `is ${owner} already`,
    "choose another address",
  ],
  "virtual-address-in-block": ({ owner, block }: { owner: string; block: string }) => [
    `lies in ${owner} (${block}), where routes to single addresses cannot lead`,
    "choose an address outside, such as 172.31.255.10",
  ],
  "live-without-backend": ({ live }: { live: string }) => [
    `names ${live}, the backend section's, and there is no such section`,
    "add backends to it, or describe holdfast:backend",
  ],
  "pair-without-backends": [
    "leads nowhere: it has no backends, and there is no backend section",
    "add backends to it, or describe holdfast:backend",
  ],
  "live-https": ({ live }: { live: string }) => [
    `names ${live}, whose port 443 is for HTTPS, and rules send plain HTTP`,
    "give the colours port: 80, or take rules out, so that TLS passes through",
  ],
  "backend-unused": ({ live }: { live: string }) => [
    "is used by no pair",
    `name ${live} in a rule or as default, or take the backend out`,
  ],
  "pair-backend-public": [
    "needs a public address at every node, which nodes of a pair do not have",
    "write reach: private",
  ],
  "too-many-route-tables": (data: { count: number; own: number; most: number }) => [
    `has ${data.count} route tables; with the ${data.own} of the stack, ${data.most} are possible`,
    "name fewer, or use fewer subnets' own tables",
  ],
  "s3-endpoint-missing": ({ needs }: { needs: string }) => [
    `lacks s3, from which the nodes get their ${needs}`,
    "add s3, which costs nothing",
  ],
  "dns-of-several-pairs": [
    "names one front door, but there are several pairs",
    "take dns out, and give the addresses names of your own",
  ],
  "dns-of-private-pair": [
    "is about public names, but the address is inside the VPC",
    "take dns out, and give the addresses names of your own",
  ],
});

export const routingProblem = problemTexts({
  "no-destination": [
    "are missing, and so is a default: every request would be answered with 404",
    "add default: and the name of a backend, or rules",
  ],
  "https-port-with-rules": [
    "is for HTTPS, and rules read plain HTTP only: HAProxy holds no certificate",
    "use port 80, or leave rules out, so that TLS passes through to the backend",
  ],
  "backend-name-taken": ["is the stack's own backend already", "choose another name"],
  "not-a-backend-name": [
    "has no name of at most 32 lower-case letters, digits and hyphens that begins with a letter",
    "write a name such as orders",
  ],
  "rule-without-condition": [
    "has no condition, and would take every request",
    "name it as default",
  ],
  "rule-never-decides": ({ earlier }: { earlier: number }) => [
    `never decides: rule ${earlier} has its conditions`,
    "take it out",
  ],
  "rule-port-not-served": ({ ports }: { ports: readonly number[] }) => [
    `is not among the ports, ${listed(ports, "and")}`,
    "add it there",
  ],
  "not-a-rule-host": [
    "is not a domain name in lower case, with or without *. before it",
    "write a name such as orders.example.com or *.example.com",
  ],
  "not-a-header-name": [
    "is not a header name of letters, digits and -: HAProxy drops other headers",
    "write one such as X-Version",
  ],
  "header-removed": [
    "is a header that HAProxy removes from requests or sets itself",
    "use another header, such as X-Version",
  ],
  "not-a-header-value": [
    "is not a text of printable ASCII without ' and \\, or is } alone",
    "write a plain value, or leave it out",
  ],
  "unknown-destination": ({ name, known }: { name: string; known: readonly string[] }) => [
    `names ${name}, which is none of the backends, ${listed(known, "and")}`,
    suggest(name, known, "describe it under backends"),
  ],
  "wrong-share": [
    "has a share that is no whole number from 0 to 100",
    "write percentages that add up to 100",
  ],
  "shares-sum": ({ sum }: { sum: number }) => [
    `has shares that add up to ${sum}, not 100`,
    "write percentages that add up to 100",
  ],
});
