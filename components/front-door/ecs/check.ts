import { isInEcr } from "./execution-role";
import { endpointsOf } from "../../backend/existing/targets";
import type { Problem } from "../../settings/problem";
import type { BackendSection } from "../../backend/settings";
import { reachesInternet } from "../../network/egress";
import type { CheckedNetwork } from "../../network/settings";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import { validateLimits } from "../proxy/client-limits";
import { CONNECTIONS } from "./plan-tasks";
import { ecsProblem } from "./problems";
import type { EcsSection } from "./settings";

/**
 * Validates the `entry` section of kind `ecs` without other sections: mainly combinations that AWS does not support.
 */
export function checkEcs(entry: EcsSection): Problem[] {
  return [
    ...validateImage(entry.image),
    ...validateAddresses(entry),
    ...validateInstances(entry),
    ...validateLimits(entry, "entry", CONNECTIONS[entry.launchType]),
  ];
}

/** Finds a mutable tag. */
export function validateImage(given: string): Problem[] {
  if (!given.endsWith(":latest")) return [];
  return [ecsProblem("image-tag-latest", { path: "entry.image", given })];
}

function validateAddresses({ launchType, addresses }: EcsSection): Problem[] {
  const at = { path: "entry.addresses", given: addresses };
  if (launchType === "fargate" && addresses === "instances") {
    return [ecsProblem("fargate-with-instance-addresses", at)];
  }
  if (launchType === "ec2" && addresses === "nlb") {
    return [ecsProblem("ec2-with-nlb-addresses", at)];
  }
  return [];
}

function validateInstances({ launchType, instanceType }: EcsSection): Problem[] {
  if (instanceType === undefined || launchType === "ec2") return [];
  const at = { path: "entry.instanceType", given: instanceType };
  return [ecsProblem("fargate-with-instance-type", at)];
}

/** Finds combinations with other sections that are not possible. */
export function checkEcsWith(entry: EcsSection, { network, backend }: OtherSections): Problem[] {
  return [
    ...validateBackend(backend),
    ...(network && entry.launchType === "fargate" ? validateFargate(entry, network) : []),
  ];
}

function validateBackend(backend: BackendSection | undefined): Problem[] {
  if (backend === undefined) return needsBackend(backend);
  const problems: Problem[] = endpointsOf(backend)
    .filter(({ port }) => port === 443)
    .map(({ color, path }) =>
      ecsProblem("task-backend-https", { path: `${path}.port`, given: 443 }, { color }),
    );
  if (backend.reach === "public") {
    const at = { path: "backend.reach", given: backend.reach };
    problems.push(ecsProblem("task-backend-public", at));
  }
  return problems;
}

function validateFargate({ image }: EcsSection, { egress }: CheckedNetwork): Problem[] {
  if (reachesInternet(egress) || isInEcr(image)) return [];
  const at = { path: "entry.image", given: image };
  return [ecsProblem("image-unreachable", at, { egress: egress.kind })];
}
