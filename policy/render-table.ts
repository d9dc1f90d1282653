import type { HoldfastPolicy } from "./model/policy";

const HEADINGS: Readonly<Record<string, string>> = {
  "multi-az": "Multi-AZ",
  cost: "Cost",
  addresses: "Addresses",
  security: "Security and operation",
  validity: "What AWS would refuse in the middle of an update",
};

/** The policies as tables in Markdown, for the README. */
export function renderTable(policies: Readonly<Record<string, readonly HoldfastPolicy[]>>): string {
  return Object.entries(policies)
    .map(([folder, own]) => `### ${HEADINGS[folder] ?? folder}\n\n${tableOf(own)}`)
    .join("\n\n");
}

function tableOf(policies: readonly HoldfastPolicy[]): string {
  const rows = policies.map((policy) => [
    `\`${policy.name}\``,
    policy.what,
    policy.why,
    policy.remedy,
    policy.severity,
    policy.level ?? "mandatory",
    Object.keys(policy.settings)
      .map((key) => `\`${key}\``)
      .join(", "),
    policy.framework.reference,
  ]);
  const head = ["policy", "what", "why", "remedy", "severity", "level", "settings", "control"];
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
