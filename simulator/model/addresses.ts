import { createHash } from "node:crypto";
import type { AccountView } from "./account-view";
import { addressOfPool } from "./address-pools";
import type { Stored } from "./resource";
import { object, objects, text } from "./values";
import { checkAddressQuota } from "./quota-checks";
import { toAddress, toNumber } from "./ipv4";
import { arn, derivedId, missing, newId, oneOf, region, repeated, tags } from "./shared";
import {
  ANY_TYPE,
  EIP,
  EIP_ASSOCIATION,
  EIP_DOMAIN_NAME,
  INSTANCE,
  LOAD_BALANCER,
  NAT_GATEWAY,
  NETWORK_INTERFACE,
  TAG,
} from "./tokens";
import type { Context, ResourceType } from "./type";
import { dnsSuffixOf } from "./partitions";

/** The ranges of public addresses: those for documentation, then the one for benchmarks. */
const ranges = [
  { first: "203.0.113.1", size: 254 },
  { first: "198.51.100.1", size: 254 },
  { first: "192.0.2.1", size: 254 },
  { first: "198.18.0.1", size: 131_070 },
];

/** Index and number of the addresses that follow from a name; the search for a free one can go beyond them. */
const FIRST_NAMED = 50;
const NAMED = 200;

const allAddresses = ranges.reduce((sum, { size }) => sum + size, 0);

function addressAt(index: number): string {
  let left = index % allAddresses;
  for (const { first, size } of ranges) {
    if (left < size) {
      return toAddress(toNumber(first) + left);
    }
    left -= size;
  }
  return "";
}

/** The addresses that Elastic IPs and instances have. */
const addressesInUse = (account: AccountView): unknown[] =>
  [EIP, INSTANCE].flatMap((type) =>
    account.all(type).flatMap(({ outputs }) => [outputs["publicIp"], outputs["$publicIp"]]),
  );

/** The next public address of AWS's pool. */
export function newPublicAddress({ account }: Pick<Context, "account">): string {
  const used = addressesInUse(account);
  let index = account.issueAddress();
  while (used.includes(addressAt(index))) index = account.issueAddress();
  return addressAt(index);
}

/**
 * The address of a new Elastic IP. One with a `Name` gets an address that follows from the name, so that runs in equal
 * accounts can be compared. After a release it is another address, since AWS does not return a released one.
 */
function elasticAddress(context: Context): string {
  const { account, inputs, region } = context;
  const name = text(object(inputs["tags"])["Name"]);
  if (!name) return newPublicAddress(context);
  const used = addressesInUse(account);
  const hash = createHash("sha256").update(`${region}/${name}/${account.addressesReleased}`);
  let index = FIRST_NAMED + (hash.digest().readUInt32BE() % NAMED);
  while (used.includes(addressAt(index))) index += 1;
  return addressAt(index);
}

const holders = [NAT_GATEWAY, LOAD_BALANCER, EIP_ASSOCIATION];

/** The holder of an address; undefined while it is free. */
export const holderOf = (account: AccountView, allocationId: string): Stored | undefined =>
  account.referring(allocationId).find(({ type }) => holders.includes(type));

/** The first of some addresses that is given twice, or that a resource other than `id` holds. */
export const takenAmong = (
  account: AccountView,
  allocations: string[],
  id: string,
): string | undefined =>
  repeated(allocations)[0] ??
  allocations.find((allocation) => {
    const holder = holderOf(account, allocation);
    return holder !== undefined && holder.id !== id;
  });

/** The ids that an address has while a NAT gateway or a load balancer holds it. */
export const associationOf = (holderId: string, allocationId: string) => ({
  associationId: derivedId("eipassoc", holderId, allocationId),
  networkInterfaceId: derivedId("eni", holderId, allocationId),
});

/** AWS's description of an address's association; empty while it is free. */
export function associationOfAddress(account: AccountView, allocationId: string) {
  const holder = holderOf(account, allocationId);
  if (!holder) {
    return { associationId: "", networkInterfaceId: "", privateIp: "", instanceId: "" };
  }
  const { id, type, inputs, outputs, region } = holder;
  if (type === EIP_ASSOCIATION) {
    const own = account.find(NETWORK_INTERFACE, text(inputs["networkInterfaceId"]), region);
    const instanceId = own
      ? (account.referring(own.id, INSTANCE)[0]?.id ?? "")
      : text(inputs["instanceId"]) || text(outputs["instanceId"]);
    const instance = account.find(INSTANCE, instanceId, region)?.outputs ?? {};
    return {
      associationId: id,
      networkInterfaceId:
        text(inputs["networkInterfaceId"]) || text(instance["primaryNetworkInterfaceId"]),
      privateIp: text((own?.outputs ?? instance)["privateIp"]),
      instanceId,
    };
  }
  const mapping = objects(inputs["subnetMappings"]).find(
    (entry) => entry["allocationId"] === allocationId,
  );
  return {
    ...associationOf(id, allocationId),
    privateIp: mapping
      ? text(object(outputs["$privateIps"])[text(mapping["subnetId"])])
      : text(outputs["privateIp"]),
    instanceId: "",
  };
}

