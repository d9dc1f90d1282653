import { createHash } from "node:crypto";
import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import { loadBalancerZone } from "./regions";
import {
  type Value,
  type Values,
  hasUnknown,
  isGiven,
  list,
  object,
  objects,
  text,
} from "./values";
import { arnSuffix, balancerName, balancingArn } from "./balancing";
import { newPublicAddress } from "./addresses";
import { balancerAddresses } from "./address-pools";
import { freeAddress } from "./ipv4";
import {
  balancerProblems,
  checkBalancer,
  isNetwork,
  subnetsOf,
  vpcOf,
} from "./load-balancer-checks";
import { between, oneOf, region, tags } from "./shared";
import { EIP, LOAD_BALANCER, SECURITY_GROUP, SUBNET, VPC } from "./tokens";
import type { Stored } from "./resource";
import type { Context, ResourceType } from "./type";
import { dnsSuffixOf } from "./partitions";

/** The generated part of the DNS name. */
function dnsName({ id, inputs, region }: Context): string {
  const unique = id.split("/").at(-1) ?? "";
  const digits = BigInt(`0x${createHash("sha256").update(unique).digest("hex").slice(0, 16)}`);
  const name = text(inputs["name"]);
  if (isNetwork(inputs)) {
    return `${name}-${unique}.elb.${region}.${dnsSuffixOf(region)}`;
  }
  const prefix = inputs["internal"] === true ? "internal-" : "";
  return `${prefix}${name}-${String(digits).slice(0, 10)}.${region}.elb.${dnsSuffixOf(region)}`;
}

/**
 * AWS can remove subnets from an NLB, but its provider replaces the NLB if one is removed or changed:
 * https://github.com/hashicorp/terraform-provider-aws/issues/41418
 */
const takesAway = (before: Value, after: Value, inputs: Values): boolean =>
  isNetwork(inputs) &&
  !hasUnknown(after) &&
  list(before).some(
    (old) => !list(after).some((entry) => JSON.stringify(entry) === JSON.stringify(old)),
  );

/** Security groups can only be set at the creation of an NLB. */
const firstOrLast = (before: Value, after: Value, inputs: Values): boolean =>
  isNetwork(inputs) && (list(before).length === 0) !== (list(after).length === 0);

const logs = { fields: { bucket: { required: true }, enabled: {}, prefix: {} } };

/** A node in a new subnet gets an address; the others keep theirs. */
const privateIpsAfter = ({ account, inputs, outputs, region }: Context): Values =>
  Object.fromEntries(
    subnetsOf(inputs).map((id) => {
      const { cidrBlock } = account.require(SUBNET, id, region).inputs;
      return [
        id,
        object(outputs["$privateIps"])[id] ?? freeAddress({ account }, id, text(cidrBlock)),
      ];
    }),
  );

/** For an ALB with an IPAM pool. */
const publicIps = (
  context: Pick<Context, "account" | "inputs" | "outputs" | "region">,
): Record<string, string> =>
  balancerAddresses(context.account, context, subnetsOf(context.inputs), () =>
    newPublicAddress(context),
  );

/** Public addresses for new nodes of an ALB with an IPAM pool, by subnet, while its old nodes keep theirs. */
export const newPublicIps = (
  account: AccountView,
  { inputs, region }: Stored,
): Record<string, string> => publicIps({ account, inputs, region, outputs: {} });

