import * as v from "valibot";
import { port, ports, urlPath, wholeNumber, routeTableIds } from "../../settings/values";
import { allowFrom } from "../allow-from/settings";
import { ADVERT_SECONDS } from "../proxy/keepalived-config";
import { clientFields, nodeFields } from "../proxy/settings";

/*
 * The shape of `entry` with kind addressPair: pairs of nodes that share one address.
 */

const destination = v.union(
  [v.string(), v.record(v.string(), v.number())],
  "must be the name of a backend, or percentages by backend that add up to 100",
);

const backend = v.strictObject({
  host: v.pipe(
    v.string(),
    v.description("Name whose A records are the addresses of the servers."),
    v.examples(["orders.example.com"]),
  ),
  port: port("Port of the servers.", 8080),
  cidr: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("IPv4 block of the servers. Default: the VPC's."),
      v.examples(["10.50.0.0/16"]),
    ),
  ),
  healthPath: v.exactOptional(
    urlPath(
      "Path that returns 200 to 399 while a server is healthy. Default: an accepted connection is enough.",
    ),
  ),
  maxConnections: v.exactOptional(
    wholeNumber(1, 20_000, "Maximum of concurrent requests for each server.", 200),
  ),
  errorLimit: v.exactOptional(
    wholeNumber(
      1,
      1000,
      "Consecutive errors that trigger an immediate health check. Only health checks remove a server.",
      10,
    ),
  ),
});

const header = v.strictObject({
  name: v.pipe(v.string(), v.description("Name of the header."), v.examples(["X-Version"])),
  value: v.exactOptional(
    v.pipe(v.string(), v.description("Required value. Default: any."), v.examples(["2"])),
  ),
});

const rule = v.strictObject({
  port: v.exactOptional(port("Port that the client connects to.", 80)),
  host: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("Host name of the request; `*.example.com` matches all names below."),
      v.examples(["orders.example.com"]),
    ),
  ),
  path: v.exactOptional(
    v.pipe(v.string(), v.description("The path and all paths below it."), v.examples(["/orders"])),
  ),
  header: v.exactOptional(v.pipe(header, v.description("A header that must be present."))),
  to: v.pipe(
    destination,
    v.description("Destination of requests: a backend, or percentages by backend."),
    v.examples(["orders", { orders: 90, "orders-next": 10 }]),
  ),
});

/** Settings of each pair. */
const pairEntries = {
  virtualAddress: v.exactOptional(
    v.pipe(
      v.string(),
      v.description(
        "With failover route: the address of the pair, outside every VPC of the stack.",
      ),
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
        "Backends by name; live is the backend of section backend. Default: TLS passes through to it.",
      ),
      v.examples([{ orders: { host: "orders.example.com", port: 8080 } }]),
    ),
  ),
  rules: v.exactOptional(
    v.pipe(
      v.array(rule),
      v.description("Evaluated in this order: the first rule whose conditions all match applies."),
      v.examples([[{ path: "/orders", to: "orders" }]]),
    ),
  ),
  default: v.exactOptional(
    v.pipe(
      destination,
      v.description("Destination of requests that match no rule. Default: HAProxy returns 404."),
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
      "What a failover moves. route: a route inside the VPC. eip: an Elastic IP, for the internet.",
    ),
    v.examples(["route"]),
  ),
  ...nodeFields("Instance type of the nodes."),
  advertSeconds: v.optional(
    v.pipe(
      v.number(),
      v.minValue(0.1),
      v.maxValue(10),
      v.description(
        "Seconds between advertisements. A node counts as failed after three intervals. Below 0.3, a stall of half a second can cause a failover.",
      ),
      v.examples([1]),
    ),
    ADVERT_SECONDS,
  ),
  preempt: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Whether the first node claims the address again when it returns."),
    ),
    false,
  ),
  routeTables: routeTableIds(
    "With failover route: ids of route tables of the VPC that the stack did not create.",
  ),
  allowFrom: allowFrom(),
  ...clientFields,
  clients: v.optional(
    v.pipe(
      v.array(v.string()),
      v.description("With failover route: IPv4 blocks outside the VPC that may connect."),
      v.examples([["10.99.0.0/16"]]),
    ),
    [],
  ),
  ...pairEntries,
  pairs: v.exactOptional(
    v.pipe(
      v.record(v.string(), pair),
      v.description("Several pairs by name, instead of the settings of one pair."),
      v.examples([{ orders: { virtualAddress: "172.31.255.10" } }]),
    ),
  ),
});

export const addressPairSchema = v.pipe(
  settings,
  v.description(
    "Pairs of nodes in two zones that share one address: docs/address-pair.md. The section `backend` is optional.",
  ),
);

export type AddressPairSettings = v.InferOutput<typeof addressPairSchema>;
type Pair = v.InferOutput<typeof pair>;
export type PairSection = { readonly [Setting in keyof Pair]: Pair[Setting] | undefined };
