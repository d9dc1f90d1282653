import type * as pulumi from "@pulumi/pulumi";
import { known } from "../../settings/known";
import type { Problem } from "../../settings/problem";
import { settingProblem } from "../../settings/problems";
import {
  type ClientLimits,
  type ResolvedLimits,
  resolveLimits,
  validateLimits,
} from "./client-limits";
import { proxyProblem } from "./problems";

/** Settings for haproxy.cfg. */
export interface HaproxySettings<Host = pulumi.Input<string>> {
  /** Public TCP ports. All forward to the backend's port. @default [443] */
  readonly ports?: readonly number[] | undefined;
  /**
   * `tcp` passes bytes through: TLS terminates at the backend, and the backend sees the node's address. `http` reads
   * plain HTTP and sends the client's address to the backend in `X-Forwarded-For`; HAProxy has no certificate.
   * @default "tcp"
   */
  readonly mode?: "tcp" | "http" | undefined;
  readonly backend: HaproxyBackend<Host>;
  /** DNS server as `address:port`. @default "169.254.169.253:53", the VPC's own */
  readonly resolver?: string | undefined;
  /** Port where `/health` returns 200 while the backend is reachable, otherwise 503. @default 9001 */
  readonly healthPort?: number | undefined;
  /**
   * Port where `/metrics` serves Prometheus, to private addresses only; 8405 is usual. HAProxy must be built with its
   * Prometheus exporter.
   * @default - no metrics
   */
  readonly metricsPort?: number | undefined;
  /** Sends the client's address to the backend by PROXY protocol v2. An ALB cannot read it. @default false */
  readonly proxyProtocol?: boolean | undefined;
  /** Limits for clients, at each node. */
  readonly limits?: ClientLimits | undefined;
  /** How long an idle connection is kept open. After a reload, existing ones have 4 minutes more. @default 360 */
  readonly idleTimeoutSeconds?: number | undefined;
  /** Connect timeout for an address of the backend. @default 250 */
  readonly connectTimeoutMs?: number | undefined;
  /** Log entries in addition to changes of state. @default "connections": a line for each */
  readonly logs?: "connections" | "errors" | undefined;
}

/** The backend's DNS name, and the health checks of its addresses. */
export interface HaproxyBackend<Host = pulumi.Input<string>> {
  /** Name whose A records are the backend's addresses, such as `live.holdfast.internal`. */
  readonly host: Host;
  readonly port: number;
  /** Number of addresses in use at a time. Route 53 returns up to 8 for a load balancer. @default 8 */
  readonly slots?: number | undefined;
  /**
   * Path that returns a status from 200 to 399 while an address is healthy. Only a path detects a load balancer
   * without healthy targets, because it still accepts connections.
   * @default - an accepted connection is enough
   */
  readonly healthPath?: string | undefined;
  /** Whether the health check uses TLS. @default - whether the backend's port is 443 */
  readonly healthTls?: boolean | undefined;
}

/** Settings with defaults filled in, except those that enable something. */
export type Resolved<T, Optional extends keyof T> = {
  readonly [Key in keyof T]-?: Key extends Optional ? T[Key] : Exclude<T[Key], undefined>;
};

export type ResolvedHaproxySettings<Host = string> = Resolved<
  Omit<HaproxySettings, "backend" | "limits">,
  "metricsPort"
> & {
  readonly limits: ResolvedLimits;
  readonly backend: Resolved<HaproxyBackend<Host>, "healthPath">;
};

/** Fills in defaults. */
export function resolveHaproxySettings<Host>(
  settings: HaproxySettings<Host>,
): ResolvedHaproxySettings<Host> {
  const { backend } = settings;
  return {
    ports: settings.ports ?? [443],
    mode: settings.mode ?? "tcp",
    resolver: settings.resolver ?? "169.254.169.253:53",
    healthPort: settings.healthPort ?? 9001,
    metricsPort: settings.metricsPort,
    proxyProtocol: settings.proxyProtocol ?? false,
    ...resolveLimits(settings),
    logs: settings.logs ?? "connections",
    backend: {
      host: backend.host as Exclude<Host, undefined>,
      port: backend.port,
      slots: backend.slots ?? 8,
      healthPath: backend.healthPath,
      healthTls: backend.healthTls ?? backend.port === 443,
    },
  };
}

const MOST_SLOTS = 100;

