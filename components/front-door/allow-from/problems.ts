import { problemTexts } from "../../settings/problem";

export const allowFromProblem = problemTexts({
  "allow-from-empty": [
    "is empty: no client could connect",
    "write the CIDR blocks of the clients, such as [198.51.100.0/24], or remove it to allow the internet",
  ],
  "allow-from-ipv6": [
    "is IPv6, but a front door has IPv4 addresses only",
    "write the IPv4 block of these clients, or remove it",
  ],
  "allow-from-address": ({ address }: { address: string }) => [
    "is an address, but must be a block",
    `write ${address}/32`,
  ],
  "allow-from-security-group": [
    "is a security group, which cannot match clients outside the VPC",
    "write an IPv4 block such as 198.51.100.0/24, or a managed prefix list",
  ],
  "not-a-prefix-list-id": [
    "must be the id of a managed prefix list: pl- and 8 or 17 hexadecimal digits",
    "look the id up: aws ec2 describe-managed-prefix-lists",
  ],
  "allow-from-covered": ({ owner, block }: { owner: string; block: string }) => [
    `is part of ${owner} (${block}), which already allows it`,
    "remove it, or narrow the larger block",
  ],
  "allow-from-internet-beside": ({ others }: { others: number }) => [
    `allows the whole internet: the other ${others === 1 ? "entry has" : `${others} entries have`} no effect`,
    "remove it to allow only the others, or remove allowFrom to allow the internet",
  ],
  "prefix-list-missing": ({ region }: { region: string }) => [
    `does not exist in ${region} for this account`,
    "check the id, the region and the account: aws ec2 describe-managed-prefix-lists",
  ],
  "prefix-list-ipv6": ({ name }: { name: string }) => [
    `(${name}) is a list of IPv6 blocks, but a front door has IPv4 addresses only`,
    "write a list whose address family is IPv4, or remove it",
  ],
  "too-many-client-rules": (data: {
    rules: number;
    ports: readonly number[];
    entries: number;
    others: number;
    limit: number;
  }) => [
    `needs ${data.rules} inbound rules in a security group, but this account's limit is ${data.limit}: ${data.ports.length} ports × ${data.entries} entries${data.others > 0 ? ` + ${data.others} for health checks, other nodes and path MTU discovery` : ""} (a prefix list counts as its maxEntries)`,
    `write fewer and larger blocks, lower the maxEntries of the prefix lists, or raise the quota: aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-0EA8095F --desired-value ${data.rules}`,
  ],
});
