import type { Problem } from "../../settings/problem";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import { acceleratorProblem } from "./problems";
import type { AcceleratorSection } from "./settings";

/** Finds what the other sections have that does not go with an accelerator. */
export function checkAcceleratorWith(
  { certificateArn }: AcceleratorSection,
  { backend }: OtherSections,
): Problem[] {
  if (backend === undefined) return needsBackend(backend);
  const problems: Problem[] = [];
  const { reach, loadBalancer = "nlb" } = backend;
  if (reach === "public") {
    const at = { path: "backend.reach", given: reach };
    problems.push(acceleratorProblem("accelerator-backend-public", at));
  }
  if (certificateArn !== undefined && loadBalancer !== "alb") {
    const at = { path: "entry.certificateArn", given: certificateArn };
    problems.push(acceleratorProblem("accelerator-certificate-without-alb", at));
  }
  return problems;
}
