import type { Problem } from "../../settings/problem";
import type { AcceleratorSection } from "./settings";
import type { DnsSettings } from "../../dns/settings";
import type { BackendSection } from "../settings";
import { validateAliasRouting } from "../../dns/check";
import { validateCertificate } from "../nlb-alb/check";
import { validateCount } from "../../settings/validate-value";

/** Finds what is wrong with the `entry` section of kind `accelerator` in itself. */
export function validateAcceleratorSection(entry: AcceleratorSection): Problem[] {
  const { certificateArn, flowLogs } = entry;
  return [
    ...validateCertificate(certificateArn),
    ...(flowLogs
      ? validateCount("entry.flowLogs.retentionDays", flowLogs.retentionDays, 1, 3650)
      : []),
  ];
}

/** Finds what the other sections have that does not go with an accelerator. */
export function validateAcceleratorTogether(
  { certificateArn }: AcceleratorSection,
  backend: BackendSection | undefined,
  dns: DnsSettings | undefined,
): Problem[] {
  const problems = validateAliasRouting(dns, "accelerator", "accelerator");
  if (backend === undefined) return problems;
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
