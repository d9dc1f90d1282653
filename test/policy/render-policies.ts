import { markdownLines } from "../../commands/shared/table";
import type { HoldfastPolicy } from "../../policy/model/policy";

const HEADINGS: Readonly<Record<string, string>> = {
  "multi-az": "Multi-AZ",
  cost: "Cost",
  addresses: "Addresses",
  security: "Security and operation",
  validity: "What AWS would reject in the middle of an update",
};

/** The policies as tables in Markdown, for the README. */
export function renderPolicies(
  policies: Readonly<Record<string, readonly HoldfastPolicy[]>>,
): string {
  return Object.entries(policies)
    .map(([folder, own]) => `### ${HEADINGS[folder] ?? folder}\n\n${tableOf(own)}`)
    .join("\n\n");
}

function tableOf(policies: readonly HoldfastPolicy[]): string {
  const rows = policies.map(({ name, what, why, remedy, settings, framework, ...policy }) => {
    const keys = Object.keys(settings).map((key) => `\`${key}\``);
    return [
      `\`${name}\``,
      [
        `${what} ${why}`,
        `**Remedy:** ${remedy}`,
        [`${policy.severity}, ${policy.level ?? "mandatory"}`, framework.reference, ...keys].join(
          " · ",
        ),
      ].join("<br>"),
    ];
  });
  const titles = ["policy", "what and why; remedy; severity and level, control, settings"];
  return markdownLines(
    titles.map((title) => ({ title })),
    rows,
  ).join("\n");
}
