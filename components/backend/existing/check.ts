import type { Problem } from "../../settings/problem";
import { COLORS } from "../plan-blue-green";
import type { BackendSection } from "../settings";
import { existingProblem } from "./problems";
import { TARGET_KINDS } from "./settings";
import { existingTargets, settingsOf } from "./targets";

/** Validates `backend.existing` without calling AWS. */
export function validateExisting(backend: BackendSection): Problem[] {
  if (backend.existing === undefined) return [];
  return [...validateAlone(backend), ...validateTargets(backend), ...validateTwice(backend)];
}

/** Finds settings of created colours, which `existing` excludes. */
function validateAlone(backend: BackendSection): Problem[] {
  const { layout, loadBalancer } = backend;
  const problems = COLORS.filter((color) => backend[color] !== undefined).map((color) =>
    existingProblem("existing-with-color", { path: `backend.${color}` }, { color }),
  );
  if (layout !== undefined) {
    const at = { path: "backend.layout", given: layout };
    problems.push(existingProblem("existing-with-layout", at));
  }
  if (loadBalancer !== undefined) {
    const at = { path: "backend.loadBalancer", given: loadBalancer };
    problems.push(existingProblem("existing-with-balancer", at));
  }
  return problems;
}

function validateTargets(backend: BackendSection): Problem[] {
  const { blue, green, ...beside } = backend.existing!;
  const stray = Object.keys(beside);
  if ((blue ?? green) !== undefined && stray.length > 0) {
    const at = { path: "backend.existing" };
    return [existingProblem("existing-target-beside-colors", at, { settings: stray })];
  }
  return settingsOf(backend).flatMap(({ path, settings }) => {
    const kinds = TARGET_KINDS.filter((kind) => settings[kind] !== undefined);
    if (kinds.length === 0) {
      return [existingProblem("existing-target-missing", { path }, { kinds: TARGET_KINDS })];
    }
    if (kinds.length > 1) return [existingProblem("existing-targets-several", { path }, { kinds })];
    const given = settings.loadBalancerArn;
    if (!given?.includes(":loadbalancer/gwy/")) return [];
    return [
      existingProblem("existing-gateway-balancer", { path: `${path}.loadBalancerArn`, given }),
    ];
  });
}

function validateTwice(backend: BackendSection): Problem[] {
  const [first, second] = existingTargets(backend);
  if (!first || !second || first.kind !== second.kind || first.given !== second.given) return [];
  const at = { path: `${second.path}.${second.kind}`, given: second.given };
  return [existingProblem("existing-target-twice", at, { other: first.path })];
}
