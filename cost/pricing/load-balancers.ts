import Big from "big.js";
import type { Resource } from "../../stack/resource";
import type { Usage } from "../usage";
import {
  type Charge,
  type Pricer,
  type SharedCharge,
  HOURS,
  hourly,
  isTrue,
  listIn,
  objectOf,
  textOf,
} from "./pricing";

interface LoadBalancerKind {
  readonly name: string;
  readonly hour: string;
  readonly capacity: string;
  readonly unit: string;
  /** The load of one capacity unit: new connections per second, concurrent connections; and 1 GB an hour. */
  readonly newConnections: number;
  readonly activeConnections: number;
}

const KINDS: Readonly<Record<string, LoadBalancerKind>> = {
  application: {
    name: "ALB",
    hour: "alb-hour",
    capacity: "alb-lcu",
    unit: "LCU",
    newConnections: 25,
    activeConnections: 3000,
  },
  network: {
    name: "NLB",
    hour: "nlb-hour",
    capacity: "nlb-lcu",
    unit: "NLCU",
    newConnections: 800,
    activeConnections: 100_000,
  },
};

const kindOf = ({ inputs }: Resource): string =>
  textOf(inputs["loadBalancerType"]) || "application";

/** Decimal places of a non-terminating division. */
const PLACES = 6;

/** Capacity unit hours of a month: AWS bills the largest dimension. */
export function capacityUnitHours(usage: Usage, kind: "application" | "network"): Big {
  const { newConnections, activeConnections } = KINDS[kind]!;
  const hours = (load: number, unit: number): Big =>
    Big(load).times(HOURS).div(unit).round(PLACES, Big.roundUp);
  return [
    hours(usage.newConnectionsPerSecond, newConnections),
    hours(usage.activeConnections, activeConnections),
    Big(usage.ingressGb).plus(usage.egressGb),
  ].reduce((largest, one) => (one.gt(largest) ? one : largest));
}

/**
 * How many AWS-assigned public addresses a load balancer uses: one in each subnet without an Elastic IP. None
 * if it uses a pool, whose block is priced as a whole.
 */
function ownAddresses(balancer: Resource): number {
  if (isTrue(balancer.inputs["internal"]) || "ipamPools" in balancer.inputs) return 0;
  const mappings = listIn(balancer, "subnetMappings").map(objectOf);
  if (mappings.length === 0) return listIn(balancer, "subnets").length || 2;
  return mappings.filter((mapping) => !("allocationId" in mapping)).length;
}

function priceEach(balancer: Resource): Charge[] {
  const kind = KINDS[kindOf(balancer)];
  if (!kind) return [{ unpriced: `load-balancer:${kindOf(balancer)}` }];
  const addresses = ownAddresses(balancer);
  return [
    hourly(kind.name, kind.hour),
    ...(addresses > 0
      ? [hourly("public IPv4 addresses of it", "public-ipv4-hour", addresses)]
      : []),
  ];
}

/**
 * Load balancers: hours of each, addresses of internet-facing ones, and capacity units. The load passes once
 * through the load balancers of a kind, however they share it.
 */
export const loadBalancers: Pricer = {
  each: priceEach,
  together: (all, { usage }) =>
    (["application", "network"] as const).flatMap((name): SharedCharge[] => {
      const of = all.filter((balancer) => kindOf(balancer) === name);
      if (of.length === 0) return [];
      const { unit, capacity, name: product } = KINDS[name]!;
      return [
        {
          of,
          what: `${unit}s of all ${product}s`,
          price: capacity,
          quantity: capacityUnitHours(usage, name),
          assumption: `the load passes once through the ${product}s: usage.newConnectionsPerSecond, usage.activeConnections, usage.ingressGb and usage.egressGb`,
        },
      ];
    }),
};
