import { listed, problemTexts } from "../../settings/problem";

const BECAUSE = "would replace the NLB; a new NLB cannot have the addresses while this one exists";

const numbered = (steps: readonly string[]) =>
  steps.map((step, index) => `(${index + 1}) ${step}`).join("; ");

/** AWS takes a zone from an NLB: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html */
function inPlace(left: string, kept: readonly string[], command: string): string {
  const call = command
    ? `\`${command}\``
    : `\`aws elbv2 set-subnets\` with the subnets and addresses of ${listed(kept, "and")} only`;
  return numbered([
    `run ${call}: within three minutes, ${left} leaves the NLB, and connections through it end`,
    "`pulumi up --refresh` with this configuration",
  ]);
}

export const nlbProblem = problemTexts({
  "nlb-vpc-replaced": ({ from, steps }: { from: string; steps: readonly string[] }) => [
    `changes the VPC (from ${from}), which ${BECAUSE}`,
    `write ${from}; or, with an outage, ${numbered(steps)}`,
  ],
  "nlb-zone-removed": ({
    zones,
    kept,
    command,
    steps,
  }: {
    zones: readonly string[];
    /** Keys of the addresses of the other zones. */
    kept: readonly string[];
    /** Empty if AWS did not say which NLB it is. */
    command: string;
    steps: readonly string[];
  }) => {
    const left = `zone ${listed(zones, "and")}`;
    const ways = [
      `keep ${left}`,
      ...(kept.length > 0 ? [`or, without an outage, ${inPlace(left, kept, command)}`] : []),
      `or, with an outage, ${numbered(steps)}`,
    ];
    return [`removes ${left}, which ${BECAUSE}`, ways.join("; ")];
  },
});
