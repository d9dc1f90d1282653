import { checkHost } from "./check-host";
import {
  FORWARDED,
  HEAD,
  renderDefaults,
  renderGlobal,
  renderHealth,
  renderLimits,
  renderMetrics,
  renderResolvers,
  renderSources,
} from "./haproxy-sections";
import {
  type HaproxySettings,
  type ResolvedHaproxySettings,
  resolveHaproxySettings,
} from "./haproxy-settings";

/**
 * Renders haproxy.cfg for a node, with a reason for every setting that differs from the default. Written for HAProxy
 * 2.6 and later, without keywords that later versions have removed.
 *
 * @param settings settings without problems from `validateHaproxySettings`
 * @throws {Error} if the host, which may be unknown at validation, is not a DNS name
 */
export function renderHaproxyConfig(settings: HaproxySettings<string>): string {
  const all = resolveHaproxySettings(settings);
  checkHost(all.backend.host);
  const sections = [
    HEAD,
    renderGlobal(all.mode, all),
    renderDefaults(all),
    renderResolvers(all.resolver),
    renderClients(all),
    renderSources(),
    renderBackend(all),
    renderUnchecked(all),
    renderHealth(all.healthPort, ["live"]),
    ...(all.metricsPort === undefined ? [] : [renderMetrics(all.metricsPort)]),
  ];
  return sections.join("\n");
}

function renderClients(all: ResolvedHaproxySettings): string {
  const { mode, ports, limits } = all;
  return `frontend clients
${ports.map((port) => `    bind :${port}\n`).join("")}    maxconn ${limits.connections}
${renderLimits(limits.perSource)}${mode === "http" ? FORWARDED : ""}    # Checks that fail for every address may be no more than slow: rather try them all than refuse everybody.
    use_backend unchecked if { nbsrv(live) lt 1 }
    default_backend live
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

/** The same addresses without health checks, used if none is healthy. The node's own health depends on `live`. */
function renderUnchecked({ backend, mode, proxyProtocol }: ResolvedHaproxySettings): string {
  const { host, port, slots } = backend;
  return `backend unchecked
    mode ${mode}
    balance leastconn
${proxyProtocol ? "    default-server send-proxy-v2\n" : ""}    default-server resolvers vpc resolve-prefer ipv4 init-addr libc,none
    server-template unchecked- ${slots} ${host}:${port}
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
