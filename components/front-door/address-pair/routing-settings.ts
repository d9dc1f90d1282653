import type * as pulumi from "@pulumi/pulumi";
import { type ClientLimits, type ResolvedLimits, resolveLimits } from "../proxy/client-limits";
import type { Resolved } from "../proxy/haproxy-settings";

/** What decides which backend a request goes to. HTTP only: HAProxy holds no certificate. */
export interface RoutingSettings<Host = pulumi.Input<string>> {
  /** TCP ports that clients connect to, with plain HTTP. */
  readonly ports: readonly number[];
  /** Where requests may go, by name. */
  readonly backends: Readonly<Record<string, RoutedBackend<Host>>>;
  /** Asked in this order; the first whose conditions are all true decides. @default [] */
  readonly rules?: readonly Rule[] | undefined;
  /** Where a request goes that no rule takes. @default - it is answered with 404 */
  readonly default?: Destination | undefined;
  /** DNS server as `address:port`. @default "169.254.169.253:53", the VPC's own */
  readonly resolver?: string | undefined;
  /** Where `/health` answers 200 while one backend at least can be reached. @default 9001 */
  readonly healthPort?: number | undefined;
  /** What clients may have, at each node. */
  readonly limits?: ClientLimits | undefined;
  /** How long a connection without data is kept. @default 360 */
  readonly idleTimeoutSeconds?: number | undefined;
  /** How long an address of the backend may take to accept a connection. @default 250 */
  readonly connectTimeoutMs?: number | undefined;
}

/** The name of a backend, or percentages that add up to 100 by name. */
export type Destination = string | Readonly<Record<string, number>>;

/** Conditions, of which at least one is there, and where requests go that meet all of them. */
export interface Rule {
  /** Port that the client connected to. */
  readonly port?: number | undefined;
  /** Name in the request's `Host`, its port aside; `*.example.com` stands for all names below. */
  readonly host?: string | undefined;
  /** `/orders` and what is below it; a path that ends with `/` stands for what is below it only. */
  readonly path?: string | undefined;
  readonly header?: RoutedHeader | undefined;
  readonly to: Destination;
}

/** A header that must be there, with this value if one is given. */
interface RoutedHeader {
  readonly name: string;
  readonly value?: string | undefined;
}

/** A backend that requests are routed to, with its limits. */
export interface RoutedBackend<Host = pulumi.Input<string>> {
  /** Name whose A records are the addresses of the servers. */
  readonly host: Host;
  readonly port: number;
  /** Addresses that are used at a time. @default 8 */
  readonly slots?: number | undefined;
  /**
   * Path that answers with a status from 200 to 399 while a server is healthy.
   *
   * @default - accepting a connection is enough
   */
  readonly healthPath?: string | undefined;
  /**
   * Requests at a time for each server; more wait for up to 5 seconds and are then answered with 503,
   * so that a slow backend does not take the others' connections.
   *
   * @default 200
   */
  readonly maxConnections?: number | undefined;
  /**
   * Answers with a status from 500 up, or failed connections, in a row after which a server is checked at once. Its
   * checks decide whether it is left out: clients that call a failing URL take no healthy server out.
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

/** Fills in what was left out. */
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

/** Names of the backends that a destination leads to, with their shares in percent. */
export function sharesOf(
  to: Destination,
): readonly (readonly [backend: string, percent: number])[] {
  return typeof to === "string" ? [[to, 100]] : Object.entries(to);
}
