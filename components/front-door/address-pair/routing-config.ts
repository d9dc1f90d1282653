import { checkHost } from "../proxy/check-host";
import {
  FORWARDED,
  HEAD,
  renderDefaults,
  renderGlobal,
  renderHealth,
  renderLimits,
  renderResolvers,
  renderSources,
} from "../proxy/haproxy-sections";
import {
  type Destination,
  type ResolvedRouting,
  type RoutedBackend,
  type RoutingSettings,
  type Rule,
  resolveBackend,
  resolveRouting,
  sharesOf,
} from "./routing-settings";

/**
 * Renders haproxy.cfg for nodes that route HTTP requests by content.
 *
 * @param settings settings without problems from `validateRouting`
 * @throws {Error} if a host, which may be unknown at validation, is not a DNS name
 */
export function renderRoutingConfig(settings: RoutingSettings<string>): string {
  const all = resolveRouting(settings);
  const names = Object.keys(all.backends);
  Object.values(all.backends).forEach(({ host }) => checkHost(host));
  return [
    HEAD,
    renderGlobal("http", all),
    renderDefaults({ ...all, mode: "http", logs: "connections" }),
    renderResolvers(all.resolver),
    renderClients(all),
    renderSources(),
    ...names.map((name) => renderBackend(name, all.backends[name]!)),
    renderHealth(all.healthPort, names.map(sectionOf)),
  ].join("\n");
}

/** Prefix that avoids conflicts with built-in sections and ACLs. */
const sectionOf = (backend: string) => `to-${backend}`;

function renderClients(all: ResolvedRouting): string {
  const rules: { to: Destination; conditions?: readonly string[] }[] = all.rules.map((rule) => ({
    to: rule.to,
    conditions: conditionsOf(rule),
  }));
  if (all.default !== undefined) rules.push({ to: all.default });
  const shared = rules.some(({ to }) => sharesOf(to).length > 1);
  return `frontend clients
${all.ports.map((port) => `    bind :${port}\n`).join("")}    maxconn ${all.limits.connections}
${renderLimits(all.limits.perSource)}${FORWARDED}${shared ? SHARE : ""}${rules
    .flatMap(({ to, conditions }) => renderDestination(to, conditions ?? []))
    .map((line) => `    ${line}\n`)
    .join("")}${all.default === undefined ? UNKNOWN : ""}`;
}

const SHARE = `    # One throw of the dice for each request, whichever rule takes it.
    http-request set-var(txn.share) rand(100)
`;

const UNKNOWN = `    default_backend nowhere

# What no rule takes.
backend nowhere
    mode http
    http-request return status 404
`;

function renderDestination(to: Destination, conditions: readonly string[]): string[] {
  const shares = sharesOf(to).filter(([, percent]) => percent > 0);
  let below = 0;
  return shares.map(([backend, percent], index) => {
    below += percent;
    const isLast = index === shares.length - 1;
    const needed = [...conditions, ...(isLast ? [] : [`var(txn.share) -m int lt ${below}`])];
    const section = sectionOf(backend);
    if (needed.length > 0) {
      return `use_backend ${section} if ${needed.map((one) => `{ ${one} }`).join(" ")}`;
    }
    return `default_backend ${section}`;
  });
}

function conditionsOf({ port, host, path, header }: Rule): string[] {
  return [
    ...(port === undefined ? [] : [`dst_port ${port}`]),
    ...(host === undefined ? [] : [hostCondition(host)]),
    ...(path === undefined ? [] : [pathCondition(path)]),
    ...(header === undefined ? [] : [headerCondition(header)]),
  ];
}

/** Host names are case-insensitive, and browsers add a non-default port. */
function hostCondition(host: string): string {
  const isWildcard = host.startsWith("*.");
  return `req.hdr(host),field(1,:) -m ${isWildcard ? "end" : "str"} -i ${isWildcard ? host.slice(1) : host}`;
}

function pathCondition(path: string): string {
  // The path itself, or paths below it, but not /ordersomething.
  return path.endsWith("/") ? `path -m beg ${path}` : `path,concat(/) -m beg ${path}/`;
}

function headerCondition({ name, value }: NonNullable<Rule["header"]>): string {
  return value === undefined
    ? `req.hdr(${name}) -m found`
    : `req.hdr(${name}) -m str ${quoted(value)}`;
}

/** Quotes a word of a condition. HAProxy parses a word that starts with - as a flag, unless -- precedes it. */
function quoted(value: string): string {
  const word = /^[\w.:/-]+$/.test(value) ? value : `'${value}'`;
  return value.startsWith("-") ? `-- ${word}` : word;
}

function renderBackend(name: string, backend: RoutedBackend<string>): string {
  const { host, port, slots, healthPath, maxConnections, errorLimit } = resolveBackend(backend);
  const section = sectionOf(name);
  return `backend ${section}
    mode http
    balance leastconn
    # What one source may have at a time is below what the servers take, so that it cannot use up all of that by
    # requests that last.
    stick-table type ip size 100k expire 60s store conn_cur
    http-request track-sc1 src
    http-request set-var(txn.most) nbsrv(${section}),mul(${shareOf(maxConnections)})
    http-request deny deny_status 429 if { nbsrv(${section}) gt 0 } { sc1_conn_cur,sub(txn.most) gt 0 }
${healthPath === undefined ? "" : renderCheck(host, healthPath)}    # The circuit breaker: that many errors in a row bring the next check forward, and only checks take a server
    # out. Other values of on-error let clients of one failing URL take a healthy server from everybody.
    # What waits longer than timeout queue for one of its connections is answered with 503.
    default-server check inter 2s fastinter 500ms downinter 1s fall 2 rise 2
    default-server maxconn ${maxConnections} observe layer7 error-limit ${errorLimit} on-error fastinter
    default-server resolvers vpc resolve-prefer ipv4 init-addr libc,none
    server-template ${name}- ${slots} ${host}:${port}
`;
}

/** Concurrent requests of one source at a server: three quarters. */
const shareOf = (maxConnections: number) => Math.max(1, Math.floor(0.75 * maxConnections));

function renderCheck(host: string, path: string): string {
  return `    option httpchk
    http-check send meth GET uri ${path} ver HTTP/1.1 hdr Host ${host}
    http-check expect status 200-399
`;
}
