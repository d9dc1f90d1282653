import { endpointServiceName } from "../../settings/partition";
import { listed, problemTexts } from "../../settings/problem";

const another = (tier: string) => (tier === "public" ? "private" : "public");

export const existingProblem = problemTexts({
  "setting-of-own-vpc": ({ setting }: { setting: string }) => [
    "cannot be combined with network.existing: it is for a VPC that the stack creates",
    `remove ${setting}, or remove existing`,
  ],
  "egress-of-own-vpc": [
    "must be existing with network.existing: the stack does not change the egress of an existing VPC",
    "write kind: existing, or remove egress",
  ],
  "egress-without-existing-vpc": [
    "requires network.existing, which is missing",
    "write kind: nat, privatelink or none; or add network.existing",
  ],
  "vpc-not-named": ["must have vpcId or vpcTags", "add vpcId: vpc-0a1b2c3d4e5f60718"],
  "vpc-named-twice": [
    "cannot be combined with network.existing.vpcId",
    "remove vpcTags, or remove vpcId",
  ],
  "subnets-not-named": ({ tier, example }: { tier: string; example: string }) => [
    `must have ${tier}Subnets or ${tier}SubnetTags`,
    `add ${tier}Subnets: [${example}, …], with one subnet in each of at least two zones`,
  ],
  "subnets-named-twice": ({ tier }: { tier: string }) => [
    `cannot be combined with network.existing.${tier}Subnets`,
    `remove ${tier}SubnetTags, or remove ${tier}Subnets`,
  ],
  "no-tags-to-find-by": [
    "is empty, and would match everything",
    "write a tag such as Name: shop, or write ids",
  ],
  "vpc-missing": ({ region }: { region: string }) => [
    `does not exist in ${region} for this account`,
    `look the id up: aws ec2 describe-vpcs --region ${region}`,
  ],
  "no-vpc-with-tags": ({ region }: { region: string }) => [
    `match no VPC in ${region}`,
    `look up its tags, or write its vpcId: aws ec2 describe-vpcs --region ${region}`,
  ],
  "several-vpcs-with-tags": ({ region }: { region: string }) => [
    `match several VPCs in ${region}`,
    "add tags until they match one VPC, or write its vpcId",
  ],
  "vpc-dns-off": ({ vpcId, off }: { vpcId: string; off: readonly string[] }) => [
    `has ${listed(off, "and")} turned off: names of load balancers and endpoints would not resolve to private addresses`,
    `enable it: ${off
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
    `match no subnet of ${vpcId}`,
    `look up the tags, or write the ids: aws ec2 describe-subnets --filters Name=vpc-id,Values=${vpcId}`,
  ],
  "subnet-of-other-vpc": ({ vpcId, wanted }: { vpcId: string; wanted: string }) => [
    `is in ${vpcId}, but must be in ${wanted}`,
    `choose a subnet of ${wanted}`,
  ],
  "subnet-in-both-tiers": ({ other }: { other: string }) => [
    `is also ${other}`,
    "write it in one of the two lists: public subnets have a default route to an internet gateway",
  ],
  "subnet-in-local-zone": ({ zone, available }: { zone: string; available: readonly string[] }) => [
    `is in ${zone}, which is not an availability zone of the region`,
    `choose subnets in ${listed(available)}`,
  ],
  "subnets-in-one-zone": ({ zone, ids }: { zone: string; ids: readonly string[] }) => [
    `has ${ids.length} subnets in ${zone} (${listed(ids, "and")}): write exactly one in each zone`,
    "write the ids of the subnets, with one of these",
  ],
  "too-few-subnet-zones": ({ zones }: { zones: readonly string[] }) => [
    zones.length === 0
      ? "has subnets in no availability zone"
      : `has subnets in ${listed(zones, "and")} only: if that zone fails, all addresses are unavailable`,
    "write a subnet in each of at least two availability zones",
  ],
  "tiers-in-different-zones": (data: {
    tier: string;
    zones: readonly string[];
    others: readonly string[];
  }) => [
    `is in ${listed(data.zones, "and")}, but the ${another(data.tier)} subnets are in ${listed(data.others, "and")}`,
    "write a public and a private subnet in each zone",
  ],
  "subnet-outside-primary-block": ({ cidr, block }: { cidr: string; block: string }) => [
    `has the CIDR ${cidr}, outside the VPC's primary CIDR ${block}: security group rules cover only the primary CIDR`,
    `choose a subnet in ${block}`,
  ],
  "public-subnet-without-internet": ({ table }: { table: string }) => [
    `is not public: its route table ${table} has no default route to an internet gateway`,
    `choose another subnet, or add the route: aws ec2 create-route --route-table-id ${table} --destination-cidr-block 0.0.0.0/0 --gateway-id <igw-…>`,
  ],
  "private-subnet-with-internet": ({ table, gateway }: { table: string; gateway: string }) => [
    `is public: its route table ${table} routes 0.0.0.0/0 to the internet gateway ${gateway}`,
    "choose a subnet without such a route, or move this one to the public subnets",
  ],
  "subnet-full": ({ free, needed }: { free: number; needed: number }) => [
    `has ${free} free addresses, but load balancers and nodes need ${needed}`,
    "choose a larger subnet, or release addresses in it",
  ],
  "endpoints-missing": (data: {
    services: readonly string[];
    tier: string;
    vpcId: string;
    region: string;
  }) => [
    `calls ${listed(data.services, "and")} from the ${data.tier} subnets of ${data.vpcId}, but the VPC has no endpoint for ${data.services.length === 1 ? "it" : "them"}${data.tier === "private" ? ", and these subnets have no default route" : ""}`,
    `create the endpoints first: ${data.services
      .map((service) => endpointServiceName(data.region, service, "Interface"))
      .join(
        ", ",
      )}${data.tier === "private" ? "; or give the private subnets a route to a NAT gateway" : ""}`,
  ],
  "endpoint-without-private-dns": (data: {
    service: string;
    vpcId: string;
    endpointId: string;
  }) => [
    `calls ${data.service} in ${data.vpcId}, but its endpoint ${data.endpointId} has private DNS names turned off`,
    `enable them: aws ec2 modify-vpc-endpoint --private-dns-enabled --vpc-endpoint-id ${data.endpointId}`,
  ],
  "endpoint-without-route": (data: {
    service: string;
    tables: readonly string[];
    endpointId: string;
  }) => [
    `calls ${data.service}, but its gateway endpoint ${data.endpointId} is not associated with ${listed(data.tables, "and")}`,
    `associate it: aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${data.endpointId} --add-route-table-ids ${data.tables.join(" ")}`,
  ],
  "route-table-main": ({ table, destination }: { table: string; destination: string }) => [
    `needs a route to ${destination} in ${table}, the main route table of the VPC, which also affects every subnet without its own route table`,
    `associate the subnets with another route table, or allow the route: add ${table} to network.existing.routeTables`,
  ],
  "route-table-shared": (data: {
    table: string;
    destination: string;
    subnets: readonly string[];
  }) => [
    `needs a route to ${data.destination} in ${data.table}, which also affects ${listed(data.subnets, "and")}`,
    `list these subnets in network.existing, or allow the route: add ${data.table} to network.existing.routeTables`,
  ],
  "route-taken": ({ table, destination }: { table: string; destination: string }) => [
    `needs a route to ${destination} in ${table}, which already has such a route`,
    "choose another block or address, or remove that route",
  ],
  "private-zone-of-vpc": (data: { vpcId: string; zoneId: string }) => [
    `is already the name of a private zone of ${data.vpcId}, ${data.zoneId}; AWS allows only one zone with a name in a VPC`,
    "write another name, such as shop.internal",
  ],
  "route-table-of-other-vpc": ({ vpcId }: { vpcId: string }) => [
    `is not a route table of ${vpcId}`,
    `look the id up: aws ec2 describe-route-tables --filters Name=vpc-id,Values=${vpcId}`,
  ],
});
