import { existingTargets } from "../../backend/existing/targets";
import type { Problem } from "../../settings/problem";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import { acceleratorProblem } from "./problems";
import type { AcceleratorSection } from "./settings";

/** Finds settings of other sections that cannot be combined with an accelerator. */
export function checkAcceleratorWith(
  { certificateArn }: AcceleratorSection,
  { backend }: OtherSections,
): Problem[] {
  if (backend === undefined) return needsBackend(backend);
  const problems: Problem[] = [];
  const { reach, loadBalancer = "nlb", existing } = backend;
  for (const { kind, path, given } of existingTargets(backend)) {
    if (kind !== "host") continue;
    const at = { path: `${path}.host`, given };
    problems.push(acceleratorProblem("accelerator-existing-host", at));
  }
  if (reach === "public") {
    const at = { path: "backend.reach", given: reach };
    problems.push(acceleratorProblem("accelerator-backend-public", at));
  }
  if (certificateArn !== undefined && loadBalancer !== "alb") {
    const at = { path: "entry.certificateArn", given: certificateArn };
    const code = existing
      ? "accelerator-certificate-with-existing"
      : "accelerator-certificate-without-alb";
    problems.push(acceleratorProblem(code, at));
  }
  return problems;
}
