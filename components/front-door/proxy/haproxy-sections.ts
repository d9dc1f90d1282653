/*
 * Sections of haproxy.cfg that all front doors share, with a reason for every setting that differs from the default.
 * Written for HAProxy 2.6 and later, without keywords that later versions have removed.
 */
import type { ResolvedLimits } from "./client-limits";

/** Reserve for health checks and metrics, which must work when clients have used up their connections. */
const RESERVED_CONNECTIONS = 200;

/** First line of the file. */
export const HEAD = `# haproxy.cfg of a holdfast node, rendered from the stack's configuration: changes made here are lost.
`;

/** Settings that differ between nodes. */
interface Clients {
  readonly limits: ResolvedLimits;
  readonly idleTimeoutSeconds: number;
}

/** Time in addition to the idle timeout for which existing connections survive a reload, in seconds. */
const RELOAD_SECONDS = 240;

/** @param mode of the clients' frontend */
export function renderGlobal(
  mode: "tcp" | "http",
  { limits, idleTimeoutSeconds }: Clients,
): string {
  return `global
    # systemd's journal, in the foreground: no syslog socket inside the chroot.
    log stdout format raw local0
    user haproxy
    group haproxy
    chroot /var/lib/haproxy
    # expose-fd: at a reload, the new process takes the listening sockets over, and none is refused.
    stats socket /run/haproxy/admin.sock mode 600 level admin expose-fd listeners
    # ${RESERVED_CONNECTIONS} more than clients may have, so that health checks are answered when those are used up.
    # Each takes two files, and half a one for splicing: LimitNOFILE must be more than 2.5 times this.
    maxconn ${limits.connections + RESERVED_CONNECTIONS}
    # After a reload, the old process ends with its last connection, or now: idle ones have gone by then.
    hard-stop-after ${idleTimeoutSeconds + RELOAD_SECONDS}s
${mode === "http" ? LARGE_HEADERS : ""}${ONLY_IPV4}`;
}

const ONLY_IPV4 = `    # Nodes reach backends by IPv4. Without this, a name with AAAA records only takes the place of its last IPv4 addresses.
.if version_atleast(3.2)
    dns-accept-family ipv4
.endif
`;

/** Memory of a connection that is sending headers: `tune.bufsize`. Idle connections need little more than 1 KiB. */
export const KIB_PER_CONNECTION = 72;

const LARGE_HEADERS = `    # Headers of 64 kB in all, which clients behind an ALB are used to, instead of 15 kB and 101 headers.
    tune.bufsize ${KIB_PER_CONNECTION * 1024}
    tune.http.maxhdr 1000
`;

/** Renders timeouts, retries and logs, for both modes. */
export function renderDefaults({
  mode,
  logs,
  idleTimeoutSeconds: idle,
  connectTimeoutMs,
}: {
  mode: "tcp" | "http";
  logs: "connections" | "errors";
  idleTimeoutSeconds: number;
  connectTimeoutMs: number;
}): string {
  return `defaults
    mode ${mode}
    log global
    option ${mode}log
    # Probes that connect and say nothing, such as port scans.
    option dontlognull
${logs === "errors" ? ONLY_ERRORS : ""}    # Large answers go from socket to socket inside the kernel, for half of the CPU time.
    option splice-auto
    # A dead address must cost nobody a request: give up on it soon, and try another one each time.
    timeout connect ${connectTimeoutMs}ms
    retries 3
    option redispatch 1
    # Longer than a load balancer's idle timeout (NLB 350 s, ALB 60 s by default): whoever knows the
    # protocol closes first, not HAProxy under a request that is on its way.
    timeout client ${idle}s
    timeout server ${idle}s
    # The keepalives of clients end at HAProxy. Its own find those that are gone, and keep an NLB before the backend
    # from forgetting connections.
    option clitcpka
    option srvtcpka
    clitcpka-idle 2m
    clitcpka-intvl 30s
    srvtcpka-idle 2m
    srvtcpka-intvl 30s
    # Half-closed connections, whose other end may never say goodbye.
    timeout client-fin 30s
    timeout server-fin 30s
    timeout queue 5s
    timeout check 2s
${mode === "http" ? HTTP_TIMEOUTS + renderTunnel(idle) : TCP_MODE_TIMEOUTS}`;
}

const ONLY_ERRORS = `    # Only connections that failed: journald drops lines at high rates, and those are the ones to keep.
    option dontlog-normal
`;

/** The health frontend reads HTTP in both modes. */
const TCP_MODE_TIMEOUTS = `    # The headers of a request must arrive in this time, byte by byte or not.
    timeout http-request 10s
`;
const HTTP_TIMEOUTS = `${TCP_MODE_TIMEOUTS}    timeout http-keep-alive 1m
    # To many servers, X_Real_IP is the same header as X-Real-IP. Names of anything but letters, digits and - are dropped.
    option http-restrict-req-hdr-names delete
    # A reload ends an idle connection with its next answer, not under a request that is on its way.
    option idle-close-on-response
`;

const WEBSOCKET_SECONDS = 3_600;