/** The DNS name that EC2 gives a public (`ec2`) or a private (`ip`) address. */
export const dnsName = (kind: "ec2" | "ip", address: string, region: string): string => {
  const host = `${kind}-${address.replaceAll(".", "-")}`;
  if (kind === "ip") {
    return region === "us-east-1" ? `${host}.ec2.internal` : `${host}.${region}.compute.internal`;
  }
  return region === "us-east-1"
    ? `${host}.compute-1.amazonaws.com`
    : `${host}.${region}.compute.${dnsSuffixOf(region)}`;
};

/** The reverse DNS name of an address, or the empty string. */
const ptrRecordOf = ({ account, id, region }: Context): string => {
  const name = account.find(EIP_DOMAIN_NAME, id, region)?.inputs["domainName"];
  return name ? `${text(name)}.` : "";
};

const eip: ResourceType = {
  noun: "EC2 EIP",
  operations: {
    create: "EC2: AllocateAddress",
    update: "EC2: CreateTags",
    remove: "EC2: ReleaseAddress",
  },
  missing: missing("InvalidAllocationID.NotFound", "allocation ID"),
  inUse: ({ id, outputs }, user) =>
    user.type === EIP_DOMAIN_NAME
      ? [
          "InvalidAddress.Locked",
          `The address with allocation id [${id}] cannot be released because it has a reverse DNS record`,
        ]
      : ["InvalidIPAddress.InUse", `Address ${text(outputs["publicIp"])} is in use.`],
  id: () => newId("eipalloc"),
  check: checkAddressQuota,
  inputs: {
    domain: { default: "vpc", replaces: true, check: oneOf("vpc") },
    publicIpv4Pool: { computed: true, replaces: true },
    ipamPoolId: { computed: true, replaces: true },
    region,
    tags,
  },
  computed: {
    allocationId: ({ id }) => id,
    arn: arn("ec2", ({ id }) => `elastic-ip/${id}`),
    publicIp: (context) =>
      addressOfPool(context.account, context.inputs, context.region) ?? elasticAddress(context),
    publicDns: ({ outputs, region }) => dnsName("ec2", text(outputs["publicIp"]), region),
    publicIpv4Pool: ({ inputs }) =>
      text(inputs["publicIpv4Pool"]) || text(inputs["ipamPoolId"]) || "amazon",
    networkBorderGroup: ({ region }) => region,
    carrierIp: "",
    customerOwnedIp: "",
    customerOwnedIpv4Pool: "",
    ipamPoolId: ({ inputs }) => text(inputs["ipamPoolId"]),
  },
  live: {
    associationId: ({ account, id }) => associationOfAddress(account, id).associationId,
    networkInterface: ({ account, id }) => associationOfAddress(account, id).networkInterfaceId,
    instance: ({ account, id }) => associationOfAddress(account, id).instanceId,
    privateIp: ({ account, id }) => associationOfAddress(account, id).privateIp,
    privateDns: ({ account, id, region }) => {
      const { privateIp } = associationOfAddress(account, id);
      return privateIp && dnsName("ip", privateIp, region);
    },
    ptrRecord: ptrRecordOf,
  },
};

const domainName =
  /^(?=.{1,253}\.?$)([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;

const eipDomainName: ResourceType = {
  noun: "EC2 EIP Domain Name",
  operations: {
    create: "EC2: ModifyAddressAttribute",
    update: "EC2: ModifyAddressAttribute",
    remove: "EC2: ResetAddressAttribute",
  },
  missing: missing("InvalidAllocationID.NotFound", "allocation ID"),
  id: ({ inputs }) => text(inputs["allocationId"]),
  inputs: {
    allocationId: { required: true, replaces: true, refersTo: EIP, bond: "holds" },
    domainName: {
      required: true,
      check: (value) =>
        domainName.test(text(value))
          ? undefined
          : `${JSON.stringify(value)} is not a fully qualified domain name such as gw-a.example.com`,
    },
    region,
  },
  computed: {},
  live: { ptrRecord: ptrRecordOf },
};

const tag: ResourceType = {
  noun: "EC2 Tag",
  operations: {
    create: "EC2: CreateTags",
    update: "EC2: CreateTags",
    remove: "EC2: DeleteTags",
  },
  missing: (id) => ["InvalidID", `The ID '${id}' is not valid`],
  id: ({ inputs }) => `${text(inputs["resourceId"])},${text(inputs["key"])}`,
  inputs: {
    resourceId: { required: true, replaces: true, refersTo: ANY_TYPE, bond: "follows" },
    key: {
      required: true,
      replaces: true,
      check: (value) => tags.check?.({ [text(value)]: "" }),
    },
    value: { required: true, check: (value) => tags.check?.({ key: value }) },
    region,
  },
  computed: {},
};

export const addressTypes: Record<string, ResourceType> = {
  [EIP]: eip,
  [EIP_DOMAIN_NAME]: eipDomainName,
  [TAG]: tag,
};
