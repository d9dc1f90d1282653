import { backend, live, orders, pair } from "./address-pair";
import { type WrongConfig, wrong } from "./wrong-config";

const header = (settings: object) => pair({ rules: [{ header: settings, to: "orders" }] });

export const WRONG_ROUTING: readonly WrongConfig[] = [
  wrong(
    "one source may have more connections than all of a pair",
    pair({ limits: { perSource: { connections: 30_000 } } }),
    `
  holdfast:entry.limits.perSource.connections = 30000
    must not exceed the limit of all clients together, 20000 (entry.limits.connections)
    fix: write 20000 or less, or a larger entry.limits.connections`,
  ),
  wrong(
    "a pair has no target",
    pair({ backends: undefined, default: undefined }),
    `
  holdfast:entry
    has no backends, and section backend is missing
    fix: add backends to it, or describe holdfast:backend`,
  ),
  wrong(
    "requests have nowhere to go",
    pair({ default: undefined }),
    `
  holdfast:entry.rules
    are missing, and there is no default: HAProxy would return 404 for every request
    fix: add rules, or default: and the name of a backend`,
  ),
  wrong(
    "a destination is no backend",
    pair({ default: "order" }),
    `
  holdfast:entry.default = "order"
    is order, which is not a backend. The backends are orders and live
    fix: did you mean orders?`,
  ),
  wrong(
    "a backend's name is no name",
    pair({ backends: { orders, Old: orders } }),
    `
  holdfast:entry.backends.Old
    must have a name of 1 to 32 characters, a-z, 0-9 or -, starting with a letter
    fix: write a name such as orders`,
  ),
  wrong(
    "shares are not 100 percent",
    pair({ default: { orders: 90 } }),
    `
  holdfast:entry.default = {"orders":90}
    has shares that add up to 90, not 100
    fix: write percentages that add up to 100`,
  ),
  wrong(
    "a share is no whole number",
    pair({ default: { orders: 99.5, live: 0.5 } }),
    `
  holdfast:entry.default = {"orders":99.5,"live":0.5}
    has a share that is not a whole number from 0 to 100
    fix: write percentages that add up to 100`,
  ),
  wrong(
    "a destination has the wrong shape",
    pair({ rules: [{ path: "/", to: 5 }] }),
    `
  holdfast:entry.rules[0].to = 5
    must be the name of a backend, or percentages by backend that add up to 100
    fix: write a value such as orders or {"orders":90,"orders-next":10}`,
  ),
  wrong(
    "a rule has no condition",
    pair({ rules: [{ to: "orders" }] }),
    `
  holdfast:entry.rules[0]
    has no condition, and would match every request
    fix: add a condition, or write its destination as default`,
  ),
  wrong(
    "a rule is repeated",
    pair({
      rules: [
        { path: "/a", to: "orders" },
        { path: "/a", to: "orders" },
      ],
    }),
    `
  holdfast:entry.rules[1]
    never matches: rule 0 has the same conditions
    fix: remove it`,
  ),
  wrong(
    "a rule is for another port",
    pair({ rules: [{ port: 81, to: "orders" }] }),
    `
  holdfast:entry.rules[0].port = 81
    is not among the ports, 80
    fix: add it to the ports`,
  ),
  wrong(
    "a rule's host is no name",
    pair({ rules: [{ host: "Orders", to: "orders" }] }),
    `
  holdfast:entry.rules[0].host = "Orders"
    must be a lower-case domain name, with or without the prefix *.
    fix: write a name such as orders.example.com or *.example.com`,
  ),
  wrong(
    "a rule's path is none",
    pair({ rules: [{ path: "orders", to: "orders" }] }),
    `
  holdfast:entry.rules[0].path = "orders"
    must be a path of letters, digits and . _ ~ - / ? = & that starts with /
    fix: write a path, such as /orders`,
  ),
  wrong(
    "a header's name is none",
    header({ name: "X Version" }),
    `
  holdfast:entry.rules[0].header.name = "X Version"
    must be a header name of letters, digits and -: HAProxy drops other headers
    fix: write one such as X-Version`,
  ),
  wrong(
    "a rule asks for a header that HAProxy removes",
    header({ name: "X-Forwarded-Host" }),
    `
  holdfast:entry.rules[0].header.name = "X-Forwarded-Host"
    is a header that HAProxy removes from requests or sets itself
    fix: use another header, such as X-Version`,
  ),
  wrong(
    "a header's value would end its quotes",
    header({ name: "X-Version", value: "it's" }),
    `
  holdfast:entry.rules[0].header.value = "it's"
    must be printable ASCII without ' and \\, and must not be }
    fix: write such a value, or remove it`,
  ),
  wrong(
    "a header's value would end its condition",
    header({ name: "X-Version", value: "}" }),
    `
  holdfast:entry.rules[0].header.value = "}"
    must be printable ASCII without ' and \\, and must not be }
    fix: write such a value, or remove it`,
  ),
  wrong(
    "a setting of a rule is mistyped",
    pair({ rules: [{ headers: { name: "X" }, to: "orders" }] }),
    `
  holdfast:entry.rules[0].headers = {"name":"X"}
    is not a setting: entry.rules[0] has port, host, path, header and to
    fix: did you mean header?`,
  ),
  wrong(
    "rules shall look into HTTPS",
    pair({ ports: [443] }),
    `
  holdfast:entry.ports[0] = 443
    is for HTTPS, but rules need plain HTTP: HAProxy has no certificate
    fix: use port 80, or remove rules to pass TLS through to the backend`,
  ),
  wrong(
    "a port is the node's own SSH server's",
    pair({ ports: [22] }),
    `
  holdfast:entry.ports[0] = 22
    is the port of the node's SSH server
    fix: choose another port`,
  ),
  wrong(
    "a port that passes through is the health port",
    pair({ backends: undefined, default: undefined, ports: [9001] }, backend()),
    `
  holdfast:entry.ports[0] = 9001
    is the port of the nodes' health endpoint
    fix: choose another port`,
  ),
  wrong(
    "a backend's host is an address",
    pair({ backends: { orders: { ...orders, host: "10.0.0.1" } } }),
    `
  holdfast:entry.backends.orders.host = "10.0.0.1"
    must be a full domain name in lower case
    fix: write a name such as orders.example.com`,
  ),
  wrong(
    "a backend's port is none",
    pair({ backends: { orders: { ...orders, port: 0 } } }),
    `
  holdfast:entry.backends.orders.port = 0
    must be a whole number from 1 to 65,535
    fix: write 1, the nearest`,
  ),
  wrong(
    "a backend's block is none",
    pair({ backends: { orders: { ...orders, cidr: "10.50.0.1/16" } } }),
    `
  holdfast:entry.backends.orders.cidr = "10.50.0.1/16"
    must be an IPv4 block in CIDR notation that starts at its first address
    fix: write a block such as 10.50.0.0/16`,
  ),
  wrong(
    "a backend has the name of the stack's own",
    pair({ ...live, backends: { live: orders } }, backend()),
    `
  holdfast:entry.backends.live
    is reserved for the backend of section backend
    fix: choose another name`,
  ),
  wrong(
    "a rule names the live colour of no backend",
    pair(live),
    `
  holdfast:entry.default
    is live, the backend of section backend, which is missing
    fix: add backends to it, or describe holdfast:backend`,
  ),
  wrong(
    "rules send plain HTTP to HTTPS",
    pair(live, backend({ blue: { cidr: "10.30.0.0/16" } })),
    `
  holdfast:entry.default
    is live, whose port 443 is for HTTPS, but rules forward plain HTTP
    fix: write port: 80 for the colours, or remove rules to pass TLS through`,
  ),
];
