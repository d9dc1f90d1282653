import { validateAlbPorts } from "../../backend/check";
import { endpointsOf, existingTargets } from "../../backend/existing/targets";
import { COLORS } from "../../backend/plan-blue-green";
import type { BackendSection } from "../../backend/settings";
import type { Problem } from "../../settings/problem";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import { haproxyProblem } from "./problems";
import type { HaproxySection } from "./settings";

/** Finds combinations with other sections that are not possible. */
export function checkHaproxyWith(
  { mode, proxyProtocol, certificateArn }: HaproxySection,
  { backend }: OtherSections,
): Problem[] {
  if (backend === undefined) return needsBackend(backend);
  return [
    ...(certificateArn === undefined ? [] : validateCertificate(certificateArn, mode, backend)),
    ...(mode === "http" ? validatePlainHttp(backend) : validateAlbPorts(backend, certificateArn)),
    ...(proxyProtocol ? validateHeaders(backend) : []),
  ];
}

/** Finds a certificate that no ALB has, or that HAProxy's clients do not get to. */
function validateCertificate(
  given: string,
  mode: HaproxySection["mode"],
  backend: BackendSection,
): Problem[] {
  const at = { path: "entry.certificateArn", given };
  if (backend.loadBalancer !== "alb")
    return [haproxyProblem("haproxy-certificate-without-alb", at)];
  if (mode === "http") return [haproxyProblem("haproxy-certificate-with-http", at)];
  return endpointsOf(backend)
    .filter(({ port }) => port !== 443)
    .map(({ path, port }) =>
      haproxyProblem("haproxy-certificate-port", { path: `${path}.port`, given: port }),
    );
}

const validatePlainHttp = (backend: BackendSection): Problem[] =>
  endpointsOf(backend)
    .filter(({ port }) => port === 443)
    .map(({ path, port: given }) =>
      haproxyProblem("plain-http-to-tls-port", { path: `${path}.port`, given }),
    );

/** Finds backends that reject the header of PROXY protocol. */
const validateHeaders = (backend: BackendSection): Problem[] =>
  backend.existing ? validateExisting(backend) : validateColors(backend);

/** An ALB rejects the header as a bad request, and health checks of the stack's target groups do not send it. */
function validateExisting(backend: BackendSection): Problem[] {
  return existingTargets(backend).flatMap(({ path, kind, given }) => {
    const at = { path: `${path}.${kind}`, given };
    if (given.includes(":loadbalancer/app/")) return [haproxyProblem("proxy-protocol-to-alb", at)];
    if (kind !== "autoScalingGroup") return [];
    return [haproxyProblem("proxy-protocol-to-group", at)];
  });
}

function validateColors(backend: BackendSection): Problem[] {
  if (backend.loadBalancer === "alb") {
    const at = { path: "backend.loadBalancer", given: backend.loadBalancer };
    return [haproxyProblem("proxy-protocol-to-alb", at)];
  }
  return COLORS.flatMap((color) => {
    const { userData, port = 443, healthPort = port } = backend[color] ?? {};
    // The demonstration server accepts connections with and without the header.
    if (userData === undefined || healthPort !== port) return [];
    return [haproxyProblem("proxy-protocol-without-health-port", { path: `backend.${color}` })];
  });
}
