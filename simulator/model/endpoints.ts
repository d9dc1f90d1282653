import { AwsError } from "./errors";
import { type EndpointService, endpointServicesOf, prefixListsOf } from "./endpoint-services";
import { dnsSuffixOf } from "./partitions";
import { type Value, type Values, isKnown, text, texts } from "./values";
import { policyDocument } from "./policy";
import { ACCOUNT_ID, arn, derivedId, ec2, missing, newId, oneOf, region, tags } from "./shared";
import {
  ROUTE_TABLE,
  SECURITY_GROUP,
  SUBNET,
  VPC,
  VPC_ENDPOINT,
  VPC_ENDPOINT_ROUTE_TABLE,
} from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

const everything = JSON.stringify({
  Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }],
  Version: "2008-10-17",
});

const isInterface = (inputs: Values): boolean => inputs["vpcEndpointType"] === "Interface";

const serviceOf = ({
  inputs,
  region,
}: Pick<Context, "inputs" | "region">): EndpointService | undefined =>
  endpointServicesOf(region).find(({ name }) => name === inputs["serviceName"]);

/** The prefix list that a gateway endpoint routes; empty for an interface endpoint. */
const prefixListOf = ({ inputs, region }: Context): string =>
  isInterface(inputs)
    ? ""
    : (prefixListsOf(region).find(({ name }) => name === inputs["serviceName"])?.id ?? "");

function validate(inputs: Values, region: string): Problem[] {
  const name = inputs["serviceName"];
  const type = text(inputs["vpcEndpointType"]);
  const problems: Problem[] = [];
  const service = serviceOf({ inputs, region });
  if (isKnown(name) && !service?.types.some((offered) => offered === type)) {
    const offered = service ? ` as ${type}, only as ${service.types.join(" or ")}` : "";
    problems.push({
      property: "serviceName",
      reason: `InvalidServiceName: The Vpc Endpoint Service '${text(name)}' is not offered in ${region}${offered} (services are listed in simulator/model/regions.ts)`,
    });
  }
  const foreign = isInterface(inputs)
    ? ["routeTableIds"]
    : ["subnetIds", "securityGroupIds", "privateDnsEnabled", "dnsOptions"];
  for (const key of foreign.filter((key) => inputs[key] !== undefined && inputs[key] !== false)) {
    problems.push({
      property: key,
      reason: `"${key}" cannot be given for an endpoint of type ${type}`,
    });
  }
  return problems;
}

function checkSubnets({ account, inputs, region }: Context): void {
  const zones = new Set<string>();
  for (const id of texts(inputs["subnetIds"])) {
    const subnet = account.require(SUBNET, id, region);
    if (subnet.inputs["vpcId"] !== inputs["vpcId"]) {
      throw new AwsError(
        "InvalidParameter",
        `The subnet ID '${id}' does not belong to VPC ${text(inputs["vpcId"])}`,
      );
    }
    const zone = text(account.state(subnet)["availabilityZone"]);
    if (zones.has(zone)) {
      throw new AwsError(
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${id}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      );
    }
    zones.add(zone);
  }
}

function checkSecurityGroups({ account, inputs, region }: Context): void {
  for (const id of texts(inputs["securityGroupIds"])) {
    if (account.require(SECURITY_GROUP, id, region).inputs["vpcId"] !== inputs["vpcId"]) {
      throw new AwsError(
        "InvalidParameter",
        `Security group ${id} and VPC ${text(inputs["vpcId"])} belong to different networks`,
      );
    }
  }
}

