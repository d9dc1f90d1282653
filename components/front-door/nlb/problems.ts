import { listed, problemTexts } from "../../settings/problem";

const BECAUSE = "would replace the NLB, which keeps its addresses until it is gone";

const numbered = (steps: readonly string[]) =>
  steps.map((step, index) => `(${index + 1}) ${step}`).join("; ");

export const nlbProblem = problemTexts({
  "nlb-vpc-replaced": ({ from, steps }: { from: string; steps: readonly string[] }) => [
    `is another VPC than ${from}, and ${BECAUSE}`,
    `write ${from}; or, with an outage, ${numbered(steps)}`,
  ],
  "nlb-zone-removed": ({
    zones,
    steps,
  }: {
    zones: readonly string[];
    steps: readonly string[];
  }) => [
    `leaves out zone ${listed(zones, "and")}, and ${BECAUSE}`,
    `keep zone ${listed(zones, "and")}; or, with an outage, ${numbered(steps)}`,
  ],
  "nlb-protected": [
    "takes the NLB away, which is protected from deletion",
    "first run `pulumi up` with the NLB and nothing but entry.deletionProtection: false",
  ],
});
