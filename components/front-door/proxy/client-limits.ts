import * as v from "valibot";
import type { Problem } from "../../settings/problem";
import { validateShape } from "../../settings/validate-shape";
import { proxyProblem } from "./problems";
import { clientFields } from "./settings";

/** Limits for clients, at each node or task. */
export interface ClientLimits {
  /** Concurrent connections of all clients. @default 20000 */
  readonly connections?: number | undefined;
  /** Limits for each source address. A partner behind NAT is one source. */
  readonly perSource?: SourceLimits | undefined;
}

interface SourceLimits {
  /** Concurrent connections. @default 1000 */
  readonly connections?: number | undefined;
  /** New connections in 10 seconds. @default 2000 */
  readonly newPerTenSeconds?: number | undefined;
}

/** Limits with defaults filled in. */
export interface ResolvedLimits {
  readonly connections: number;
  readonly perSource: { readonly connections: number; readonly newPerTenSeconds: number };
}

interface ResolvedConnections {
  readonly limits: ResolvedLimits;
  readonly idleTimeoutSeconds: number;
  readonly connectTimeoutMs: number;
}

interface Connections {
  readonly limits?: ClientLimits | undefined;
  readonly idleTimeoutSeconds?: number | undefined;
  readonly connectTimeoutMs?: number | undefined;
}

const DEFAULTS = v.parse(v.strictObject(clientFields), {});

/**
 * Fills in defaults.
 *
 * @param connections default for all clients together
 */
export function resolveLimits(
  { limits, idleTimeoutSeconds, connectTimeoutMs }: Connections,
  connections = DEFAULTS.limits.connections,
): ResolvedConnections {
  const { perSource } = DEFAULTS.limits;
  return {
    limits: {
      connections: limits?.connections ?? connections,
      perSource: {
        connections: limits?.perSource?.connections ?? perSource.connections,
        newPerTenSeconds: limits?.perSource?.newPerTenSeconds ?? perSource.newPerTenSeconds,
      },
    },
    idleTimeoutSeconds: idleTimeoutSeconds ?? DEFAULTS.idleTimeoutSeconds,
    connectTimeoutMs: connectTimeoutMs ?? DEFAULTS.connectTimeoutMs,
  };
}

/**
 * Finds limits that are out of range, or that never apply.
 *
 * @param path of the settings, for the problems
 */
export function validateLimits(
  settings: Connections,
  path: string,
  connections?: number,
): Problem[] {
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const wrong = (["limits", "idleTimeoutSeconds", "connectTimeoutMs"] as const).flatMap((name) =>
    settings[name] === undefined ? [] : validateShape(clientFields[name], settings[name], at(name)),
  );
  if (wrong.length > 0) return wrong;
  const { limits } = resolveLimits(settings, connections);
  const { connections: given } = limits.perSource;
  if (given <= limits.connections) return [];
  const place = { path: at("limits.perSource.connections"), given };
  const data = { owner: at("limits.connections"), all: limits.connections };
  return [proxyProblem("source-limit-above-all", place, data)];
}
