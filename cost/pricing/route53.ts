import type { Resource } from "../../stack/resource";
import { type Charge, type Pricer, isTrue, textOf } from "./pricing";

const RECORD = "aws:route53/record:Record";

/** Number of zones in an account at the full price. */
const FULL_PRICE_ZONES = 25;

/** Routing policies whose queries cost more than simple ones, the most expensive first. */
const DEARER_ROUTING = [
  ["cidrRoutingPolicy", "dns-queries-ip"],
  ["geolocationRoutingPolicies", "dns-queries-geolocation"],
  ["geoproximityRoutingPolicy", "dns-queries-geolocation"],
  ["latencyRoutingPolicies", "dns-queries-latency"],
] as const;

function queryPrice(records: readonly Resource[]): string {
  const dearest = DEARER_ROUTING.find(([policy]) =>
    records.some(({ inputs }) => inputs[policy] !== undefined),
  );
  return dearest?.[1] ?? "dns-queries";
}

/** Queries are listed with the public zone. */
const publicFirst = (zones: readonly Resource[]): Resource[] => [
  ...zones.filter(({ inputs }) => inputs["vpcs"] === undefined),
  ...zones.filter(({ inputs }) => inputs["vpcs"] !== undefined),
];

/** Hosted zones, and the queries to all of them. */
export const zones: Pricer = {
  together: (all, context) => [
    ...all.map((zone, index) => ({
      of: [zone],
      what: "hosted zone",
      price: index < FULL_PRICE_ZONES ? "zone-month" : "zone-month-beyond-25",
      quantity: 1,
    })),
    {
      of: publicFirst(all),
      what: "queries to all zones",
      price: queryPrice(context.all(RECORD)),
      quantity: context.usage.dnsQueriesMillions,
      assumption:
        "usage.dnsQueriesMillions, all at the price of the most expensive routing; alias queries are free",
    },
  ],
};

/** A hundred times the cost of plain records, which do the same for one level of routing. */
export const trafficPolicyRecords: Pricer = {
  each: () => [{ what: "traffic policy record", price: "traffic-policy-record", quantity: 1 }],
};

/** Health checks of endpoints in AWS, and each of their options. */
export const healthChecks: Pricer = {
  each: ({ inputs }): Charge[] => {
    const type = textOf(inputs["type"]);
    const options = [
      [type.startsWith("HTTPS"), "HTTPS"],
      [type.endsWith("_STR_MATCH"), "string matching"],
      [textOf(inputs["requestInterval"]) === "10", "fast interval"],
      [isTrue(inputs["measureLatency"]), "latency"],
    ] as const;
    return [
      {
        what: "health check",
        price: "health-check",
        quantity: 1,
        assumption: "health checks have AWS endpoints; others cost $0.75 each, and $2 per option",
      },
      ...options
        .filter(([chosen]) => chosen)
        .map(([, option]) => ({
          what: `health check option: ${option}`,
          price: "health-check-option",
          quantity: 1,
        })),
    ];
  },
};

/** Resolver endpoints: an hour of each network interface. */
export const resolverEndpoints: Pricer = {
  each: ({ inputs }) => {
    const addresses = inputs["ipAddresses"];
    const count = Array.isArray(addresses) ? addresses.length : 2;
    return [
      {
        what: "network interfaces of a resolver endpoint",
        price: "resolver-endpoint-hour",
        quantity: count * 730,
      },
    ];
  },
};