/** How long an idle WebSocket is kept open. */
export const tunnelSeconds = (idle: number) => Math.max(idle, WEBSOCKET_SECONDS);

const renderTunnel = (idle: number) => `    # WebSockets.
    timeout tunnel ${tunnelSeconds(idle)}s
`;

/** @param resolver DNS server as `address:port` */
export function renderResolvers(resolver: string): string {
  return `# HAProxy asks each second, whatever the TTL; the VPC's resolver remembers an answer for the TTL. So a
# switch of the record is followed within TTL + 1 s.
resolvers vpc
    nameserver dns ${resolver}
    # 512 by default, too little for the 8 addresses of a load balancer.
    accepted_payload_size 8192
    # This, not hold valid, is how often servers are looked up again.
    timeout resolve 1s
    timeout retry 1s
    resolve_retries 3
    # An address that the answer no longer has is dropped at once ...
    hold obsolete 0s
    # ... but with no answer at all, the last addresses go on: the data plane does not depend on DNS.
    hold timeout 1h
    hold refused 1h
    hold other 1h
    hold nx 5m
`;
}

/** Renders limits that reject a source before it uses resources, for a frontend. */
export function renderLimits({
  connections,
  newPerTenSeconds,
}: ResolvedLimits["perSource"]): string {
  return `    # Refused before HAProxy spends anything on them.
    tcp-request connection track-sc0 src table sources
    tcp-request connection reject if { sc0_conn_cur gt ${connections} }
    tcp-request connection reject if { sc0_conn_rate gt ${newPerTenSeconds} }
`;
}

/** Lower-case headers, apart from X-Forwarded-…, in which a client could send a false address. */
const CLAIMS = ["forwarded", "x-real-ip", "true-client-ip"];

/** Whether `FORWARDED` removes or replaces a request header before rules are evaluated. */
export const isReplaced = (header: string): boolean =>
  header.toLowerCase().startsWith("x-forwarded-") ||
  [...CLAIMS, "connection", "http2-settings"].includes(header.toLowerCase());

/** Protects servers from slow and ambiguous bodies, and sends them the client's address in HTTP; for a frontend. */
export const FORWARDED = `    # HTTP/1.0 has no chunks (RFC 9112, section 6.1): a server that reads its bodies otherwise would find a second request.
    http-request deny deny_status 400 if { req.ver 1.0 } { req.fhdr_cnt(transfer-encoding) gt 0 }
    # A server sees a request when its body, or the first 16 kB of it, is complete: slow ones would use up its connections.
    http-request wait-for-body time 10s at-least 16k
    # The client's address is what HAProxy saw, not what the client claims, in whatever header.
    http-request del-header X-Forwarded- -m beg
${CLAIMS.map((name) => `    http-request del-header ${name}\n`).join("")}    http-request set-header X-Forwarded-Proto http
    http-request set-header X-Forwarded-Port %[dst_port]
    option forwardfor
    # Connection names headers that the next server drops, of which the client may choose none. Only WebSocket leaves
    # HTTP: after an upgrade to h2c, all requests but the first would pass by these rules.
    acl websocket req.hdr(Upgrade) -m str -i websocket
    http-request del-header Connection
    http-request del-header HTTP2-Settings
    http-request del-header Upgrade unless websocket
    http-request set-header Upgrade websocket if websocket
    http-request set-header Connection Upgrade if websocket
`;

/** Renders the table of `renderLimits`. */
export function renderSources(): string {
  return `# Counts by source address; Elastic IPs have IPv4 only.
backend sources
    stick-table type ip size 100k expire 60s store conn_cur,conn_rate(10s)
`;
}

/**
 * Renders the health endpoint of a node.
 *
 * @param backends the node is healthy while one of them has a healthy server
 */
export function renderHealth(port: number, backends: readonly string[]): string {
  const down = (backend: string) => (backends.length === 1 ? "backend_down" : `${backend}_down`);
  return `# 200: serving. 503: ${backends.length === 1 ? "the backend cannot be reached" : "no backend can be reached"}. Refused: HAProxy is down.
frontend health
    mode http
    bind :${port}
    option dontlog-normal
${backends.map((backend) => `    acl ${down(backend)} nbsrv(${backend}) lt 1\n`).join("")}    monitor-uri /health
    monitor fail if ${backends.map(down).join(" ")}
    # A reload counts only when a new process answers: after a refused one, the old process does.
    http-request return status 200 content-type text/plain lf-string %pid if { path /worker } { src 127.0.0.1 }
    http-request return status 404
`;
}

/** Renders the metrics endpoint. HAProxy must be built with its Prometheus exporter. */
export function renderMetrics(port: number): string {
  return `# For Prometheus inside the network.
frontend metrics
    mode http
    bind :${port}
    option dontlog-normal
    # What comes in through the Elastic IP has a public source address.
    http-request deny unless { src 127.0.0.0/8 10.0.0.0/8 100.64.0.0/10 172.16.0.0/12 192.168.0.0/16 }
    http-request use-service prometheus-exporter if { path /metrics }
    http-request return status 404
`;
}
