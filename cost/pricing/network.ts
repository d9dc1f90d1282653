import {
  type Charge,
  type Context,
  type Pricer,
  hourly,
  listIn,
  objectOf,
  textOf,
} from "./pricing";
import type { Resource } from "../../stack/resource";

export const SUBNET = "aws:ec2/subnet:Subnet";
const NAT = "aws:ec2/natGateway:NatGateway";

/** The number of zones of the stack's subnets; 2 if unknown. */
function zonesOf(context: Context): number {
  const zones = new Set(
    context.all(SUBNET).map(({ inputs }) => textOf(inputs["availabilityZone"])),
  );
  zones.delete("");
  return zones.size || 2;
}

const isRegional = ({ inputs }: Resource): boolean => inputs["availabilityMode"] === "regional";

function priceNat(gateway: Resource, context: Context): Charge[] {
  if (!isRegional(gateway)) return [hourly("NAT gateway", "nat-hour")];
  const given = new Set(
    listIn(gateway, "availabilityZoneAddresses").map((zone, index) => {
      return textOf(objectOf(zone)["availabilityZone"]) || index;
    }),
  ).size;
  const zones = given || context.once(zonesOf);
  const charges = [hourly("regional NAT gateway, for each zone", "regional-nat-hour", zones)];
  // Without Elastic IPs, it uses AWS-assigned addresses.
  return given > 0
    ? charges
    : [...charges, hourly("public IPv4 addresses of it", "public-ipv4-hour", zones)];
}

/** NAT gateways: hours of each, or of each zone of a regional one; and the GB through all of them. */
export const natGateways: Pricer = {
  each: priceNat,
  together: (of, { usage }) => [
    {
      of,
      what: "data through NAT",
      price: of.every(isRegional) ? "regional-nat-gb" : "nat-gb",
      quantity: usage.natGb,
      assumption: "usage.natGb",
    },
  ],
};

const isInterface = ({ inputs }: Resource): boolean => inputs["vpcEndpointType"] === "Interface";

/** Endpoints: hours of an interface endpoint in each zone; gateway endpoints cost nothing. */
export const endpoints: Pricer = {
  each: (endpoint, context) => {
    const kind = textOf(endpoint.inputs["vpcEndpointType"]) || "Gateway";
    if (kind === "Gateway") return [];
    if (!isInterface(endpoint)) return [{ unpriced: `vpc-endpoint:${kind}` }];
    const zones = listIn(endpoint, "subnetIds").length;
    return [
      zones > 0
        ? hourly("interface endpoint, in each zone", "endpoint-hour", zones)
        : hourly(
            "interface endpoint, in each zone",
            "endpoint-hour",
            context.once(zonesOf),
            "an interface endpoint with unknown subnets is in every zone",
          ),
    ];
  },
  together: (all, { usage }) => {
    const of = all.filter(isInterface);
    if (of.length === 0) return [];
    return [
      {
        of,
        what: "data through interface endpoints",
        price: "endpoint-gb",
        quantity: usage.endpointGb,
        assumption: "usage.endpointGb; the price is that of the first PB",
      },
    ];
  },
};

const EIP = "aws:ec2/eip:Eip";

const IPAM_POOL = "aws:ec2/vpcIpamPool:VpcIpamPool";

/**
 * Public IPv4 addresses cost the same in use and idle, except BYOIP addresses, which are free: AWS's blog
 * "Identify and optimize public IPv4 address usage on AWS". An IPAM pool has either those or an
 * Amazon-provided block, which has its own price for all of its addresses (aws.amazon.com/vpc/pricing). The
 * block of the stack's pool is priced separately; blocks of other pools are unknown.
 */
export const elasticIps: Pricer = {
  each: (address, context) => {
    const { inputs } = address;
    if (context.referred(address, "ipamPoolId", IPAM_POOL)) return [];
    const pool = textOf(inputs["ipamPoolId"]) || textOf(inputs["publicIpv4Pool"]);
    if (pool.startsWith("ipam-pool-")) return [{ unpriced: "ipam-pool-address" }];
    if (pool.startsWith("ipv4pool-")) return [];
    return [hourly("public IPv4 address", "public-ipv4-hour")];
  },
};

/**
 * Blocks of an IPAM pool: Amazon-provided ones cost for each address, used or idle. Those of a BYOIP pool are
 * free.
 */
export const poolBlocks: Pricer = {
  each: (block, context) => {
    const pool = context.referred(block, "ipamPoolId", IPAM_POOL);
    if (pool && pool.inputs["publicIpSource"] !== "amazon") return [];
    const length = Number(
      block.inputs["netmaskLength"] ?? textOf(block.inputs["cidr"]).split("/")[1],
    );
    if (!Number.isInteger(length)) return [{ unpriced: "ipam-pool-block", isPending: true }];
    return [hourly("address of a contiguous block", "contiguous-ipv4-hour", 2 ** (32 - length))];
  },
};

/** IPAM: the free tier costs nothing, the advanced tier costs per active address in the account. */
export const ipams: Pricer = {
  each: ({ inputs }) => (inputs["tier"] === "free" ? [] : [{ unpriced: "ipam-advanced-tier" }]),
};

const GATEWAYS = ["aws:ec2/internetGateway:InternetGateway", EIP, NAT];
const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";

/** Data out of the region or between zones, for all resources. */
export function priceTraffic(context: Context): Charge[] {
  const { usage } = context;
  const charges: Charge[] = [];
  if ([...GATEWAYS, ACCELERATOR].some((type) => context.all(type).length > 0)) {
    charges.push({
      what: "data to the internet",
      price: "internet-gb",
      quantity: usage.egressGb,
      assumption: "usage.egressGb; the price is that of the first 10 TB",
    });
  }
  if (context.all(SUBNET).length > 1 && context.once(zonesOf) > 1) {
    charges.push({
      what: "data between zones, in both directions",
      price: "cross-az-gb",
      quantity: 2 * usage.crossAzGb,
      assumption: "usage.crossAzGb, billed in both zones",
    });
  }
  return charges;
}

/** Global Accelerator: hours, its two addresses, and the surcharge on the larger direction of traffic. */
export const accelerators: Pricer = {
  each: () => [
    hourly("accelerator", "accelerator-hour"),
    hourly("public IPv4 addresses of it", "public-ipv4-hour", 2),
  ],
  together: (of, { usage }) => [
    {
      of,
      what: "surcharge on the larger direction of traffic",
      price: "accelerator-gb",
      quantity: Math.max(usage.ingressGb, usage.egressGb),
      assumption: "clients of an accelerator are on the continent of its region",
    },
  ],
};
