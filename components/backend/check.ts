import type { Problem } from "../settings/problem";
import { validateExisting } from "./existing/check";
import { endpointsOf } from "./existing/targets";
import { COLORS, type Color, validateBlueGreen } from "./plan-blue-green";
import { backendProblem } from "./problems";
import type { LoadBalancing } from "./backend-settings";
import { DEFAULT_PORT } from "./color-backend";
import type { BackendSection } from "./settings";

/** Validates the section `backend` without other sections. */
export function validateBackend(backend: BackendSection, networkCidr: string): Problem[] {
  return [
    ...validateExisting(backend),
    ...validateBlueGreen(backend, networkCidr),
    ...validateSamePort(endpointsOf(backend)),
    ...COLORS.flatMap((color) => validateSize(backend, color)),
    ...COLORS.flatMap((color) => validateHealthPort(backend, color)),
  ];
}

type Sizes = Readonly<Partial<Record<Color, { readonly min: number; readonly max: number }>>>;

/** Finds a colour with a maximum below its minimum. */
export function validateSize(backend: Sizes, color: Color): Problem[] {
  const { min, max } = backend[color] ?? { min: 0, max: 0 };
  if (max >= min) return [];
  const at = { path: `backend.${color}.max`, given: max };
  return [backendProblem("max-below-min", at, { color, min })];
}

function validateHealthPort(backend: BackendSection, color: Color): Problem[] {
  const { healthPort: given, userData } = backend[color] ?? {};
  if (given === undefined || userData !== undefined) return [];
  const path = `backend.${color}.healthPort`;
  return [backendProblem("health-port-of-demonstration", { path, given })];
}

/** Finds colours with different ports: HAProxy connects to one name and one port. */
export function validateSamePort(
  endpoints: readonly { readonly path: string; readonly port: number }[],
): Problem[] {
  const [first, second] = endpoints;
  if (first === undefined || second === undefined || first.port === second.port) return [];
  const at = { path: `${second.path}.port`, given: second.port };
  const data = { port: first.port, other: `${first.path}.port` };
  return [backendProblem("ports-differ", at, data)];
}

/**
 * Finds an ALB without a certificate on port 443, behind a front door that resolves its name: clients and health checks
 * use TLS there, and such an ALB speaks plain HTTP.
 */
export function validateAlbPort(
  path: string,
  port: number,
  loadBalancer: LoadBalancing,
): Problem[] {
  const isPlain = loadBalancer.kind === "alb" && loadBalancer.certificateArn === undefined;
  return isPlain && port === DEFAULT_PORT
    ? [backendProblem("tls-port-of-plain-alb", { path: `${path}.port`, given: port })]
    : [];
}

/**
 * The same for the colours that the stack creates for proxies.
 *
 * @param certificateArn of their ALBs. @default - none
 */
export const validateAlbPorts = (backend: BackendSection, certificateArn?: string): Problem[] =>
  backend.loadBalancer === "alb" && backend.existing === undefined
    ? endpointsOf(backend).flatMap(({ path, port }) =>
        validateAlbPort(path, port, { kind: "alb", certificateArn }),
      )
    : [];
