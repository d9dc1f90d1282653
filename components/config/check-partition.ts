import { chooseFrontDoor } from "../front-door/kinds";
import { partitionOf } from "../settings/partition";
import type { Problem } from "../settings/problem";
import type { Sections } from "./check-sections";
import { configProblem } from "./problems";

/** Finds settings that need an AWS service that the region's partition lacks. */
export function validatePartition(
  { entry, backend, dns }: Pick<Sections, "entry" | "backend" | "dns">,
  region: string,
): Problem[] {
  const { lacks } = partitionOf(region);
  const chosen = chooseFrontDoor(entry);
  const problems: Problem[] = [];
  if (lacks.includes("globalAccelerator") && chosen?.kind.accelerator) {
    const at = { path: "entry.kind", given: chosen.entry.kind };
    problems.push(configProblem("accelerator-not-in-partition", at, { region }));
  }
  if (lacks.includes("publicZones")) {
    const zones = { "dns.zone": dns?.zone, "backend.zone": backend?.zone };
    for (const [path, given] of Object.entries(zones)) {
      if (given === undefined || (path === "backend.zone" && backend?.reach !== "public")) continue;
      problems.push(configProblem("public-zone-not-in-partition", { path, given }, { region }));
    }
  }
  if (lacks.includes("trafficPolicies") && dns?.routing === "trafficPolicy") {
    const at = { path: "dns.routing", given: dns.routing };
    problems.push(configProblem("traffic-policy-not-in-partition", at, { region }));
  }
  return problems;
}