const loadBalancer: ResourceType = {
  noun: "ELBv2 Load Balancer",
  operations: {
    create: "Elastic Load Balancing v2: CreateLoadBalancer",
    update: "Elastic Load Balancing v2: ModifyLoadBalancerAttributes",
    remove: "Elastic Load Balancing v2: DeleteLoadBalancer",
  },
  missing: (id) => ["LoadBalancerNotFound", `Load balancer '${id}' not found`],
  autoName: 32,
  id: ({ inputs, region }) =>
    balancingArn(`loadbalancer/${isNetwork(inputs) ? "net" : "app"}`, inputs["name"], region),
  inputs: {
    name: { replaces: true, check: balancerName },
    loadBalancerType: {
      default: "application",
      replaces: true,
      check: oneOf("application", "network"),
    },
    internal: { default: false, replaces: true },
    subnets: {
      computed: true,
      unordered: true,
      replaces: takesAway,
      refersTo: SUBNET,
      bond: "holds",
    },
    subnetMappings: {
      computed: true,
      unordered: true,
      replaces: takesAway,
      fields: {
        subnetId: { required: true, refersTo: SUBNET, bond: "holds" },
        allocationId: { refersTo: EIP, bond: "holds" },
        privateIpv4Address: {},
      },
    },
    securityGroups: {
      computed: true,
      unordered: true,
      replaces: firstOrLast,
      refersTo: SECURITY_GROUP,
      bond: "holds",
    },
    ipAddressType: { computed: true, check: oneOf("ipv4") },
    ipamPools: { fields: { ipv4IpamPoolId: { required: true } } },
    accessLogs: logs,
    connectionLogs: logs,
    clientKeepAlive: { check: between(60, 604800, "seconds") },
    desyncMitigationMode: { check: oneOf("monitor", "defensive", "strictest") },
    dnsRecordClientRoutingPolicy: {
      check: oneOf(
        "any_availability_zone",
        "availability_zone_affinity",
        "partial_availability_zone_affinity",
      ),
    },
    dropInvalidHeaderFields: {},
    enableCrossZoneLoadBalancing: {},
    enableDeletionProtection: { default: false },
    enableHttp2: {},
    enableTlsVersionAndCipherSuiteHeaders: {},
    enableWafFailOpen: {},
    enableXffClientPort: {},
    enableZonalShift: {},
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: {
      computed: true,
      check: oneOf("on", "off"),
    },
    idleTimeout: { check: between(1, 4000, "seconds") },
    preserveHostHeader: {},
    xffHeaderProcessingMode: { check: oneOf("append", "preserve", "remove") },
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    arnSuffix: ({ id }) => arnSuffix(id),
    dnsName,
    zoneId: ({ inputs, region }) => loadBalancerZone(region, text(inputs["loadBalancerType"])),
    vpcId: vpcOf,
    $privateIps: (context) => {
      const mappings = objects(context.inputs["subnetMappings"]);
      return Object.fromEntries(
        subnetsOf(context.inputs).map((id) => {
          const given = mappings.find(({ subnetId }) => subnetId === id)?.["privateIpv4Address"];
          const { cidrBlock } = context.account.require(SUBNET, id, context.region).inputs;
          return [id, given ?? freeAddress(context, id, text(cidrBlock))];
        }),
      );
    },
    $publicIps: publicIps,
    securityGroups: (context) =>
      isNetwork(context.inputs)
        ? []
        : [
            context.account.require(VPC, vpcOf(context), context.region).outputs[
              "defaultSecurityGroupId"
            ],
          ],
    namePrefix: "",
    ipAddressType: "ipv4",
    enablePrefixForIpv6SourceNat: "",
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: ({ inputs }) =>
      isNetwork(inputs) && isGiven(inputs["securityGroups"]) ? "on" : "",
    secondaryIpsAutoAssignedPerSubnet: 0,
  },
  live: {
    subnets: ({ inputs }) => subnetsOf(inputs),
    subnetMappings: ({ inputs }) =>
      isGiven(inputs["subnetMappings"])
        ? inputs["subnetMappings"]
        : subnetsOf(inputs).map((subnetId) => ({ subnetId })),
  },
  changed: (context) => ({
    $publicIps: publicIps(context),
    $privateIps: privateIpsAfter(context),
  }),
  validate: balancerProblems,
  check: checkBalancer,
  checkRemoval: ({ id, inputs }) => {
    if (inputs["enableDeletionProtection"] === true) {
      throw new AwsError(
        "OperationNotPermitted",
        `Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
      );
    }
  },
};

export const loadBalancerTypes: Record<string, ResourceType> = { [LOAD_BALANCER]: loadBalancer };
