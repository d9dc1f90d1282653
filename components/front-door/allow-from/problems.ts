import { problemTexts } from "../../settings/problem";

export const allowFromProblem = problemTexts({
  "allow-from-empty": [
    "admits nobody",
    "name the blocks that clients connect from, or take it out for the whole internet",
  ],
  "allow-from-ipv6": [
    "is IPv6, and a front door has IPv4 addresses only",
    "name the IPv4 block that these clients connect from, or take it out",
  ],
  "allow-from-address": ({ address }: { address: string }) => [
    "is an address, not a block",
    `write ${address}/32`,
  ],
  "allow-from-security-group": [
    "is a security group: clients outside the VPC are in none",
    "name an IPv4 block such as 198.51.100.0/24, or a managed prefix list",
  ],
  "not-a-prefix-list-id": [
    "is not the id of a managed prefix list: pl- and 8 or 17 hexadecimal digits",
    "look the id up: aws ec2 describe-managed-prefix-lists",
  ],
  "allow-from-covered": ({ owner, block }: { owner: string; block: string }) => [
    `lies in ${owner} (${block}), which admits it already`,
    "take it out, or narrow the larger block",
  ],
  "allow-from-internet-beside": ({ others }: { others: number }) => [
    `admits the whole internet, so that the other ${others} have no effect`,
    "take it out, or leave allowFrom out",
  ],
  "prefix-list-missing": ({ region }: { region: string }) => [
    `does not exist in ${region} for this account`,
    "check the id, the region and the account: aws ec2 describe-managed-prefix-lists",
  ],
  "prefix-list-ipv6": ({ name }: { name: string }) => [
    `(${name}) is a list of IPv6 blocks, and a front door has IPv4 addresses only`,
    "name a list whose address family is IPv4, or take it out",
  ],
  "too-many-client-rules": (data: {
    rules: number;
    ports: readonly number[];
    entries: number;
    others: number;
    limit: number;
  }) => [
    `needs ${data.rules} inbound rules in a security group, and this account's limit is ${data.limit}: ${data.ports.length} ports × ${data.entries} entries${data.others > 0 ? ` + ${data.others} for health checks and other nodes` : ""} (a prefix list counts as its maxEntries)`,
    `name fewer and larger blocks, lower maxEntries of the prefix lists, or raise the quota: aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-0EA8095F --desired-value ${data.rules}`,
  ],
});
