import { renderHaproxyConfig } from "../../components/front-door/proxy/haproxy-config";

/** A path from the client to the backend. */
export interface PathVariant {
  readonly key: string;
  readonly title: string;
  /** Text of haproxy.cfg; none if the client connects to the backend directly. */
  readonly config?: string;
  /** Whether the node has the kernel's settings of `node/instance/sysctl.d`. */
  readonly isTuned?: boolean;
}

/** The lab's addresses for a variant. */
export interface VariantTargets {
  readonly host: string;
  /** DNS server as `address:port`. */
  readonly resolver: string;
}

/** The same for all; each needs two file descriptors, and the lab's limit allows no more. */
const MAX_CONNECTIONS = 4_000;

/**
 * The generator is one source that represents many: limits per source are counted, but never reached.
 */
const PER_SOURCE = { connections: MAX_CONNECTIONS, newPerTenSeconds: 1_000_000 };

function ours(
  { host, resolver }: VariantTargets,
  settings: { readonly mode?: "tcp" | "http"; readonly logs?: "connections" | "errors" },
): string {
  return renderHaproxyConfig({
    resolver,
    ports: [80],
    backend: { host, port: 80 },
    limits: { connections: MAX_CONNECTIONS, perSource: PER_SOURCE },
    ...settings,
  });
}

/**
 * A plain HAProxy as "Providing Static IPs for Non-Trivial Architectures" (Oli Wood, AWS Advent 2016)
 * describes it for HAProxy 1.6: TCP passed through, one listener, a server that a resolvers section follows
 * with a health check, a page for Route 53's checks. The article's snippets are pictures. Settings that it
 * does not state have HAProxy's defaults: no log, round robin, no limits.
 */
const published = ({ host, resolver }: VariantTargets): string => `global
    maxconn ${MAX_CONNECTIONS}
    user haproxy
    group haproxy
    chroot /var/lib/haproxy

defaults
    mode tcp
    timeout connect 5s
    timeout client 1m
    timeout server 1m

resolvers mydns
    nameserver dns ${resolver}
    hold valid 10s

listen clients
    bind :80
    server backend ${host}:80 check resolvers mydns

listen health
    mode http
    bind :9001
    monitor-uri /health
    acl backend_down nbsrv(clients) lt 1
    monitor fail if backend_down
`;

/** All variants, by key; the first is the floor, the second the peer. */
export function variantsIn(surroundings: VariantTargets): readonly PathVariant[] {
  return [
    { key: "direct", title: "direct" },
    { key: "plain", title: "plain HAProxy", config: published(surroundings) },
    {
      key: "holdfast",
      title: "holdfast",
      isTuned: true,
      config: ours(surroundings, {}),
    },
    {
      key: "quiet",
      title: "holdfast, logs: errors",
      isTuned: true,
      config: ours(surroundings, { logs: "errors" }),
    },
    {
      key: "http",
      title: "holdfast, mode http",
      isTuned: true,
      config: ours(surroundings, { mode: "http" }),
    },
  ];
}