function checkPrivateDns(context: Context): void {
  const { account, id, inputs, region } = context;
  if (inputs["privateDnsEnabled"] !== true) {
    return;
  }
  const vpc = account.require(VPC, inputs["vpcId"], region);
  const { enableDnsSupport, enableDnsHostnames } = account.state(vpc);
  if (!enableDnsSupport || !enableDnsHostnames) {
    throw new AwsError(
      "InvalidParameter",
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
    );
  }
  const conflict = account
    .referring(vpc.id, VPC_ENDPOINT)
    .some(
      (other) =>
        other.id !== id &&
        other.inputs["serviceName"] === inputs["serviceName"] &&
        other.inputs["privateDnsEnabled"] === true,
    );
  if (conflict) {
    throw new AwsError(
      "InvalidParameter",
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${serviceOf(context)?.privateDnsName} in the VPC ${vpc.id}`,
    );
  }
}

/** A table can have one route to a service, from the endpoint or from an association. */
function checkRoute({ account, region }: Context, table: string, id: string, service: Value): void {
  const associated = account
    .referring(table, VPC_ENDPOINT_ROUTE_TABLE)
    .map(({ inputs }) => account.require(VPC_ENDPOINT, inputs["vpcEndpointId"], region));
  const other = [...account.referring(table, VPC_ENDPOINT), ...associated].find(
    (endpoint) => endpoint.id !== id && endpoint.inputs["serviceName"] === service,
  );
  if (other) {
    throw new AwsError(
      "RouteAlreadyExists",
      `route table ${table} already has a route with destination-prefix-list-id ${text(other.outputs["prefixListId"])}`,
    );
  }
}

function checkRouteTables(context: Context): void {
  const { account, id, inputs, region } = context;
  for (const table of texts(inputs["routeTableIds"])) {
    const vpcId = account.require(ROUTE_TABLE, table, region).inputs["vpcId"];
    if (vpcId !== inputs["vpcId"]) {
      throw new AwsError(
        "InvalidParameter",
        `The route table ID '${table}' does not belong to VPC ${text(inputs["vpcId"])}`,
      );
    }
    checkRoute(context, table, id, inputs["serviceName"]);
  }
}

const suffix = (id: string): string => derivedId("", id).slice(2, 10);

const endpoint: ResourceType = {
  noun: "EC2 VPC Endpoint",
  operations: { ...ec2("VpcEndpoint", "ModifyVpcEndpoint"), remove: "EC2: DeleteVpcEndpoints" },
  missing: missing("InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id"),
  id: () => newId("vpce"),
  inputs: {
    vpcId: { required: true, replaces: true, refersTo: VPC, bond: "holds" },
    serviceName: { required: true, replaces: true },
    vpcEndpointType: { default: "Gateway", replaces: true, check: oneOf("Gateway", "Interface") },
    subnetIds: { computed: true, unordered: true, refersTo: SUBNET, bond: "holds" },
    securityGroupIds: { computed: true, unordered: true, refersTo: SECURITY_GROUP, bond: "holds" },
    routeTableIds: { computed: true, unordered: true, refersTo: ROUTE_TABLE },
    privateDnsEnabled: { default: false },
    policy: { computed: true, json: true, check: policyDocument("endpoint") },
    ipAddressType: { computed: true, check: oneOf("ipv4") },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `vpc-endpoint/${id}`),
    ownerId: ACCOUNT_ID,
    state: "available",
    requesterManaged: false,
    policy: everything,
    ipAddressType: "ipv4",
    serviceRegion: ({ region }) => region,
    prefixListId: prefixListOf,
    cidrBlocks: (c) =>
      prefixListsOf(c.region).find(({ id }) => id === prefixListOf(c))?.cidrs ?? [],
    dnsOptions: { dnsRecordIpType: "ipv4" },
    subnetIds: [],
    subnetConfigurations: [],
    routeTableIds: [],
    securityGroupIds: ({ account, inputs, region }) =>
      isInterface(inputs)
        ? [account.require(VPC, inputs["vpcId"], region).outputs["defaultSecurityGroupId"]]
        : [],
  },
  live: {
    networkInterfaceIds: ({ id, inputs }) =>
      texts(inputs["subnetIds"]).map((subnet) => derivedId("eni", id, subnet)),
    dnsEntries: (c) => {
      const name = `${c.id}-${suffix(c.id)}.${serviceOf(c)?.short}.${c.region}.vpce.${dnsSuffixOf(c.region)}`;
      const own = c.inputs["privateDnsEnabled"] ? [serviceOf(c)?.privateDnsName ?? ""] : [];
      return isInterface(c.inputs)
        ? [name, ...own].map((dnsName) => ({ dnsName, hostedZoneId: "Z7HUB22UULQXV" }))
        : [];
    },
  },
  validate,
  check: (context) => {
    checkSubnets(context);
    checkSecurityGroups(context);
    checkPrivateDns(context);
    checkRouteTables(context);
  },
};

/** A route to a gateway endpoint in one table. */
const routeTableAssociation: ResourceType = {
  noun: "EC2 VPC Endpoint Route Table Association",
  operations: {
    create: "EC2: ModifyVpcEndpoint",
    update: "EC2: ModifyVpcEndpoint",
    remove: "EC2: ModifyVpcEndpoint",
  },
  missing: missing("InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id"),
  id: ({ inputs }) => derivedId("a", text(inputs["vpcEndpointId"]), text(inputs["routeTableId"])),
  importId: (id) => derivedId("a", ...id.split("/")),
  inputs: {
    vpcEndpointId: { required: true, replaces: true, refersTo: VPC_ENDPOINT, bond: "follows" },
    routeTableId: { required: true, replaces: true, refersTo: ROUTE_TABLE, bond: "follows" },
    region,
  },
  computed: {},
  check: (context) => {
    const { account, inputs, region } = context;
    const { id, inputs: used } = account.require(VPC_ENDPOINT, inputs["vpcEndpointId"], region);
    const table = account.require(ROUTE_TABLE, inputs["routeTableId"], region);
    if (isInterface(used)) {
      throw new AwsError(
        "InvalidParameter",
        `Route table IDs cannot be given for the interface endpoint ${id}`,
      );
    }
    if (table.inputs["vpcId"] !== used["vpcId"]) {
      throw new AwsError(
        "InvalidParameter",
        `The route table ID '${table.id}' does not belong to VPC ${text(used["vpcId"])}`,
      );
    }
    checkRoute(context, table.id, id, used["serviceName"]);
  },
};

export const endpointTypes: Record<string, ResourceType> = {
  [VPC_ENDPOINT]: endpoint,
  [VPC_ENDPOINT_ROUTE_TABLE]: routeTableAssociation,
};
