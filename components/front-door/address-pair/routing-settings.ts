import type * as pulumi from "@pulumi/pulumi";
import { type ClientLimits, type ResolvedLimits, resolveLimits } from "../proxy/client-limits";
import type { Resolved } from "../proxy/haproxy-settings";

/** Settings that determine the backend of a request. HTTP only: HAProxy has no certificate. */
export interface RoutingSettings<Host = pulumi.Input<string>> {
  /** Public TCP ports, for plain HTTP. */
  readonly ports: readonly number[];
  /** Backends by name. */
  readonly backends: Readonly<Record<string, RoutedBackend<Host>>>;
  /** Evaluated in this order: the first rule whose conditions all match applies. @default [] */
  readonly rules?: readonly Rule[] | undefined;
  /** Backend of requests that match no rule. @default - HAProxy returns 404 */
  readonly default?: Destination | undefined;
  /** DNS server as `address:port`. @default "169.254.169.253:53", the VPC's own */
  readonly resolver?: string | undefined;
  /** Port where `/health` returns 200 while at least one backend is reachable. @default 9001 */
  readonly healthPort?: number | undefined;
  /** Limits for clients, at each node. */
  readonly limits?: ClientLimits | undefined;
  /** How long an idle connection is kept open. @default 360 */
  readonly idleTimeoutSeconds?: number | undefined;
  /** Connect timeout for an address of the backend. @default 250 */
  readonly connectTimeoutMs?: number | undefined;
}

/** The name of a backend, or percentages by backend that add up to 100. */
export type Destination = string | Readonly<Record<string, number>>;

/** At least one condition, and the destination of requests that match all of them. */
export interface Rule {
  /** Port that the client connects to. */
  readonly port?: number | undefined;
  /** Host name of the request, without port. `*.example.com` matches all names below. */
  readonly host?: string | undefined;
  /** `/orders` and paths below it. A path with a trailing `/` matches only paths below it. */
  readonly path?: string | undefined;
  readonly header?: RoutedHeader | undefined;
  readonly to: Destination;
}

/** A header that must be present, and optionally its value. */
interface RoutedHeader {
  readonly name: string;
  readonly value?: string | undefined;
}

/** A backend that requests are routed to, with its limits. */
export interface RoutedBackend<Host = pulumi.Input<string>> {
  /** Name whose A records are the addresses of the servers. */
  readonly host: Host;
  readonly port: number;
  /** Number of addresses in use at a time. @default 8 */
  readonly slots?: number | undefined;
  /**
   * Path that returns a status from 200 to 399 while a server is healthy.
   *
   * @default - an accepted connection is enough
   */
  readonly healthPath?: string | undefined;
  /**
   * Concurrent requests for each server. More wait for up to 5 seconds and then get 503, so that a slow backend does
   * not use up the connections of the others.
   *
   * @default 200
   */
  readonly maxConnections?: number | undefined;
  /**
   * Number of consecutive errors (5xx responses or failed connections) that trigger an immediate health check of a
   * server. Only health checks remove a server, so clients that call a failing URL cannot remove a healthy one.
   *
   * @default 10
   */
  readonly errorLimit?: number | undefined;
}

export type ResolvedRouting<Host = string> = Resolved<
  Omit<RoutingSettings<Host>, "limits">,
  "default"
> & { readonly limits: ResolvedLimits };
type ResolvedBackend<Host> = Resolved<RoutedBackend<Host>, "healthPath">;

/** Fills in defaults. */
export function resolveRouting<Host>(settings: RoutingSettings<Host>): ResolvedRouting<Host> {
  return {
    ports: settings.ports,
    backends: settings.backends,
    rules: settings.rules ?? [],
    default: settings.default,
    resolver: settings.resolver ?? "169.254.169.253:53",
    healthPort: settings.healthPort ?? 9001,
    ...resolveLimits(settings),
  };
}

export function resolveBackend<Host>(backend: RoutedBackend<Host>): ResolvedBackend<Host> {
  return {
    host: backend.host as Exclude<Host, undefined>,
    port: backend.port,
    slots: backend.slots ?? 8,
    healthPath: backend.healthPath,
    maxConnections: backend.maxConnections ?? 200,
    errorLimit: backend.errorLimit ?? 10,
  };
}

/** Names of a destination's backends, with their shares in percent. */
export function sharesOf(
  to: Destination,
): readonly (readonly [backend: string, percent: number])[] {
  return typeof to === "string" ? [[to, 100]] : Object.entries(to);
}
