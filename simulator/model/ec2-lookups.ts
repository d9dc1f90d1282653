import type { AccountView } from "./account-view";
import type { Stored } from "./resource";
import { AwsError } from "./errors";
import { endpointServicesOf, prefixListsOf } from "./endpoint-services";
import { dnsSuffixOf, partitionOf } from "./partitions";
import { zonesOf } from "./regions";
import { type Value, type Values, object, objects, text, texts } from "./values";
import { associationOfAddress } from "./addresses";
import type { Call, Lookup } from "./lookup";
import { ACCOUNT_ID, derivedId } from "./shared";
import { EIP, PREFIX_LIST, PREFIX_LIST_ENTRY, VPC } from "./tokens";

/** The values for an EC2 filter; undefined for a filter that is not modelled. */
type Filterable = (filter: string) => Value;

/** Whether a resource passes all filters: matches one of the values of each, with * and ? as wildcards. */
export function passes(call: string, filters: Value, valueOf: Filterable): boolean {
  return objects(filters).every(({ name, values }) => {
    const value = valueOf(text(name));
    if (value === undefined) {
      throw new Error(
        `filter ${JSON.stringify(name)} of ${call} is not modelled: add it to simulator/model/ec2-lookups.ts`,
      );
    }
    return texts(values).some((pattern) => {
      const expression = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
      return new RegExp(`^${expression}$`).test(text(value));
    });
  });
}

/** Whether a resource has all tags of a lookup. */
export const hasTags = (account: AccountView, resource: Stored, tags: Value): boolean => {
  const own = account.tagsOf(resource);
  return Object.entries(object(tags)).every(([key, value]) => own[key] === value);
};

/** The value for an EC2 tag filter. */
export function tagFilter(tags: Record<string, string>, filter: string): Value {
  if (filter === "tag-key") {
    return Object.keys(tags).join("\n");
  }
  return filter.startsWith("tag:") ? (tags[filter.slice(4)] ?? "") : undefined;
}

/** Exactly one, or the AWS provider's error. */
export function single<T>(what: string, found: T[]): T {
  const [one, another] = found;
  if (one === undefined || another !== undefined) {
    throw new Error(
      one === undefined
        ? `no matching ${what} found`
        : `multiple ${what}s matched; use additional constraints to reduce matches to a single ${what}`,
    );
  }
  return one;
}

function addresses(token: string, { account, region, inputs }: Call): Stored[] {
  return account.all(EIP, region).filter((eip) => {
    const tags = account.tagsOf(eip);
    const association = associationOfAddress(account, eip.id);
    return (
      hasTags(account, eip, inputs["tags"]) &&
      passes(token, inputs["filters"], (filter) => {
        switch (filter) {
          case "allocation-id":
            return eip.id;
          case "public-ip":
            return eip.outputs["publicIp"];
          case "domain":
            return "vpc";
          case "association-id":
            return association.associationId;
          case "network-interface-id":
            return association.networkInterfaceId;
          default:
            return tagFilter(tags, filter);
        }
      })
    );
  });
}

function getEip(call: Call): Values {
  const { account, inputs } = call;
  const found = addresses("getElasticIp", call).filter(
    (eip) =>
      (!inputs["id"] || eip.id === inputs["id"]) &&
      (!inputs["publicIp"] || eip.outputs["publicIp"] === inputs["publicIp"]),
  );
  if (found.length === 0 && inputs["id"]) {
    throw new AwsError(
      "InvalidAllocationID.NotFound",
      `The allocation ID '${text(inputs["id"])}' does not exist`,
    );
  }
  const eip = single("EC2 EIP", found);
  const association = associationOfAddress(account, eip.id);
  const { networkInterface, instance, ...state } = account.state(eip);
  return {
    ...state,
    id: eip.id,
    instanceId: instance,
    networkInterfaceId: networkInterface,
    networkInterfaceOwnerId: association.networkInterfaceId && ACCOUNT_ID,
    tags: account.tagsOf(eip),
  };
}

function vpcs(call: Call): Stored[] {
  const { account, region, inputs } = call;
  return account.all(VPC, region).filter(
    (vpc) =>
      (!inputs["id"] || vpc.id === inputs["id"]) &&
      (!inputs["cidrBlock"] || vpc.inputs["cidrBlock"] === inputs["cidrBlock"]) &&
      inputs["default"] !== true &&
      hasTags(account, vpc, inputs["tags"]) &&
      passes("getVpc", inputs["filters"], (filter) => {
        switch (filter) {
          case "vpc-id":
            return vpc.id;
          case "cidr":
          case "cidr-block-association.cidr-block":
            return vpc.inputs["cidrBlock"];
          default:
            return tagFilter(account.tagsOf(vpc), filter);
        }
      }),
  );
}

