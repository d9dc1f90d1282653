import { backend, live, orders, pair } from "./address-pair";
import { type WrongConfig, wrong } from "./wrong-config";

const header = (settings: object) => pair({ rules: [{ header: settings, to: "orders" }] });

export const WRONG_ROUTING: readonly WrongConfig[] = [
  wrong(
    "one source may have more connections than all of a pair",
    pair({ limits: { perSource: { connections: 30_000 } } }),
    `
  holdfast:entry.limits.perSource.connections = 30000
    is more than all clients together may have, 20000 (entry.limits.connections)
    fix: write 20000 or less, or a larger entry.limits.connections`,
  ),
  wrong(
    "a pair has no target",
    pair({ backends: undefined, default: undefined }),
    `
  holdfast:entry
    leads nowhere: it has no backends, and there is no backend section
    fix: add backends to it, or describe holdfast:backend`,
  ),
  wrong(
    "requests have nowhere to go",
    pair({ default: undefined }),
    `
  holdfast:entry.rules
    are missing, and so is a default: every request would be answered with 404
    fix: add default: and the name of a backend, or rules`,
  ),
  wrong(
    "a destination is no backend",
    pair({ default: "order" }),
    `
  holdfast:entry.default = "order"
    names order, which is none of the backends, orders and live
    fix: did you mean orders?`,
  ),
  wrong(
    "a backend's name is no name",
    pair({ backends: { orders, Old: orders } }),
    `
  holdfast:entry.backends.Old
    has no name of at most 32 lower-case letters, digits and hyphens that begins with a letter
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
    has a share that is no whole number from 0 to 100
    fix: write percentages that add up to 100`,
  ),
  wrong(
    "a destination has the wrong shape",
    pair({ rules: [{ path: "/", to: 5 }] }),
    `
  holdfast:entry.rules[0].to = 5
    must be the name of a backend, or percentages that add up to 100 by name
    fix: write a value such as orders or {"orders":90,"orders-next":10}`,
  ),
  wrong(
    "a rule has no condition",
    pair({ rules: [{ to: "orders" }] }),
    `
  holdfast:entry.rules[0]
    has no condition, and would take every request
    fix: name it as default`,
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
    never decides: rule 0 has its conditions
    fix: take it out`,
  ),
  wrong(
    "a rule is for another port",
    pair({ rules: [{ port: 81, to: "orders" }] }),
    `
  holdfast:entry.rules[0].port = 81
    is not among the ports, 80
    fix: add it there`,
  ),
  wrong(
    "a rule's host is no name",
    pair({ rules: [{ host: "Orders", to: "orders" }] }),
    `
  holdfast:entry.rules[0].host = "Orders"
    is not a domain name in lower case, with or without *. before it
    fix: write a name such as orders.example.com or *.example.com`,
  ),
  wrong(
    "a rule's path is none",
    pair({ rules: [{ path: "orders", to: "orders" }] }),
    `
  holdfast:entry.rules[0].path = "orders"
    is not a path of letters, digits and . _ ~ - / ? = & that starts with /
    fix: write a path, such as /orders`,
  ),
  wrong(
    "a header's name is none",
    header({ name: "X Version" }),
    `
  holdfast:entry.rules[0].header.name = "X Version"
    is not a header name of letters, digits and -: HAProxy drops other headers
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
    is not a text of printable ASCII without ' and \\, or is } alone
    fix: write a plain value, or leave it out`,
  ),
  wrong(
    "a header's value would end its condition",
    header({ name: "X-Version", value: "}" }),
    `
  holdfast:entry.rules[0].header.value = "}"
    is not a text of printable ASCII without ' and \\, or is } alone
    fix: write a plain value, or leave it out`,
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
    is for HTTPS, and rules read plain HTTP only: HAProxy holds no certificate
    fix: use port 80, or leave rules out, so that TLS passes through to the backend`,
  ),
  wrong(
    "a port is the node's own SSH server's",
    pair({ ports: [22] }),
    `
  holdfast:entry.ports[0] = 22
    is where the node's own SSH server listens
    fix: choose another port`,
  ),
  wrong(
    "a port that passes through is the health port",
    pair({ backends: undefined, default: undefined, ports: [9001] }, backend()),
    `
  holdfast:entry.ports[0] = 9001
    is the port on which nodes answer whether they serve
    fix: choose another port`,
  ),
  wrong(
    "a backend's host is an address",
    pair({ backends: { orders: { ...orders, host: "10.0.0.1" } } }),
    `
  holdfast:entry.backends.orders.host = "10.0.0.1"
    is not a full domain name in lower case
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
    is not an IPv4 block in CIDR notation, from its first address
    fix: write a block such as 10.50.0.0/16`,
  ),
  wrong(
    "a backend has the name of the stack's own",
    pair({ ...live, backends: { live: orders } }, backend()),
    `
  holdfast:entry.backends.live
    is the stack's own backend already
    fix: choose another name`,
  ),
  wrong(
    "a rule names the live colour of no backend",
    pair(live),
    `
  holdfast:entry.default
    names live, the backend section's, and there is no such section
    fix: add backends to it, or describe holdfast:backend`,
  ),
  wrong(
    "rules send plain HTTP to HTTPS",
    pair(live, backend({ blue: { cidr: "10.30.0.0/16" } })),
    `
  holdfast:entry.default
    names live, whose port 443 is for HTTPS, and rules send plain HTTP
    fix: give the colours port: 80, or take rules out, so that TLS passes through`,
  ),
];
