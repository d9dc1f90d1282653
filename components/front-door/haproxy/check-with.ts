import { existingTargets } from "../../backend/existing/targets";
import { COLORS } from "../../backend/plan-blue-green";
import type { BackendSection } from "../../backend/settings";
import type { Problem } from "../../settings/problem";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import { haproxyProblem } from "./problems";
import type { HaproxySection } from "./settings";

/** Finds what does not go with the other sections, each of which is right in itself. */
export function checkHaproxyWith(
  { proxyProtocol }: HaproxySection,
  { backend }: OtherSections,
): Problem[] {
  if (backend === undefined) return needsBackend(backend);
  if (!proxyProtocol) return [];
  return backend.existing ? validateExisting(backend) : validateColors(backend);
}

/** An ALB takes the header for a bad request, and checks of target groups that the stack creates have none. */
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
    // The demonstration server takes connections with and without the header.
    if (userData === undefined || healthPort !== port) return [];
    return [haproxyProblem("proxy-protocol-without-health-port", { path: `backend.${color}` })];
  });
}
