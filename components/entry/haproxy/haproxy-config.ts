import {
  type HaproxySettings,
  RESERVED_CONNECTIONS,
  type ResolvedHaproxySettings,
  resolveHaproxySettings,
} from "./haproxy-settings";

/**
 * The text of haproxy.cfg for a node, with the reason beside every setting that is no default.
 * Written for HAProxy 2.6 and later, with no keyword that later versions have removed.
 *
 * @param settings that `validateHaproxySettings` finds nothing wrong with
 */
export function renderHaproxyConfig(settings: HaproxySettings): string {
  const all = resolveHaproxySettings(settings);
  const sections = [
    HEAD,
    renderGlobal(all),
    renderDefaults(all),
    renderResolvers(all),
    renderClients(all),
    renderSources(),
    renderBackend(all),
    renderHealth(all),
    ...(all.metricsPort === undefined ? [] : [renderMetrics(all.metricsPort)]),
  ];
  return sections.join("\n");
}

const HEAD = `# haproxy.cfg of a holdfast node, rendered from the stack's configuration: changes made here are lost.
`;

function renderGlobal({ maxConnections }: ResolvedHaproxySettings): string {
  return `global
    # systemd's journal, in the foreground: no syslog socket inside the chroot.
    log stdout format raw local0
    user haproxy
    group haproxy
    chroot /var/lib/haproxy
    # expose-fd: at a reload, the new process takes the listening sockets over, and none is refused.
    stats socket /run/haproxy/admin.sock mode 600 level admin expose-fd listeners
    # ${RESERVED_CONNECTIONS} more than clients may have, so that health checks are answered when those are used up.
    # Each takes two files: LimitNOFILE must be more than double.
    maxconn ${maxConnections + RESERVED_CONNECTIONS}
    # After a reload, the old process ends with its last connection, or now.
    hard-stop-after 10m
`;
}

function renderDefaults({ mode, logs }: ResolvedHaproxySettings): string {
  return `defaults
    mode ${mode}
    log global
    option ${mode}log
    # Probes that connect and say nothing, such as port scans.
    option dontlognull
${logs === "errors" ? ONLY_ERRORS : ""}    # A dead address must cost nobody a request: give up on it soon, and try another one each time.
    timeout connect 250ms
    retries 3
    option redispatch 1
    # Longer than a load balancer's idle timeout (NLB 350 s, ALB 60 s by default): whoever knows the
    # protocol closes first, not HAProxy under a request that is on its way.
    timeout client 6m
    timeout server 6m
    # Half-closed connections, whose other end may never say goodbye.
    timeout client-fin 30s
    timeout server-fin 30s
    timeout queue 5s
    timeout check 2s
${mode === "http" ? HTTP_TIMEOUTS : TCP_MODE_TIMEOUTS}`;
}

const ONLY_ERRORS = `    # Only connections that failed: journald drops lines at high rates, and those are the ones to keep.
    option dontlog-normal
`;

/** The health frontend reads HTTP in both modes. */
const REQUEST_TIMEOUT = `    # A whole request must arrive in this time, byte by byte or not.
    timeout http-request 10s
`;
const TCP_MODE_TIMEOUTS = REQUEST_TIMEOUT;
const HTTP_TIMEOUTS = `${REQUEST_TIMEOUT}    timeout http-keep-alive 1m
    # WebSockets.
    timeout tunnel 1h
`;

function renderResolvers({ resolver }: ResolvedHaproxySettings): string {
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

function renderClients(all: ResolvedHaproxySettings): string {
  const { mode, ports, maxConnections, perSource } = all;
  return `frontend clients
${ports.map((port) => `    bind :${port}\n`).join("")}    maxconn ${maxConnections}
    # Refused before HAProxy spends anything on them.
    tcp-request connection track-sc0 src table sources
    tcp-request connection reject if { sc0_conn_cur gt ${perSource.connections} }
    tcp-request connection reject if { sc0_conn_rate gt ${perSource.ratePer10s} }
${mode === "http" ? FORWARDED : ""}    default_backend live
`;
}

const FORWARDED = `    # The client's address is what HAProxy saw, not what the client claims.
    http-request del-header X-Forwarded-For
    http-request set-header X-Forwarded-Proto http
    option forwardfor
`;

function renderSources(): string {
  return `# Counts by source address; Elastic IPs have IPv4 only.
backend sources
    stick-table type ip size 100k expire 60s store conn_cur,conn_rate(10s)
`;
}

function renderBackend({ backend, mode, proxyProtocol }: ResolvedHaproxySettings): string {
  const { host, port, slots, healthPath, healthTls } = backend;
  const checkTls = healthPath !== undefined && healthTls;
  return `backend live
    mode ${mode}
    # Connections last very differently long, so their number is what tells who has room.
    balance leastconn
${healthPath === undefined ? "" : renderCheck(host, healthPath)}    # Checks find a dead address in seconds; 5 failed connections in a row find it at once.
    # Not on-marked-down shutdown-sessions: connections to the colour that was live end by themselves.
    default-server check inter 2s fastinter 500ms downinter 1s fall 2 rise 2
    default-server observe layer4 error-limit 5 on-error mark-down
${checkTls ? CHECK_TLS : ""}${proxyProtocol ? PROXY_PROTOCOL : ""}    # The first address comes from the system's resolver, before the new process of a reload takes over;
    # without it, that process would refuse connections until its own first answer. When there is no
    # DNS at all, the node starts without an address (none) and finds it later.
    default-server resolvers vpc resolve-prefer ipv4 init-addr libc,none
    # One slot for each address of the name; slots without an address are out of use.
    server-template live- ${slots} ${host}:${port}
`;
}

function renderCheck(host: string, path: string): string {
  return `    # A load balancer without healthy targets accepts connections all the same: ask for a page.
    option httpchk
    http-check send meth GET uri ${path} ver HTTP/1.1 hdr Host ${host}
    http-check expect status 200-399
`;
}

const CHECK_TLS = `    # The check is about reachability; the certificate is for the clients' name, not for this one.
    default-server check-ssl verify none
`;

const PROXY_PROTOCOL = `    # The backend reads the client's address from a PROXY protocol header.
    default-server send-proxy-v2 check-send-proxy
`;

function renderHealth({ healthPort }: ResolvedHaproxySettings): string {
  return `# 200: serving. 503: the backend cannot be reached. Refused: HAProxy is down.
frontend health
    mode http
    bind :${healthPort}
    option dontlog-normal
    acl backend_down nbsrv(live) lt 1
    monitor-uri /health
    monitor fail if backend_down
    http-request return status 404
`;
}

function renderMetrics(port: number): string {
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
