import * as v from "valibot";
import { port, ports, urlPath, wholeNumber, routeTableIds } from "../../settings/values";
import { allowFrom } from "../allow-from/settings";
import { ADVERT_SECONDS } from "../proxy/keepalived-config";
import { clientFields, nodeFields } from "../proxy/settings";

/*
 * The shape of `entry` with kind addressPair: pairs of nodes that hand one address to each other.
 */

const destination = v.union(
  [v.string(), v.record(v.string(), v.number())],
  "must be the name of a backend, or percentages that add up to 100 by name",
);

const backend = v.strictObject({
  host: v.pipe(
    v.string(),
    v.description("Name whose A records are the addresses of the servers."),
    v.examples(["orders.example.com"]),
  ),
  port: port("Of the servers.", 8080),
  cidr: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("IPv4 block that the servers are in. Default: the VPC's."),
      v.examples(["10.50.0.0/16"]),
    ),
  ),
  healthPath: v.exactOptional(
    urlPath("Path that answers while a server is healthy. Default: a connection is enough."),
  ),
  maxConnections: v.exactOptional(
    wholeNumber(1, 20_000, "Requests at a time for each server.", 200),
  ),
  errorLimit: v.exactOptional(
    wholeNumber(
      1,
      1000,
      "Errors in a row after which a server is checked at once. Its checks decide whether it is left out.",
      10,
    ),
  ),
});

const header = v.strictObject({
  name: v.pipe(v.string(), v.description("Of the header."), v.examples(["X-Version"])),
  value: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("What it must have as its value. Default: anything."),
      v.examples(["2"]),
    ),
  ),
});

const rule = v.strictObject({
  port: v.exactOptional(port("Port that the client connected to.", 80)),
  host: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("Name that the client asked for; `*.example.com` stands for all below it."),
      v.examples(["orders.example.com"]),
    ),
  ),
  path: v.exactOptional(
    v.pipe(v.string(), v.description("That path and what is below it."), v.examples(["/orders"])),
  ),
  header: v.exactOptional(v.pipe(header, v.description("A header that must be there."))),
  to: v.pipe(
    destination,
    v.description("Where requests go: a backend, or percentages by backend."),
    v.examples(["orders", { orders: 90, "orders-next": 10 }]),
  ),
});

/** What differs between pairs. */
const pairEntries = {
  virtualAddress: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("With failover route: the address, outside every VPC of the stack."),
      v.examples(["172.31.255.10"]),
    ),
  ),
  ports: v.exactOptional(
    ports("TCP ports that clients connect to. Default: 80 with backends, else 443.", [80]),
  ),
  backends: v.exactOptional(
    v.pipe(
      v.record(v.string(), backend),
      v.description(
        "Where requests may go, by name; live is the backend section's. Default: TLS passes through to that.",
      ),
      v.examples([{ orders: { host: "orders.example.com", port: 8080 } }]),
    ),
  ),
  rules: v.exactOptional(
    v.pipe(
      v.array(rule),
      v.description("Asked in this order; the first whose conditions are all true decides."),
      v.examples([[{ path: "/orders", to: "orders" }]]),
    ),
  ),
  default: v.exactOptional(
    v.pipe(
      destination,
      v.description("Where requests go that no rule takes. Default: they are answered with 404."),
      v.examples(["orders"]),
    ),
  ),
};

const pair = v.strictObject(pairEntries);

const settings = v.strictObject({
  kind: v.literal("addressPair"),
  failover: v.pipe(
    v.picklist(["route", "eip"]),
    v.description(
      "What moves to the other node. route: a route inside the VPC. eip: an Elastic IP, for the internet.",
    ),
    v.examples(["route"]),
  ),
  ...nodeFields("Of the nodes."),
  advertSeconds: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0.1),
      v.maxValue(10),
      v.description(
        "Seconds between advertisements: after three, a node is gone. Below 0.3, a stall of half a second may move the address.",
      ),
      v.examples([1]),
    ),
    ADVERT_SECONDS,
  ),
  preempt: v.optional(
    v.pipe(v.boolean(), v.description("Whether the first node takes over when it is back.")),
    false,
  ),
  routeTables: routeTableIds(
    "With failover route: ids of route tables of the VPC that the stack did not make.",
  ),
  allowFrom: allowFrom(),
  ...clientFields,
  clients: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description("With failover route: IPv4 blocks outside the VPC whose machines may connect."),
      v.examples([["10.99.0.0/16"]]),
    ),
    [],
  ),
  ...pairEntries,
  pairs: v.exactOptional(
    v.pipe(
      v.record(v.string(), pair),
      v.description("Instead of the settings of one pair: several pairs by name."),
      v.examples([{ orders: { virtualAddress: "172.31.255.10" } }]),
    ),
  ),
});

export const addressPairSchema = v.pipe(
  settings,
  v.description(
    "Pairs of nodes in two zones that hand one address to each other: docs/address-pair.md. It needs no section `backend`.",
  ),
);

export type AddressPairSettings = v.InferOutput<typeof addressPairSchema>;
type Pair = v.InferOutput<typeof pair>;
export type PairSection = { readonly [Setting in keyof Pair]: Pair[Setting] | undefined };