function getVpcEndpointService({ region, inputs }: Call): Values {
  const type = text(inputs["serviceType"]) || "Interface";
  const wanted =
    text(inputs["serviceName"]) || `com.amazonaws.${region}.${text(inputs["service"])}`;
  const found = endpointServicesOf(region).filter(
    ({ name, types }) => name === wanted && types.some((offered) => offered === type),
  );
  if (found.length === 0) {
    throw new AwsError("InvalidServiceName", `The Vpc Endpoint Service '${wanted}' does not exist`);
  }
  const service = single("EC2 VPC Endpoint Service", found);
  const serviceId = derivedId("vpce-svc", region, service.name);
  return {
    serviceName: service.name,
    serviceType: type,
    serviceId,
    serviceRegion: region,
    arn: `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT_ID}:vpc-endpoint-service/${serviceId}`,
    acceptanceRequired: false,
    availabilityZones: zonesOf(region).map(({ name }) => name),
    baseEndpointDnsNames: [`${service.short}.${region}.vpce.${dnsSuffixOf(region)}`],
    managesVpcEndpoints: false,
    owner: "amazon",
    privateDnsName: service.privateDnsName,
    privateDnsNames: [service.privateDnsName],
    supportedIpAddressTypes: ["ipv4"],
    tags: {},
    vpcEndpointPolicySupported: true,
  };
}

function getPrefixList({ region, inputs }: Call): Values {
  const found = prefixListsOf(region).filter(
    ({ id, name }) =>
      (!inputs["name"] || name === inputs["name"]) &&
      (!inputs["prefixListId"] || id === inputs["prefixListId"]) &&
      passes("getPrefixList", inputs["filters"], (filter) =>
        filter === "prefix-list-name" ? name : filter === "prefix-list-id" ? id : undefined,
      ),
  );
  const { id, name, cidrs } = single("EC2 Prefix List", found);
  return { id, name, cidrBlocks: cidrs };
}

function getManagedPrefixList({ account, region, inputs }: Call): Values {
  const ours = account.all(PREFIX_LIST, region).map((list) => ({
    ...account.state(list),
    id: list.id,
    entries: [
      ...objects(list.inputs["entries"]),
      // Entries that are separate resources count as well.
      ...account
        .referring(list.id, PREFIX_LIST_ENTRY)
        .map(({ inputs: { cidr, description = "" } }) => ({ cidr, description })),
    ],
    tags: account.tagsOf(list),
  })) as Values[];
  const theirs: Values[] = prefixListsOf(region).map(({ id, name, cidrs }) => ({
    id,
    name,
    addressFamily: "IPv4",
    arn: `arn:${partitionOf(region)}:ec2:${region}:aws:prefix-list/${id}`,
    entries: cidrs.map((cidr) => ({ cidr, description: "" })),
    maxEntries: 0,
    ownerId: "AWS",
    tags: {},
    version: 0,
  }));
  const found = [...ours, ...theirs].filter(
    (list) =>
      (!inputs["name"] || list["name"] === inputs["name"]) &&
      (!inputs["id"] || list["id"] === inputs["id"]) &&
      passes("getManagedPrefixList", inputs["filters"], (filter) =>
        filter === "prefix-list-name"
          ? list["name"]
          : tagFilter(list["tags"] as Record<string, string>, filter),
      ),
  );
  return single("EC2 Managed Prefix List", found);
}

function getVpc(call: Call): Values {
  const { account } = call;
  const vpc = single("EC2 VPC", vpcs(call));
  const cidrBlock = text(vpc.inputs["cidrBlock"]);
  return {
    ...account.state(vpc),
    id: vpc.id,
    default: false,
    state: "available",
    cidrBlockAssociations: [
      { associationId: derivedId("vpc-cidr-assoc", vpc.id), cidrBlock, state: "associated" },
    ],
    ipv6CidrBlockAssociations: [],
    tags: account.tagsOf(vpc),
  };
}

export const ec2Lookups: Readonly<Record<string, Lookup>> = {
  "aws:ec2/getElasticIp:getElasticIp": getEip,
  "aws:ec2/getEips:getEips": (call) => {
    const found = addresses("getEips", call);
    return {
      id: call.region,
      allocationIds: found.map(({ id }) => id),
      publicIps: found.map(({ outputs }) => outputs["publicIp"]),
    };
  },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": getManagedPrefixList,
  "aws:ec2/getPrefixList:getPrefixList": getPrefixList,
  "aws:ec2/getVpc:getVpc": getVpc,
  "aws:ec2/getVpcs:getVpcs": (call) => ({
    id: call.region,
    ids: vpcs(call).map(({ id }) => id),
  }),
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": getVpcEndpointService,
};
