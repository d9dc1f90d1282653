import * as v from "valibot";
import type { Problem } from "../../settings/problem";
import { validateShape } from "../../settings/validate-shape";
import { proxyProblem } from "./problems";
import { clientFields } from "./settings";

/** What clients may have, at each node or task. */
export interface ClientLimits {
  /** Connections at a time of all clients together. @default 20000 */
  readonly connections?: number | undefined;
  /** What one source address may have; a partner behind NAT is one source. */
  readonly perSource?: SourceLimits | undefined;
}

interface SourceLimits {
  /** Connections at a time. @default 1000 */
  readonly connections?: number | undefined;
  /** New connections in 10 seconds. @default 2000 */
  readonly newPerTenSeconds?: number | undefined;
}

/** Limits of clients of which none is left out. */
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
 * Fills in what was left out.
 *
 * @param connections of all clients together, where limits do not say
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
 * Finds limits that are out of their ranges, or that never apply.
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