/**
 * Finds settings that HAProxy rejects, or accepts without effect.
 *
 * @param path of the settings in the stack's configuration, for the problems
 */
export function validateHaproxySettings(settings: HaproxySettings, path = "entry"): Problem[] {
  const all = resolveHaproxySettings(settings);
  return [
    ...validatePorts(all, path),
    ...validateBackend(all.backend, `${path}.backend`),
    ...validateResolver(all.resolver, `${path}.resolver`),
    ...validateLimits(settings, path),
  ];
}

interface Ports {
  readonly ports: readonly number[];
  readonly healthPort?: number | undefined;
  readonly metricsPort?: number | undefined;
  readonly mode?: string;
}

/** Finds invalid ports, the SSH port, and duplicates. */
export function validatePorts(all: Ports, path: string): Problem[] {
  const { ports, healthPort, metricsPort, mode } = all;
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  if (ports.length === 0) {
    const place = { path: at("ports"), given: ports };
    return [proxyProblem("no-ports", place, { example: 443 })];
  }
  const uses = [
    ...ports.map((port, index) => ({ path: `${at("ports")}[${index}]`, port })),
    ...(healthPort === undefined ? [] : [{ path: at("healthPort"), port: healthPort }]),
    ...(metricsPort === undefined ? [] : [{ path: at("metricsPort"), port: metricsPort }]),
  ];
  return uses.flatMap((use, index) => {
    const wrong = validatePort(use.port, use.path);
    if (wrong.length > 0) return wrong;
    const taken = uses.slice(0, index).find(({ port }) => port === use.port);
    if (taken) {
      const place = { path: use.path, given: use.port };
      return [proxyProblem("port-taken", place, { owner: taken.path })];
    }
    return index < ports.length ? validateClientPort(use.port, use.path, mode) : [];
  });
}

function validatePort(given: number, path: string): Problem[] {
  if (!isWhole(given, 1, 65_535))
    return [proxyProblem("not-a-port", { path, given }, { example: 443 })];
  return given === 22 ? [proxyProblem("ssh-port", { path, given })] : [];
}

function validateClientPort(given: number, path: string, mode?: string): Problem[] {
  if (mode !== "http" || given !== 443) return [];
  return [proxyProblem("https-port-in-http-mode", { path, given })];
}

function validateBackend(
  backend: ResolvedHaproxySettings<pulumi.Input<string>>["backend"],
  path: string,
): Problem[] {
  const { host, port, slots, healthPath } = backend;
  return [
    ...validateHost(host, `${path}.host`),
    ...(isWhole(port, 1, 65_535) ? [] : validatePort(port, `${path}.port`)),
    ...whole(slots, 1, MOST_SLOTS, `${path}.slots`, "write 8, or how many addresses the name has"),
    ...validateHealthPath(healthPath, `${path}.healthPath`),
  ];
}

function validateHost(host: pulumi.Input<string>, path: string): Problem[] {
  const given = known(host);
  if (given === undefined) return [];
  const data = { example: "live.holdfast.internal" };
  if (/^[\d.]+$|:/.test(given)) return [proxyProblem("address-for-name", { path, given }, data)];
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  if (given.length <= 253 && new RegExp(`^${label}(\\.${label})+$`).test(given)) return [];
  return [proxyProblem("not-a-full-name", { path, given }, data)];
}

function validateHealthPath(given: string | undefined, path: string): Problem[] {
  if (given === undefined || /^\/[\w.~/?=&-]*$/.test(given)) return [];
  return [proxyProblem("not-a-path", { path, given }, { example: "/health" })];
}

function validateResolver(given: string, path: string): Problem[] {
  const [, address = "", port = ""] = /^([\d.]+):(\d+)$/.exec(given) ?? [];
  const octets = address.split(".");
  const isAddress = octets.length === 4 && octets.every((octet) => isWhole(+octet, 0, 255));
  if (isAddress && isWhole(+port, 1, 65_535)) return [];
  return [proxyProblem("not-a-resolver", { path, given })];
}

function whole(given: number, least: number, most: number, path: string, fix: string): Problem[] {
  if (isWhole(given, least, most)) return [];
  const data = { kind: "whole number", least, most, fix };
  return [settingProblem("out-of-range", { path, given }, data)];
}

function isWhole(given: number, least: number, most: number): boolean {
  return Number.isInteger(given) && given >= least && given <= most;
}
