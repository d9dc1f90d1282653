import { listed, problemTexts, suggest } from "../settings/problem";
import { agreement, lostText } from "./lost-text";

interface Adopted {
  readonly publicIp: string;
}

export const addressProblem = problemTexts({
  "address-for-allocation-id": ({ address }: { address: string }) => [
    "is an address, but must be an allocation id",
    `look the id up: aws ec2 describe-addresses --public-ips ${address}`,
  ],
  "not-an-allocation-id": [
    "must be the allocation id of an Elastic IP: eipalloc- and 8 or 17 hexadecimal digits",
    "look the id up: aws ec2 describe-addresses",
  ],
  "not-an-address-key": [
    "must be a name of lower-case letters, digits and hyphens that starts with a letter",
    "write a key such as entry-a1",
  ],
  "requested-twice": [
    "is also the key of an earlier request; a key names one address",
    "remove one of the two requests: two front doors cannot share an address",
  ],
  "address-missing": ({ asked, present }: { asked: string; present: readonly string[] }) => [
    present.length === 0
      ? "is missing: the map has no addresses"
      : `is missing: the map has ${listed(present, "and")}`,
    `create every address that ${asked} lists`,
  ],
  "unknown-claim": ({ known }: { known: readonly string[] }) => [
    `is not the key of an address of this front door. The keys are ${listed(known, "and")}`,
    "write one of these keys, or remove it",
  ],
  "not-an-address": ["must be an IPv4 address", "write an address such as 203.0.113.10"],
  "adopted-twice": ({ key, earlier }: { key: string; earlier: string }) => [
    `is already adopted as ${earlier}, and an address has only one key`,
    `remove ${key} or ${earlier}`,
  ],
  "reverse-name-with-dot": ({ name }: { name: string }) => [
    "must not end with a dot: AWS adds it",
    `write ${name}`,
  ],
  "not-a-reverse-name": [
    "must be a fully qualified domain name",
    "write the full name, such as static.example.com",
  ],
  "unknown-address-key": ({ key, known }: { key: string; known: readonly string[] }) => [
    known.length === 0
      ? `names the address ${key}, but this configuration has no addresses`
      : `names the address ${key}, but this configuration has ${listed(known, "and")}`,
    suggest(key, known, `remove ${key}`),
  ],
  "address-key-taken": (data: { key: string; publicIp: string; allocationId: string }) => [
    `would change the address of ${data.key}, which is ${data.publicIp} (${data.allocationId})`,
    `remove ${data.key} from adopt to keep that address`,
  ],
  "adopted-missing": ({ region }: { region: string }) => [
    `does not exist in ${region} for this account`,
    "check the id, the region and the account: aws ec2 describe-addresses",
  ],
  "adopted-outside-vpc": ({ publicIp, domain }: Adopted & { domain: string }) => [
    `(${publicIp}) cannot be used in a VPC: its domain is ${domain}`,
    "move it to a VPC first: aws ec2 move-address-to-vpc",
  ],
  "adopted-of-other-stack": ({ publicIp, owner }: Adopted & { owner: string }) => [
    `(${publicIp}) belongs to the stack ${owner}`,
    "release it from that stack first, then remove its tag holdfast:stack",
  ],
  "adopted-in-use": ({ publicIp, user }: Adopted & { user: string }) => [
    `(${publicIp}) is in use by ${user}`,
    "disassociate it first: aws ec2 disassociate-address",
  ],
  "adopted-under-other-key": (data: Adopted & { key: string; ownKey: string }) => [
    `(${data.publicIp}) is already ${data.ownKey} in this stack, and an address keeps its key`,
    `adopt it as ${data.ownKey}, or choose another address for ${data.key}`,
  ],
  "not-a-pool-id": [
    "must be the id of a pool: ipv4pool-ec2- or ipam-pool-, and 17 hexadecimal digits",
    "look the id up: aws ec2 describe-public-ipv4-pools, or aws ec2 describe-ipam-pools",
  ],
  "block-for-pool": [
    "is a CIDR block, but must be the id of a pool",
    "look up the id of its pool: aws ec2 describe-public-ipv4-pools, or aws ec2 describe-ipam-pools",
  ],
  "pool-of-outpost": [
    "is a pool of customer-owned addresses, which work on Outposts only",
    "name a pool whose id begins with ipv4pool-ec2- or ipam-pool-",
  ],
  "pool-not-ipv4": [
    "is a pool of IPv6 addresses, but Elastic IPs are IPv4",
    "name a pool whose id begins with ipv4pool-ec2-, or an IPAM pool with the address family ipv4",
  ],
  "pool-missing": ({ region }: { region: string }) => [
    `does not exist in ${region} for this account`,
    "check the id, the region and the account: aws ec2 describe-public-ipv4-pools, or aws ec2 describe-ipam-pools",
  ],
  "pool-not-for-ec2": [
    "cannot allocate Elastic IPs: it must be an IPAM pool in the public scope with the service EC2 (EIP/VPC)",
    "name another pool, or create one: aws ec2 create-ipam-pool --address-family ipv4 --aws-service ec2 --public-ip-source amazon",
  ],
  "pool-elsewhere": ({ place, region }: { place: string; region: string }) => [
    `allocates addresses in ${place}, but the stack is in ${region}`,
    `name a pool of ${region}; the region of an IPAM pool is its locale`,
  ],
  "pool-exhausted": (data: { keys: readonly string[]; needed: number; free: number }) => [
    `has ${data.free === 1 ? "1 free address" : `${data.free} free addresses`}, but the stack needs ${data.needed} new ones: ${listed(data.keys, "and")}`,
    "provision another CIDR to it, release its unused addresses, or name a larger pool",
  ],
  "pool-too-small": (data: { by: string; left: number; least: number; why: string }) => [
    `leaves ${data.by} ${data.left === 1 ? "1 address" : `${data.left} addresses`}, but it needs ${data.least}: ${data.why}`,
    "provision another CIDR to it, name a larger pool, or write a smaller netmaskLength for a new block",
  ],
  "block-key-twice": ({ key }: { key: string }) => [
    `more than one block is tagged holdfast:key=${key} for this stack`,
    "remove the tag holdfast:stack from the pool that is not in use",
  ],
  "block-length": ({ cidr, length }: { cidr: string; length: number }) => [
    `cannot resize the block that the stack has, ${cidr}: AWS does not support this, and a new block has other addresses`,
    `write ${length}; for more addresses, provision another CIDR to the pool, or name another pool`,
  ],
  "block-in-use": ({ cidr, users }: { cidr: string; users: readonly string[] }) => [
    `would release the block ${cidr}, but ${listed(users, "and")} ${users.length === 1 ? "uses an address" : "use addresses"} of it`,
    "release these addresses first, or keep the block",
  ],
  "ipam-exists": ({ id, region }: { id: string; region: string }) => [
    `is missing: ${region} already has the IPAM ${id}, and AWS allows one IPAM for each account and region`,
    `write ipam: ${id}`,
  ],
  "ipam-missing": ({ region }: { region: string }) => [
    `does not exist in ${region} for this account`,
    "look the id up: aws ec2 describe-ipams; or remove it to let the stack create an IPAM",
  ],
  "pool-beside-block": [
    "cannot be combined with block, which has its own pool",
    "remove one of the two",
  ],
  "address-released": (data: {
    keys: readonly string[];
    publicIps: readonly string[];
    allowed: readonly string[];
  }) => [
    `${lostText(data.keys)}. AWS does not return a released address: ${listed(data.publicIps, "and")}`,
    `keep the resources that need them, or allow the release: ${agreement(data.keys, data.allowed)}`,
  ],
  "address-key-twice": ({ key }: { key: string }) => [
    `more than one Elastic IP is tagged holdfast:key=${key} for this stack`,
    "remove the tag holdfast:stack from the one that is not in use",
  ],
  "accelerator-key-twice": ({ key }: { key: string }) => [
    `more than one accelerator is tagged holdfast:key=${key} for this stack`,
    "remove the tag holdfast:stack from the one that is not in use",
  ],
});
