import { listed, problemTexts } from "../../settings/problem";

const another = (tier: string) => (tier === "public" ? "private" : "public");

export const existingProblem = problemTexts({
  "setting-of-own-vpc": ({ setting }: { setting: string }) => [
    "belongs to a VPC that the stack creates, but network.existing names one that exists",
    `take ${setting} out, or take existing out`,
  ],
  "egress-of-own-vpc": [
    "belongs to a VPC that the stack creates; in one that exists, nothing of its egress is changed",
    "write kind: existing, or take egress out",
  ],
  "egress-without-existing-vpc": [
    "belongs to a VPC that exists, and network.existing names none",
    "write kind: nat, privatelink or none, or describe network.existing",
  ],
  "vpc-not-named": [
    "names no VPC: it has neither vpcId nor vpcTags",
    "add vpcId: vpc-0a1b2c3d4e5f60718",
  ],
  "vpc-named-twice": [
    "cannot be combined with network.existing.vpcId",
    "take out vpcTags, or vpcId",
  ],
  "subnets-not-named": ({ tier, example }: { tier: string; example: string }) => [
    `names no ${tier} subnets: it has neither ${tier}Subnets nor ${tier}SubnetTags`,
    `add ${tier}Subnets: [${example}, …], one for each of at least two zones`,
  ],
  "subnets-named-twice": ({ tier }: { tier: string }) => [
    `cannot be combined with network.existing.${tier}Subnets`,
    `take out ${tier}SubnetTags, or ${tier}Subnets`,
  ],
  "no-tags-to-find-by": ["is empty, and would find everything", "name a tag, or write ids"],
  "vpc-missing": ({ region }: { region: string }) => [
    `does not exist in ${region} for this account`,
    `look the id up: aws ec2 describe-vpcs --region ${region}`,
  ],
  "no-vpc-with-tags": ({ region }: { region: string }) => [
    `are tags that no VPC in ${region} has`,
    "write the tags of the VPC, or its vpcId",
  ],
  "several-vpcs-with-tags": ({ region }: { region: string }) => [
    `are tags that several VPCs in ${region} have`,
    "write more tags, or the vpcId of one",
  ],
  "vpc-dns-off": ({ vpcId, off }: { vpcId: string; off: readonly string[] }) => [
    `has ${listed(off, "and")} turned off: names of load balancers and endpoints would not resolve to private addresses`,
    `turn it on: ${off
      .map((name) => {
        const option = name === "enableDnsSupport" ? "dns-support" : "dns-hostnames";
        return `aws ec2 modify-vpc-attribute --vpc-id ${vpcId} --enable-${option}`;
      })
      .join(" && ")}`,
  ],
  "subnet-missing": ({ region }: { region: string }) => [
    `does not exist in ${region} for this account`,
    `look the id up: aws ec2 describe-subnets --region ${region}`,
  ],
  "no-subnets-with-tags": ({ vpcId }: { vpcId: string }) => [
    `are tags that no subnet of ${vpcId} has`,
    "write the tags of the subnets, or their ids",
  ],
  "subnet-of-other-vpc": ({ vpcId, wanted }: { vpcId: string; wanted: string }) => [
    `is in ${vpcId}, not in ${wanted}`,
    `choose a subnet of ${wanted}`,
  ],
  "subnet-in-both-tiers": ({ other }: { other: string }) => [
    `is ${other}, too`,
    "name it in one of the two lists: public is what has a route to an internet gateway",
  ],
  "subnet-in-local-zone": ({ zone, available }: { zone: string; available: readonly string[] }) => [
    `is in ${zone}, which is no availability zone of the region`,
    `choose subnets in ${listed(available)}`,
  ],
  "subnets-in-one-zone": ({ zone, ids }: { zone: string; ids: readonly string[] }) => [
    `has ${ids.length} subnets in ${zone}: ${listed(ids, "and")}; one for each zone is used`,
    `choose one of these, and name it by its id`,
  ],
  "too-few-subnet-zones": ({ zones }: { zones: readonly string[] }) => [
    `is in ${zones.length === 0 ? "no zone" : `one zone, ${listed(zones, "and")}`}, and the loss of one zone would take all addresses`,
    "name a subnet in each of at least two availability zones",
  ],
  "tiers-in-different-zones": (data: {
    tier: string;
    zones: readonly string[];
    others: readonly string[];
  }) => [
    `is in ${listed(data.zones, "and")}, and ${another(data.tier)} subnets are in ${listed(data.others, "and")}`,
    "name a public and a private subnet in each zone",
  ],
  "subnet-outside-primary-block": ({ cidr, block }: { cidr: string; block: string }) => [
    `has the block ${cidr}, outside of the VPC's primary block ${block}: rules of security groups are made for that`,
    `choose a subnet in ${block}`,
  ],
  "public-subnet-without-internet": ({ table }: { table: string }) => [
    `is not public: its route table ${table} has no default route to an internet gateway`,
    "choose a subnet that has one, or add the route to the table",
  ],
  "private-subnet-with-internet": ({ table, gateway }: { table: string; gateway: string }) => [
    `is public: the default route of its route table ${table} goes to ${gateway}, an internet gateway`,
    "choose a subnet without one, or name it among the public subnets",
  ],
  "subnet-full": ({ free, needed }: { free: number; needed: number }) => [
    `has ${free} free addresses; load balancers and nodes need ${needed}`,
    "choose a larger subnet, or release addresses in it",
  ],
  "endpoints-missing": (data: {
    services: readonly string[];
    tier: string;
    vpcId: string;
    region: string;
  }) => [
    `needs ${listed(data.services, "and")} from the ${data.tier} subnets of ${data.vpcId}, which has no endpoint for ${data.services.length === 1 ? "it" : "them"}${data.tier === "private" ? " and no default route there" : ""}`,
    `create the endpoints first: ${data.services
      .map((service) => `com.amazonaws.${data.region}.${service}`)
      .join(
        ", ",
      )}${data.tier === "private" ? "; or give the private subnets a route to a NAT gateway" : ""}`,
  ],
  "endpoint-without-private-dns": (data: {
    service: string;
    vpcId: string;
    endpointId: string;
  }) => [
    `needs the endpoint of ${data.service} in ${data.vpcId}, which has private DNS names turned off`,
    `turn them on: aws ec2 modify-vpc-endpoint --private-dns-enabled --vpc-endpoint-id ${data.endpointId}`,
  ],
  "endpoint-without-route": (data: {
    service: string;
    tables: readonly string[];
    endpointId: string;
  }) => [
    `needs the gateway endpoint of ${data.service}, which is not associated with ${listed(data.tables, "and")}`,
    `associate it: aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${data.endpointId} --add-route-table-ids ${data.tables.join(" ")}`,
  ],
  "route-table-main": ({ table, destination }: { table: string; destination: string }) => [
    `needs a route to ${destination} in ${table}, the main route table: every subnet without a table of its own uses it, too`,
    `associate the subnets with a table of their own, or add ${table} to network.existing.routeTables`,
  ],
  "route-table-shared": (data: {
    table: string;
    destination: string;
    subnets: readonly string[];
  }) => [
    `needs a route to ${data.destination} in ${data.table}, which ${listed(data.subnets, "and")} ${data.subnets.length === 1 ? "uses" : "use"}, too`,
    `name these subnets, or add ${data.table} to network.existing.routeTables`,
  ],
  "route-taken": ({ table, destination }: { table: string; destination: string }) => [
    `needs a route to ${destination} in ${table}, which has one already`,
    "choose another block or address, or remove that route",
  ],
  "private-zone-of-vpc": (data: { vpcId: string; zoneId: string }) => [
    `is the name of a private zone that ${data.vpcId} has already, ${data.zoneId}: a VPC can have one of a name`,
    "write another name, such as shop.internal",
  ],
  "route-table-of-other-vpc": ({ vpcId }: { vpcId: string }) => [
    `is no route table of ${vpcId}`,
    "look the id up: aws ec2 describe-route-tables",
  ],
});
