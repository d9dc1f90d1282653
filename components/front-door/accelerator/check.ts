import type { Problem } from "../../settings/problem";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
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
    problems.push({
      path: "backend.reach",
      given: reach,
      problem: "is not how an accelerator reaches load balancers: these are internal",
      remedy: "take it out, or write private",
    });
  }
  if (certificateArn !== undefined && loadBalancer !== "alb") {
    problems.push({
      path: "entry.certificateArn",
      given: certificateArn,
      problem: "has no ALB here: behind an NLB, TLS ends at the instances",
      remedy: "take it out, or write backend.loadBalancer: alb",
    });
  }
  return problems;
}
